"""Where events are, on a map: one pin an event, however often it happens."""

from dataclasses import dataclass, field
from typing import cast

from django.db.models import QuerySet

from events.calendar.models import Event, Occurrence
from events.calendar.queries.listing import narrowed
from events.calendar.queries.wishes import Wish
from neighbourhood.regions.queries.map_view import (
    EVERYWHERE,
    MOST_PLACES,
    Box,
    Place,
    Shown,
    pins_or_cells,
)

BESIDE = 24


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
    found = cast("list[Place]", list(rows[:MOST_PLACES]))  # in a box, so not null
    return pins_or_cells(found, zoom, _url_of)


def _url_of(pk: int, slug: str) -> str:
    return Event(pk=pk, slug=slug).get_absolute_url()


def _next_of_each(wish: Wish, box: Box) -> QuerySet[Occurrence]:
    """Of an event that goes on for years the next one stands for all."""
    rows = narrowed(wish).filter(
        event__lon__range=(box.west, box.east),
        event__lat__range=(box.south, box.north),
        place_text="",
    )
    return rows.order_by("event_id", "starts_at", "pk").distinct("event_id")
