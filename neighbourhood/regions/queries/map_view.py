"""What a map shows: a part of the world, and in it cells or single places.

A cell is a quarter of a map tile's side at its zoom level.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

CELLS_PER_TILE = 4
# From here on each place has a pin of its own.
POINTS_FROM = 15
# So few are pins from the beginning; a cell would only hide them.
FEW = 60
MOST_PINS = 500
MOST_PLACES = 10_000
# Longitude, latitude, title, id and the name in the address.
Place = tuple[float, float, str, int, str]


@dataclass(frozen=True)
class Box:
    """A part of the map: a rectangle in degrees."""

    west: float
    south: float
    east: float
    north: float


EVERYWHERE = Box(west=5, south=47, east=16, north=56)  # Germany


@dataclass(frozen=True)
class Spot:
    """A cell with its number of things, or one thing with its title and address."""

    lon: float
    lat: float
    number: int
    title: str = ""
    url: str = ""


@dataclass(frozen=True)
class Shown:
    """`has_more`: not every place in this part has its pin."""

    spots: list[Spot]
    has_more: bool = False

    def as_json(self) -> dict[str, object]:
        """What `<idea-map>` reads."""
        return {
            "has_more": self.has_more,
            "spots": [
                [round(one.lon, 6), round(one.lat, 6), one.number, one.title, one.url]
                for one in self.spots
            ],
        }


def cell_of(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """Column and row of a point in the web map's grid (EPSG:3857)."""
    cells = CELLS_PER_TILE * 2**zoom
    sine = math.sin(math.radians(max(-85.05, min(85.05, lat))))
    column = (lon + 180) / 360 * cells
    row = (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * cells
    return int(column), int(row)


def pins_or_cells(
    places: Sequence[Place], zoom: int, url_of: Callable[[int, str], str]
) -> Shown:
    """Pins where there are few or one is near, else counted cells.

    Args:
        places: in the order in which they get pins; no more than `MOST_PLACES`.
        zoom: of the web map, 1 to 20.
        url_of: the address of what has this id and this name in its address.
    """
    if zoom < POINTS_FROM and len(places) > FEW:
        return Shown(in_cells(((lon, lat) for lon, lat, *_rest in places), zoom))
    pins = [
        Spot(lon, lat, 1, title, url_of(pk, slug))
        for lon, lat, title, pk, slug in places[:MOST_PINS]
    ]
    return Shown(pins, has_more=len(places) > MOST_PINS)


def in_cells(places: Iterable[tuple[float, float]], zoom: int) -> list[Spot]:
    """Few places counted by cell; each cell lies in the middle of what it counts."""
    cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for lon, lat in places:
        cells.setdefault(cell_of(lon, lat, zoom), []).append((lon, lat))
    return [
        Spot(
            sum(lon for lon, _lat in inside) / len(inside),
            sum(lat for _lon, lat in inside) / len(inside),
            len(inside),
        )
        for _cell, inside in sorted(cells.items())
    ]
