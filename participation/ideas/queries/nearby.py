"""Near a place: which point an address means, and distances in metres.

An index over `point(east_m, north_m)` finds what lies in a circle and sorts it by
distance; PostgreSQL's own points need no extension.
"""

import math
import re

from django.db.models import BooleanField, F, FloatField, Func, Value
from django.db.models.expressions import CombinedExpression

from neighbourhood.regions.models import Address
from neighbourhood.regions.queries import find_address
from neighbourhood.regions.queries.geometry import is_in_berlin, to_metres
from neighbourhood.regions.queries.map_view import Box
from participation.ideas.queries.wishes import Near

_DEGREES = re.compile(r"\s*(\d{1,3}[.]\d+)\s*[,; ]\s*(\d{1,3}[.]\d+)\s*")
LONGEST_PLACE = 160


def near(text: str, radius: int) -> Near | None:
    """The circle around an address, or around "52.5519, 13.4542"; None if unknown."""
    point, is_exact = _degrees_in(text), True
    if point is None:
        houses = find_address(text)
        if not houses:
            return None
        is_exact = houses[0].point is not None
        point = houses[0].point or _middle_around(houses[0])
    if point is None:
        return None
    east, north = to_metres(*point)
    return Near(text, east, north, radius, is_exact)


def within(circle: Near) -> CombinedExpression:
    """Whether an idea's place lies in the circle, its edge included."""
    around = Func(_point_at(circle), Value(float(circle.radius)), function="circle")
    return CombinedExpression(_place(), "<@", around, output_field=BooleanField())


def inside(box: Box) -> CombinedExpression:
    """Whether an idea's place lies in a part of the map.

    The rectangle in metres holds the one in degrees, whose sides are no straight
    lines there: a few metres more at the edge of what is shown.
    """
    corners = [
        to_metres(lon, lat)
        for lon in (box.west, box.east)
        for lat in (box.south, box.north)
    ]
    eastings, northings = zip(*corners, strict=True)
    rectangle = Func(
        _point(min(eastings), min(northings)),
        _point(max(eastings), max(northings)),
        function="box",
    )
    return CombinedExpression(_place(), "<@", rectangle, output_field=BooleanField())


def distance_to(circle: Near) -> CombinedExpression:
    """Metres from an idea's place to the middle of the circle."""
    return CombinedExpression(
        _place(), "<->", _point_at(circle), output_field=FloatField()
    )


def _place() -> Func:
    return Func(F("east_m"), F("north_m"), function="point", output_field=FloatField())


def _point_at(circle: Near) -> Func:
    return _point(circle.east, circle.north)


def _point(east: float, north: float) -> Func:
    return Func(Value(east), Value(north), function="point")


def _degrees_in(text: str) -> tuple[float, float] | None:
    """Longitude and latitude, written with the latitude first as maps do."""
    match = _DEGREES.fullmatch(text)
    if match is None:
        return None
    lat, lon = float(match[1]), float(match[2])
    is_place = math.isfinite(lat) and math.isfinite(lon) and is_in_berlin(lon, lat)
    return (lon, lat) if is_place else None


def _middle_around(house: Address) -> tuple[float, float] | None:
    """Of the house's Planungsraum, which every list of addresses names."""
    for area in (house.planning_area, house.region):
        if area.label_lon is not None and area.label_lat is not None:
            return area.label_lon, area.label_lat
    return None
