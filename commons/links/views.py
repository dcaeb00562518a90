from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from commons.links import services
from commons.links.models import SignedLink
from commons.requests import secretive

GONE = 404


@never_cache
def link_page(
    request: HttpRequest,
    token: str,
    *,
    purpose: str,
    destination: Callable[[SignedLink], str],
    template: str = "links/link_show.html",
) -> HttpResponse:
    """What the view behind a signed link answers, in whatever app it is.

    GET looks nothing up and shows one neutral page with a button. POST opens the
    case and leads to `destination(link)`; a link that is unknown, expired or revoked
    gives the same page whichever it is. `template` is that page where it says more
    fitting words; it knows nothing of what lies behind.

    The calling view is marked `public` and allows GET, HEAD and POST.
    """
    if request.method != "POST":
        return secretive(render(request, template))
    link = services.resolve(purpose, token)
    if link is None:
        return gone_page(request)
    services.open_link(request, link)
    return secretive(redirect(destination(link)))


def gone_page(request: HttpRequest) -> HttpResponse:
    """Also for a case that somebody had open when its link ended."""
    return secretive(render(request, "links/link_gone.html", status=GONE))
