"""An actor's Termine on its own site: a small page that only that site may frame.

It knows no visitor, sets no cookie and runs no script. The site is the one that stands
in the actor's profile; without one nobody may frame it.
"""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.requests import public
from events.calendar.queries import embedding
from participation.actors import rules
from participation.actors.models import Actor

SECONDS = 300  # an embedded page may be as old


@public
@require_safe
@xframe_options_exempt
def embed_show(request: HttpRequest, pk: int) -> HttpResponse:
    actor = get_object_or_404(Actor.objects.listed(), pk=pk)
    context = {
        "actor": actor,
        "occurrences": embedding.next_of(actor),
        "base_url": settings.BASE_URL,
    }
    response = render(request, "calendar/embed.html", context)
    response._csp_config = _policy(actor)  # type: ignore[attr-defined]  # as django-csp's own decorators do
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_safe
def embed_help(request: HttpRequest, pk: int) -> HttpResponse:
    """The few lines for the site, for whoever looks after the profile."""
    actor = Actor.objects.visible_to(request.visitor).filter(pk=pk).first()
    if actor is None:
        raise Http404
    if not rules.can_write(request.visitor, actor):
        raise PermissionDenied
    context = {
        "actor": actor,
        "address": settings.BASE_URL + reverse("calendar:embed-show", args=[pk]),
        "feed_url": settings.BASE_URL + reverse("calendar:feed-actor", args=[pk]),
        "origins": origins_of(actor.website),
    }
    return render(request, "calendar/embed_help.html", context)


def origins_of(website: str) -> list[str]:
    """The site of a profile, with and without "www"; nothing for what is no site."""
    try:
        parts = urlsplit(website)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # no such port, or half an address
        return []
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not _is_name(host):
        return []
    bare = host.removeprefix("www.")
    return [f"{parts.scheme}://{name}{port}" for name in (bare, f"www.{bare}")]


def _is_name(host: str) -> bool:
    """Nothing that could say more in a header than a name does."""
    letters = host.replace("-", "").replace(".", "")
    return "." in host and letters.isascii() and letters.isalnum()


def _policy(actor: Actor) -> dict[str, list[str]]:
    return {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "base-uri": [NONE],
        "form-action": [NONE],
        "frame-ancestors": origins_of(actor.website) or [NONE],
    }
