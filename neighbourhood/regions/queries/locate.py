"""From a point on the map to its region and planning area, without the database."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import shapely
from shapely import STRtree
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from neighbourhood.regions.enums import LorVersion
from neighbourhood.regions.models import (
    PlanningAreaOutline,
    Region,
    RegionOutline,
)
from neighbourhood.regions.queries import schematic
from neighbourhood.regions.queries.generation import HeldInMemory

# Outlines are exact to a metre: a point this near still belongs to an area.
TOLERANCE_METRES = 5
METRES_PER_DEGREE = 111_320


@dataclass(frozen=True)
class Location:
    """`is_exact` is False while only the schematic map answers: ask the person."""

    region_id: int
    planning_area_id: int | None
    is_exact: bool = True


@dataclass(frozen=True)
class OutsideDistrict:
    """The point lies elsewhere; the nearest region and how far it is, if known."""

    nearest_region_id: int | None = None
    metres: int | None = None


Answer = Location | OutsideDistrict
Rows = list[tuple[BaseGeometry, Location]]


class _Plane:
    """Flat metres around a point: exact enough within a city, and cheap."""

    def __init__(self, shapes: Sequence[BaseGeometry]) -> None:
        west, south, east, north = shapely.total_bounds(list(shapes))
        self.lon, self.lat = (west + east) / 2, (south + north) / 2
        self.y_scale = METRES_PER_DEGREE
        self.x_scale = METRES_PER_DEGREE * math.cos(math.radians(self.lat))

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.lon) * self.x_scale, (lat - self.lat) * self.y_scale

    def flatten(self, outline: BaseGeometry) -> BaseGeometry:
        flat: BaseGeometry = shapely.transform(
            outline, lambda points: (points - self._centre) * self._scale
        )
        return flat

    @cached_property
    def _centre(self) -> list[float]:
        return [self.lon, self.lat]

    @cached_property
    def _scale(self) -> list[float]:
        return [self.x_scale, self.y_scale]


@dataclass(frozen=True)
class _Layer:
    """Areas of one kind in a search tree, with the answer each of them gives."""

    tree: STRtree
    shapes: list[BaseGeometry]
    answers: list[Location]

    def at(self, x: float, y: float, point: Point) -> Location | None:
        hits = (
            index
            for index in sorted(self.tree.query(point))
            if shapely.intersects_xy(self.shapes[index], x, y)
        )
        index = next(hits, None)
        return None if index is None else self.answers[index]

    def near(self, point: Point, metres: float) -> Location | None:
        found = self.tree.query_nearest(point, max_distance=metres)
        return self.answers[min(found)] if len(found) else None

    def nearest(self, point: Point) -> tuple[Location, float]:
        indices, distances = self.tree.query_nearest(point, return_distance=True)
        return self.answers[min(indices)], float(distances[0])


class Locator:
    """All areas of the district in memory: planning areas, regions, then cells."""

    def __init__(self, exact: Iterable[Rows], cells: Rows) -> None:
        layers = [layer for layer in exact if layer]
        shapes = [area for layer in [*layers, cells] for area, _ in layer]
        self._plane = _Plane(shapes) if shapes else None
        self._exact = [self._layer(layer) for layer in layers]
        self._cells = self._layer(cells) if cells else None

    def _layer(self, rows: Rows) -> _Layer:
        assert self._plane is not None  # noqa: S101 -- a layer has shapes
        shapes = [self._plane.flatten(area) for area, _ in rows]
        shapely.prepare(shapes)
        return _Layer(STRtree(shapes), shapes, [answer for _, answer in rows])

    def locate(self, lon: float, lat: float) -> Answer:
        if self._plane is None or not (math.isfinite(lon) and math.isfinite(lat)):
            return OutsideDistrict()
        x, y = self._plane.point(lon, lat)
        point = Point(x, y)
        for layer in self._exact:
            if found := layer.at(x, y, point):
                return found
        for layer in self._exact:
            if found := layer.near(point, TOLERANCE_METRES):
                return found
        if self._cells and (found := self._cells.at(x, y, point)):
            return found
        return self._outside(point)

    def _outside(self, point: Point) -> OutsideDistrict:
        layers = [*self._exact, *([self._cells] if self._cells else [])]
        nearest = [layer.nearest(point) for layer in layers]
        location, metres = min(nearest, key=lambda found: found[1])
        return OutsideDistrict(location.region_id, round(metres))


def _load() -> Locator:
    regions = list(Region.objects.order_by("number"))
    areas = PlanningAreaOutline.objects.filter(
        planning_area__region__in=regions,
        planning_area__lor_version=LorVersion.SINCE_2021,
    ).select_related("planning_area")
    by_area: Rows = [
        (
            shape(outline.fine),
            Location(outline.planning_area.region_id, outline.planning_area_id),
        )
        for outline in areas.order_by("planning_area__key")
    ]
    by_region: Rows = [
        (shape(outline.fine), Location(outline.region_id, None))
        for outline in RegionOutline.objects.filter(region__in=regions).order_by(
            "region__number"
        )
    ]
    return Locator(
        [by_area, by_region], _cells_without_outline(regions, [*by_area, *by_region])
    )


def _cells_without_outline(regions: list[Region], outlines: Rows) -> Rows:
    """Schematic cells of the regions of which no outline is known."""
    known = {location.region_id for _, location in outlines}
    seeds = [
        (
            region,
            schematic.Seed(region.label_lon, region.label_lat, region.area_m2),
        )
        for region in regions
        if region.label_lon is not None and region.label_lat is not None
    ]
    cells = schematic.cells([seed for _, seed in seeds])
    return [
        (cell, Location(region.pk, None, is_exact=False))
        for (region, _), cell in zip(seeds, cells, strict=True)
        if region.pk not in known
    ]


_locator = HeldInMemory(_load)


def locate(lon: float, lat: float) -> Answer:
    """The region and planning area (of 2021) of a point in WGS84.

    A point on a border belongs to the area with the lower key.
    """
    return _locator.get().locate(lon, lat)
