from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commons.accounts.http import HttpRequest
from commons.pagecache import cached_page
from commons.requests import public
from neighbourhood.regions import queries
from neighbourhood.regions.forms import HomeForm, PlaceForm
from neighbourhood.regions.models import Region
from neighbourhood.regions.services import residence


def _trail() -> list[tuple[str, str]]:
    return [(_("Stadtteile"), reverse("regions:region-list"))]


@public
@require_safe
@cached_page(generations=lambda _request: ["regions"], parameters=())
def region_list(request: HttpRequest) -> HttpResponse:
    context = {
        "map": queries.map_shapes(),
        "regions": queries.regions_with_ortsteile(),
        "home": queries.home_region_of(request.visitor.user_id),
    }
    return render(request, "regions/region_list.html", context)


@public
@require_safe
@cached_page(
    generations=lambda _request, slug: queries.generations_of(slug), parameters=()
)
def region_detail(request: HttpRequest, slug: str) -> HttpResponse:
    region = get_object_or_404(Region, slug=slug)
    home = queries.home_region_of(request.visitor.user_id)
    context = {
        "trail": _trail(),
        "region": region,
        "map": queries.map_shapes(),
        "ortsteile": queries.ortsteile_of(region),
        "areas": queries.planning_areas_of(region),
        "is_home": home == region,
    }
    return render(request, "regions/region_detail.html", context)


@public
@require_safe
def region_find(request: HttpRequest) -> HttpResponse:
    """Find your Stadtteil; with htmx only the answer is swapped."""
    form = PlaceForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "trail": _trail(),
        "text": text,
        "finding": queries.find_region(text),
    }
    template = "_finding.html" if request.htmx else "region_find.html"
    return render(request, f"regions/{template}", context)


@public
@require_safe
def address_suggest(request: HttpRequest) -> HttpResponse:
    """Rows for a <suggest-field>: streets first, then their houses."""
    form = PlaceForm(request.GET)
    if not form.is_valid():
        return HttpResponseBadRequest()
    suggestions = queries.suggest_addresses(form.cleaned_data["q"])
    context = {"suggestions": suggestions}
    return render(request, "regions/_suggestions.html", context)


@public
@require_safe
@cached_page(generations=lambda _request: ["regions"], parameters=())
def region_outlines(_request: HttpRequest) -> HttpResponse:
    """The ground of the maps that a script draws, as GeoJSON."""
    return JsonResponse(queries.outlines())


@require_POST
def region_make_home(request: HttpRequest, slug: str) -> HttpResponse:
    region = get_object_or_404(Region, slug=slug)
    form = HomeForm(request.POST)
    if form.is_valid() and form.cleaned_data["leave"]:
        residence.leave(request.visitor.account)
        messages.success(request, _("Sie haben keinen eigenen Stadtteil mehr gewählt."))
    else:
        residence.settle(request.visitor.account, region=region)
        name = region.name
        message = _("%(region)s steht jetzt auf Ihrer Startseite oben.")
        messages.success(request, message % {"region": name})
    return redirect(region)
