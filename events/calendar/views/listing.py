"""The calendar as list, month and map, which everybody may read.

The filter is the address. With htmx the same address answers the part below the
filter alone. A page outlives what it says of "heute" by at most a minute.
"""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.pagecache import cached_page
from commons.requests import public
from events.calendar import wording
from events.calendar.forms.listing import EventFilterForm, MonthForm
from events.calendar.queries import listing, places
from events.calendar.queries.generations import LISTS
from events.calendar.queries.spans import Month
from events.calendar.queries.wishes import SPANS, Wish
from neighbourhood.departments.queries.wishes import with_query
from neighbourhood.regions.forms import MapViewForm

FILTERS = tuple(EventFilterForm.base_fields)
MONTH = tuple(MonthForm.base_fields)
VIEW = tuple(MapViewForm.base_fields)
LIST, MONTHLY, MAP = (
    "calendar:event-list",
    "calendar:event-month",
    "calendar:event-map",
)


@public
@require_safe
@cached_page(generations=lambda _request: LISTS, parameters=FILTERS)
def event_list(request: HttpRequest) -> HttpResponse:
    form = EventFilterForm(request.GET)
    wish = form.wish()
    page = listing.listed(wish)
    context = {
        "form": form,
        "wish": wish,
        "page": page,
        "action": reverse(LIST),
        "name": wording.in_words(wish),
        "chips": wording.chips(wish, reverse(LIST)),
        "views": _tabs(wish, LIST),
        "spans": _spans(wish),
        **_ways(wish),
        **wish.turns(
            reverse(LIST),
            next_cursor=page.next_cursor,
            previous_cursor=page.previous_cursor,
        ),
    }
    template = "_event_result.html" if request.htmx else "event_list.html"
    return render(request, f"calendar/{template}", context)


@public
@require_safe
@cached_page(generations=lambda _request: LISTS, parameters=(*FILTERS, *MONTH))
def event_month(request: HttpRequest) -> HttpResponse:
    """A month as a sheet; on a phone as the list of its days."""
    form = EventFilterForm(request.GET)
    wish = form.wish()
    page = listing.in_month(wish, MonthForm(request.GET).month)
    here, month = reverse(MONTHLY), page.month
    context = {
        "form": form,
        "wish": wish,
        "page": page,
        "views": _tabs(wish, MONTHLY),
        "action": here,
        "chips": wording.chips(wish, here),
        "before_url": with_query(here, _of_month(wish, month.before)),
        "after_url": with_query(here, _of_month(wish, month.after)),
        **_ways(wish, month),
    }
    return render(request, "calendar/event_month.html", context)


@public
@require_safe
@cached_page(generations=lambda _request: LISTS, parameters=FILTERS)
def event_map(request: HttpRequest) -> HttpResponse:
    """What has a place, on a map; without a script the list says the same."""
    form = EventFilterForm(request.GET)
    wish = form.wish()
    tail = wish.filter_query()
    context = {
        "form": form,
        "wish": wish,
        "page": places.on_map(wish),
        "views": _tabs(wish, MAP),
        "action": reverse(MAP),
        "list_url": with_query(reverse(LIST), tail),
        "spots_url": with_query(reverse("calendar:event-spots"), tail),
        "part_url": with_query(reverse("calendar:event-map-part"), tail),
        "tile_url": settings.TILE_URL,
    }
    return render(request, "calendar/event_map.html", context)


@public
@require_safe
@cached_page(generations=lambda _request: LISTS, parameters=(*FILTERS, *VIEW))
def event_map_part(request: HttpRequest) -> HttpResponse:
    """What is in the part of the map that is shown, for the list beside it."""
    view = MapViewForm(request.GET)
    if not view.is_valid():
        return HttpResponseBadRequest()
    wish = EventFilterForm(request.GET).wish()
    context = {
        "page": places.on_map(wish, view.box),
        "is_part": True,
        "list_url": with_query(reverse(LIST), wish.filter_query()),
    }
    return render(request, "calendar/_map_result.html", context)


@public
@require_safe
@cached_page(generations=lambda _request: LISTS, parameters=(*FILTERS, *VIEW))
def event_spots(request: HttpRequest) -> HttpResponse:
    """Cells or pins of the part of the map that is shown, as JSON."""
    view = MapViewForm(request.GET)
    if not view.is_valid():
        return JsonResponse({"errors": view.errors}, status=400)
    wish = EventFilterForm(request.GET).wish()
    shown = places.spots(wish, view.box, view.cleaned_data["zoom"])
    return JsonResponse(shown.as_json())


def _ways(wish: Wish, month: Month | None = None) -> dict[str, Any]:
    """The calendar to follow, and the sheet for the notice board."""
    region = wish.region
    topic = wish.topics[0] if len(wish.topics) == 1 else None
    feed, name = reverse("calendar:feed-all"), _("Alle Veranstaltungen")
    if region is not None:
        feed, name = reverse("calendar:feed-region", args=[region.key]), region.name
    elif topic is not None:
        feed, name = reverse("calendar:feed-topic", args=[topic.key]), topic.name
    sheet = reverse("calendar:sheet-pdf", args=[region.key]) if region else ""
    if sheet and month:
        sheet = f"{sheet}?monat={month.key}"
    return {"feed_url": settings.BASE_URL + feed, "feed_name": name, "sheet_url": sheet}


def _tabs(wish: Wish, current: str) -> list[tuple[str, str, bool]]:
    """The same filter as list, month and map."""
    labels = ((_("Liste"), LIST), (_("Monat"), MONTHLY), (_("Karte"), MAP))
    query = wish.filter_query()
    timeless = wish.filter_query(span="", day=None)
    return [
        (
            label,
            with_query(reverse(view), timeless if view == MONTHLY else query),
            view == current,
        )
        for label, view in labels
    ]


def _spans(wish: Wish) -> list[tuple[str, str, bool]]:
    """Ways to "heute" and the like, with the rest of the filter as it is."""
    here = reverse(LIST)
    chosen = "" if wish.day else wish.span
    spans = [("", _("Alle kommenden")), *SPANS.items()]
    return [
        (
            str(label),
            with_query(here, wish.filter_query(span=key, day=None)),
            key == chosen and wish.day is None,
        )
        for key, label in spans
    ]


def _of_month(wish: Wish, month: Month) -> str:
    query = wish.filter_query(span="", day=None)
    return f"monat={month.key}&{query}" if query else f"monat={month.key}"
