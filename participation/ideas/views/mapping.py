"""The result of the list on a map: the page, and what it shows as JSON."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.pagecache import cached_page
from commons.requests import public
from neighbourhood.regions import queries as regions
from participation.ideas.filters import IdeaFilterForm, MapViewForm
from participation.ideas.queries import maps
from participation.ideas.views.listing import FILTERS, view_tabs


@public
@require_safe
@cached_page(
    generations=lambda _request: ["ideas", "topics", "regions"], parameters=FILTERS
)
def idea_map(request: HttpRequest) -> HttpResponse:
    """The same result on a map; without a script, the Stadtteile as links."""
    form = IdeaFilterForm(request.GET)
    wish = form.wish()
    context = {
        "form": form,
        "wish": wish,
        "map": regions.map_shapes(),
        "views": view_tabs(wish, current="map"),
        "spots_url": f"{reverse('ideas:idea-spots')}?{wish.query(cursor='')}",
        "tile_url": settings.TILE_URL,
    }
    return render(request, "ideas/idea_map.html", context)


@public
@require_safe
@cached_page(
    generations=lambda _request: ["ideas"],
    parameters=(*FILTERS, "west", "south", "east", "north", "zoom"),
)
def idea_spots(request: HttpRequest) -> HttpResponse:
    """Cells or points of the part of the map that is shown, as JSON."""
    view = MapViewForm(request.GET)
    if not view.is_valid():
        return JsonResponse({"errors": view.errors}, status=400)
    shown = dict(view.cleaned_data)
    zoom = shown.pop("zoom")
    spots = maps.spots(IdeaFilterForm(request.GET).wish(), maps.Box(**shown), zoom)
    return JsonResponse(
        {
            "spots": [
                [
                    round(spot.lon, 6),
                    round(spot.lat, 6),
                    spot.ideas,
                    spot.title,
                    spot.url,
                ]
                for spot in spots
            ]
        }
    )
