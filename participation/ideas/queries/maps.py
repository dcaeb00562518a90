"""Ideas on the map: counted cells when far away, points when near.

Counters are kept for (cell, region, topic, case), so a view far out never counts
ideas; a text search or a near view shows points.
"""

from dataclasses import replace

from django.db.models import Sum

from neighbourhood.regions.queries.map_view import (
    EVERYWHERE,
    POINTS_FROM,
    Box,
    Shown,
    Spot,
    cell_of,
)
from participation.ideas.models import MapCell
from participation.ideas.queries.listing import listed
from participation.ideas.queries.wishes import NEWEST, Wish

FIRST_ZOOM, LAST_ZOOM = 10, POINTS_FROM - 1
MOST_POINTS = 500


def spots(wish: Wish, box: Box, zoom: int) -> Shown:
    """What the map shows of a wish: one query for cells, up to four for points."""
    if wish.text or wish.is_counted_out or zoom >= POINTS_FROM:
        return _points(placed(wish, box))
    return Shown(_cells(wish, box, max(zoom, FIRST_ZOOM)))


def placed(wish: Wish, box: Box = EVERYWHERE) -> Wish:
    """The newest of a wish that have a place, in a part of the map."""
    return replace(wish, box=box, order=NEWEST, cursor="", before="")


def _points(wish: Wish) -> Shown:
    page = listed(wish, size=MOST_POINTS, related=())
    found = [
        Spot(idea.lon, idea.lat, 1, idea.title, idea.get_absolute_url())
        for idea in page.ideas
        if idea.lon is not None and idea.lat is not None
    ]
    return Shown(found, has_more=bool(page.next_cursor))


def _cells(wish: Wish, box: Box, zoom: int) -> list[Spot]:
    first_column, first_row = cell_of(box.west, box.north, zoom)
    last_column, last_row = cell_of(box.east, box.south, zoom)
    rows = MapCell.objects.filter(
        zoom=zoom,
        column__range=(first_column, last_column),
        row__range=(first_row, last_row),
    )
    if wish.regions:
        rows = rows.filter(region_id__in=wish.region_ids)
    if wish.topics:
        rows = rows.filter(topic_id__in=wish.topic_ids)
    if wish.states:
        rows = rows.filter(case__in=wish.cases)
    cells = (
        rows.values("column", "row")
        .annotate(
            total=Sum("ideas"), lon_total=Sum("lon_sum"), lat_total=Sum("lat_sum")
        )
        .filter(total__gt=0)
        .order_by("column", "row")
    )
    return [
        Spot(
            cell["lon_total"] / cell["total"],
            cell["lat_total"] / cell["total"],
            cell["total"],
        )
        for cell in cells
    ]
