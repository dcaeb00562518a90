"""The result of the list on a map: the page, and what it shows as JSON."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.pagecache import cached_page
from commons.requests import public
from neighbourhood.regions import queries as regions
from neighbourhood.regions.forms import MapViewForm
from participation.ideas.filters import IdeaFilterForm
from participation.ideas.queries import listing, maps
from participation.ideas.queries.maps import placed
from participation.ideas.views.listing import FILTERS, view_tabs

VIEW = ("west", "south", "east", "north", "zoom")


@public
@require_safe
@cached_page(
    generations=lambda _request: ["ideas", "topics", "regions"], parameters=FILTERS
)
def idea_map(request: HttpRequest) -> HttpResponse:
    """The same result on a map; without a script, the Stadtteile as links."""
    form = IdeaFilterForm(request.GET)
    wish = form.wish()
    tail = wish.query(cursor="", before="")
    context = {
        "form": form,
        "wish": wish,
        "page": listing.listed(placed(wish)),
        "list_url": f"{reverse('ideas:idea-list')}?{tail}",
        "map": regions.map_shapes(),
        "views": view_tabs(wish, current="ideas:idea-map"),
        "spots_url": f"{reverse('ideas:idea-spots')}?{tail}",
        "part_url": f"{reverse('ideas:idea-map-part')}?{tail}",
        "tile_url": settings.TILE_URL,
    }
    return render(request, "ideas/idea_map.html", context)


@public
@require_safe
@cached_page(
    generations=lambda _request: ["ideas", "topics", "regions"],
    parameters=(*FILTERS, *VIEW),
)
def idea_map_part(request: HttpRequest) -> HttpResponse:
    """The newest ideas in the part of the map that is shown, for the list beside it."""
    view = MapViewForm(request.GET)
    if not view.is_valid():
        return HttpResponseBadRequest()
    wish = IdeaFilterForm(request.GET).wish()
    context = {
        "page": listing.listed(placed(wish, view.box)),
        "is_part": True,
        "list_url": f"{reverse('ideas:idea-list')}?{wish.query(cursor='', before='')}",
    }
    return render(request, "ideas/_map_result.html", context)


@public
@require_safe
@cached_page(generations=lambda _request: ["ideas"], parameters=(*FILTERS, *VIEW))
def idea_spots(request: HttpRequest) -> HttpResponse:
    """Cells or points of the part of the map that is shown, as JSON."""
    view = MapViewForm(request.GET)
    if not view.is_valid():
        return JsonResponse({"errors": view.errors}, status=400)
    wish = IdeaFilterForm(request.GET).wish()
    shown = maps.spots(wish, view.box, view.cleaned_data["zoom"])
    return JsonResponse(shown.as_json())
