"""The district's map as SVG paths: small, computed once per change of outlines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import shapely
from django.urls import reverse
from shapely.coords import CoordinateSequence
from shapely.geometry import Polygon, shape

from neighbourhood.regions.models import Region, RegionOutline
from neighbourhood.regions.queries import geometry, schematic
from neighbourhood.regions.queries.generation import HeldInMemory
from neighbourhood.regions.queries.geometry import AreaShape

# The longer side of the drawing; a unit is about 16 m of a district's 16 km.
LONGER_SIDE = 1000
MARGIN = 6
Ring = list[tuple[int, int]]


@dataclass(frozen=True)
class MapShape:
    region_id: int
    number: int
    roman: str
    name: str
    url: str
    path: str
    label_x: int
    label_y: int


@dataclass(frozen=True)
class DistrictMap:
    """`is_schematic`: cells around label points, because outlines are missing."""

    width: int
    height: int
    is_schematic: bool
    shapes: tuple[MapShape, ...]


class _Drawing:
    """Puts metres on whole units of paper, north up."""

    def __init__(self, areas: Sequence[AreaShape]) -> None:
        west, south, east, north = map(float, shapely.total_bounds(list(areas)))
        self.west, self.north = west, north
        self.scale = (LONGER_SIDE - 2 * MARGIN) / max(east - west, north - south)
        self.width = self._units(east - west) + 2 * MARGIN
        self.height = self._units(north - south) + 2 * MARGIN

    def _units(self, metres: float) -> int:
        return round(metres * self.scale)

    def place(self, x: float, y: float) -> tuple[int, int]:
        return (
            self._units(x - self.west) + MARGIN,
            self._units(self.north - y) + MARGIN,
        )

    def path(self, area: AreaShape) -> str:
        polygons = geometry.polygons_of(area)
        rings = [ring for polygon in polygons for ring in _rings(polygon)]
        return "".join(
            _ring_path([self.place(x, y) for x, y in ring]) for ring in rings
        )


def _rings(polygon: Polygon) -> list[CoordinateSequence]:
    return [polygon.exterior.coords, *(ring.coords for ring in polygon.interiors)]


def _ring_path(points: Ring) -> str:
    """A closed path of relative steps: half as long as absolute ones."""
    (x, y), *rest = points
    steps = []
    at_x, at_y = x, y
    for next_x, next_y in rest[:-1]:
        if (next_x, next_y) != (at_x, at_y):
            steps.append(f"{next_x - at_x} {next_y - at_y}")
            at_x, at_y = next_x, next_y
    return f"M{x} {y}l{' '.join(steps)}z".replace(" -", "-") if steps else ""


@dataclass(frozen=True)
class Ground:
    """The regions by number with their areas in WGS84, exact or as cells."""

    regions: list[Region]
    areas: list[AreaShape]
    is_schematic: bool


def ground() -> Ground:
    regions = list(Region.objects.filter(label_lon__isnull=False).order_by("number"))
    outlines = _outlines(regions)
    is_schematic = len(outlines) < len(regions)
    areas = _schematic(regions) if is_schematic else outlines
    return Ground(regions, areas, is_schematic)


def _outlines(regions: list[Region]) -> list[AreaShape]:
    """The outlines that are known, in the order of the regions' numbers."""
    rows = RegionOutline.objects.filter(region__in=regions).order_by("region__number")
    return [
        cast("AreaShape", shape(outline))
        for outline in rows.values_list("coarse", flat=True)
    ]


def _schematic(regions: list[Region]) -> list[AreaShape]:
    return schematic.cells(
        [
            schematic.Seed(region.label_lon or 0, region.label_lat or 0, region.area_m2)
            for region in regions
        ]
    )


def _load() -> DistrictMap | None:
    found = ground()
    if not found.regions:
        return None
    areas = [geometry.shape_to_metres(area) for area in found.areas]
    drawing = _Drawing(areas)
    return DistrictMap(
        drawing.width,
        drawing.height,
        found.is_schematic,
        tuple(
            _shape(drawing, region, area)
            for region, area in zip(found.regions, areas, strict=True)
        ),
    )


def _shape(drawing: _Drawing, region: Region, area: AreaShape) -> MapShape:
    label_x, label_y = drawing.place(*geometry.middle_of(area))
    return MapShape(
        region.pk,
        region.number,
        region.roman or str(region.number),
        region.name,
        reverse("regions:region-detail", args=[region.slug]),
        drawing.path(area),
        label_x,
        label_y,
    )


_map = HeldInMemory(_load)


def map_shapes() -> DistrictMap | None:
    """The map of the district; None while no label point of a region is known."""
    return _map.get()
