"""Where events are, on a map: one pin an event, however often it happens."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from events.calendar.models import Event, Occurrence
from events.calendar.queries.listing import narrowed
from events.calendar.queries.wishes import Wish
from neighbourhood.regions.queries.map_view import (
    EVERYWHERE,
    POINTS_FROM,
    Box,
    Shown,
    Spot,
    in_cells,
)

BESIDE = 24
# So few are pins from the beginning; a cell would only hide them.
FEW = 60
MOST_PINS = 500
MOST_ROWS = 10_000


@dataclass(frozen=True)
class Placed:
    """The next Termin of each event in a part of the map, and how many events."""

    occurrences: list[Occurrence] = field(default_factory=list)
    number: int = 0


def on_map(wish: Wish, box: Box = EVERYWHERE) -> Placed:
    """The first by time that have a place in a part of the map; two queries."""
    rows = _next_of_each(wish, box)
    shown = Occurrence.objects.filter(pk__in=rows.values("pk"))
    found = shown.select_related("event__region").order_by("starts_at", "pk")
    return Placed(list(found[:BESIDE]), rows.count())


def spots(wish: Wish, box: Box, zoom: int) -> Shown:
    """Pins where there are few or one is near, else counted cells; one query."""
    rows = _next_of_each(wish, box).values_list(
        "event__lon", "event__lat", "event__title", "event_id", "event__slug"
    )
    found: list[tuple[Any, ...]] = list(rows[:MOST_ROWS])
    if zoom < POINTS_FROM and len(found) > FEW:
        return Shown(in_cells(((lon, lat) for lon, lat, *_rest in found), zoom))
    pins = [
        Spot(lon, lat, 1, title, Event(pk=pk, slug=slug).get_absolute_url())
        for lon, lat, title, pk, slug in found[:MOST_PINS]
    ]
    return Shown(pins, has_more=len(found) > MOST_PINS)


def _next_of_each(wish: Wish, box: Box) -> QuerySet[Occurrence]:
    """Of an event that goes on for years the next one stands for all."""
    rows = narrowed(wish).filter(
        event__lon__range=(box.west, box.east),
        event__lat__range=(box.south, box.north),
        place_text="",
    )
    return rows.order_by("event_id", "starts_at", "pk").distinct("event_id")
