"""Lists of networks: everybody's, one's own, and the SPK's."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.pagecache import cached_page
from commons.requests import public
from participation.networks import rules
from participation.networks.forms.listing import FilterForm
from participation.networks.queries import listing, oversight

GENERATIONS = ["networks", "topics", "regions"]
FILTERS = tuple(FilterForm.base_fields)


@public
@require_safe
@cached_page(generations=lambda _request: GENERATIONS, parameters=FILTERS)
def network_list(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    wish = form.wish()
    page = SimpleLazyObject(lambda: listing.page_of(wish))
    context = {"form": form, "wish": wish, "page": page}
    template = "_network_result.html" if request.htmx else "network_list.html"
    return render(request, f"networks/{template}", context)


@never_cache
@require_safe
def network_mine(request: HttpRequest) -> HttpResponse:
    context = {
        "networks": listing.own(request.visitor),
        "requests": listing.own_requests(request.visitor),
    }
    return render(request, "networks/network_mine.html", context)


@never_cache
@require_safe
def network_oversight(request: HttpRequest) -> HttpResponse:
    """For the SPK: where networks are, whom they tie together, where none is."""
    if not rules.can_oversee(request.visitor):
        raise PermissionDenied
    context = {"overview": oversight.overview()}
    return render(request, "networks/network_oversight.html", context)
