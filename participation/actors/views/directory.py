"""The directory as list, map, table and file, which everybody may read.

The filter is the address. With htmx the same address answers the part below the
filter alone.
"""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commons import guard
from commons.accounts.http import HttpRequest
from commons.pagecache import cached_page
from commons.requests import public
from commons.tables import download_headers
from neighbourhood.departments.queries.wishes import with_query
from neighbourhood.regions.forms import MapViewForm
from participation.actors import exports, wording
from participation.actors.forms.directory import DirectoryForm
from participation.actors.queries import directory
from participation.actors.queries.wishes import Wish

FILTERS = tuple(DirectoryForm.base_fields)
VIEW = tuple(MapViewForm.base_fields)
GENERATIONS = ["actors", "topics", "regions"]
FILE_RATE = "12/10m"
LIST, TABLE, MAP = "actors:actor-list", "actors:actor-table", "actors:actor-map"


@public
@require_safe
@cached_page(generations=lambda _request: GENERATIONS, parameters=FILTERS)
def actor_list(request: HttpRequest) -> HttpResponse:
    return _shown(request, LIST, size=directory.PAGE_SIZE)


@public
@require_safe
@cached_page(generations=lambda _request: GENERATIONS, parameters=FILTERS)
def actor_table(request: HttpRequest) -> HttpResponse:
    """A row an actor, for comparing and for paper."""
    return _shown(request, TABLE, size=directory.ROWS_IN_TABLE)


@public
@require_safe
@cached_page(generations=lambda _request: GENERATIONS, parameters=FILTERS)
def actor_map(request: HttpRequest) -> HttpResponse:
    """Who has an address, on a map; without a script the list says the same."""
    form = DirectoryForm(request.GET)
    wish = form.wish()
    tail = wish.filter_query()
    context = {
        "form": form,
        "wish": wish,
        "page": directory.on_map(wish),
        "views": _tabs(wish, MAP),
        "action": reverse(MAP),
        "list_url": with_query(reverse(LIST), tail),
        "spots_url": with_query(reverse("actors:actor-spots"), tail),
        "part_url": with_query(reverse("actors:actor-map-part"), tail),
        "tile_url": settings.TILE_URL,
    }
    return render(request, "actors/actor_map.html", context)


@public
@require_safe
@cached_page(generations=lambda _request: GENERATIONS, parameters=(*FILTERS, *VIEW))
def actor_map_part(request: HttpRequest) -> HttpResponse:
    """Who sits in the part of the map that is shown, for the list beside it."""
    view = MapViewForm(request.GET)
    if not view.is_valid():
        return HttpResponseBadRequest()
    wish = DirectoryForm(request.GET).wish()
    context = {
        "page": directory.on_map(wish, view.box),
        "is_part": True,
        "list_url": with_query(reverse(LIST), wish.filter_query()),
    }
    return render(request, "actors/_map_result.html", context)


@public
@require_safe
@cached_page(generations=lambda _request: GENERATIONS, parameters=(*FILTERS, *VIEW))
def actor_spots(request: HttpRequest) -> HttpResponse:
    """Cells or pins of the part of the map that is shown, as JSON."""
    view = MapViewForm(request.GET)
    if not view.is_valid():
        return JsonResponse({"errors": view.errors}, status=400)
    wish = DirectoryForm(request.GET).wish()
    shown = directory.spots(wish, view.box, view.cleaned_data["zoom"])
    return JsonResponse(shown.as_json())


@public
@require_safe
@never_cache
def actor_csv(request: HttpRequest) -> HttpResponseBase:
    if refused := too_many_files(request):
        return refused
    lines = exports.as_csv(DirectoryForm(request.GET).wish())
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers=download_headers("akteure.csv"),
    )


def too_many_files(request: HttpRequest) -> HttpResponse | None:
    """A few files in a while are enough for anybody."""
    words = guard.Words(
        title=_("Das waren viele Dateien auf einmal"),
        label=_("Zu den Akteuren"),
        url=reverse("actors:actor-list"),
    )
    return guard.refused(request, "actor-files", FILE_RATE, words)


def _shown(request: HttpRequest, view: str, *, size: int) -> HttpResponse:
    form = DirectoryForm(request.GET)
    wish = form.wish()
    page = directory.listed(wish, size=size)
    context = {
        "form": form,
        "wish": wish,
        "page": page,
        "is_table": view == TABLE,
        "action": reverse(view),
        **_links(wish, page, view),
    }
    template = "_directory_result.html" if request.htmx else "actor_list.html"
    return render(request, f"actors/{template}", context)


def _links(wish: Wish, page: directory.Page, view: str) -> dict[str, Any]:
    """Everything that leads on from a result with the same filter."""
    here, tail = reverse(view), wish.filter_query()
    region = wish.region
    return {
        "name": wording.in_words(wish),
        "chips": wording.chips(wish, here),
        "views": _tabs(wish, view),
        **wish.turns(
            here, next_cursor=page.next_cursor, previous_cursor=page.previous_cursor
        ),
        "csv_url": with_query(reverse("actors:actor-csv"), tail),
        "booklet_url": (
            reverse("actors:booklet-pdf", args=[region.key]) if region else ""
        ),
        "hint_url": with_query(
            reverse("actors:hint-create"), f"stadtteil={region.key}" if region else ""
        ),
    }


def _tabs(wish: Wish, current: str) -> list[tuple[str, str, bool]]:
    """The same filter as list, map and table."""
    labels = ((_("Liste"), LIST), (_("Karte"), MAP), (_("Tabelle"), TABLE))
    query = wish.filter_query()
    return [
        (label, with_query(reverse(view), query), view == current)
        for label, view in labels
    ]
