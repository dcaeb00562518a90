"""The page of a network: who it is, and what its other concerns show there."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.requests import public
from participation.networks.queries import space
from participation.networks.views.access import space_context


@public
@never_cache
@require_safe
def network_show(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    network = space.find(pk, request.visitor)
    if network is None:
        return _gone(request, pk)
    if slug != network.slug:
        return redirect(network, permanent=network.is_public)
    return render(
        request, "networks/network_show.html", space_context(request, network)
    )


def _gone(request: HttpRequest, pk: int) -> HttpResponse:
    """What everybody knew is gone; of a hidden one nobody learns that it was there."""
    if space.was_known(pk):
        return render(request, "410.html", status=410)
    raise Http404
