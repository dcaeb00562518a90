"""Cells around label points: a map for as long as no outlines are imported.

Each cell takes what lies nearest to its region's label point, inside a soft border
around all of them. That is a sketch and never a boundary; pages say so.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry

from neighbourhood.regions.queries import geometry
from neighbourhood.regions.queries.geometry import AreaShape

SOFTNESS = 1_500
USUAL_AREA_M2 = 4_000_000


@dataclass(frozen=True)
class Seed:
    lon: float
    lat: float
    area_m2: int | None


def cells(seeds: Sequence[Seed]) -> list[AreaShape]:
    """One cell a seed, in the same order, as shapes in WGS84."""
    if not seeds:
        return []
    points = [Point(geometry.to_metres(seed.lon, seed.lat)) for seed in seeds]
    border = _soft_border(points, seeds)
    parts: list[BaseGeometry] = list(
        shapely.voronoi_polygons(
            MultiPoint(points), extend_to=border.envelope, ordered=True
        ).geoms
    )
    if len(parts) < len(points):
        parts = [border]
    found = [_around(point, parts) for point in points]
    return [
        geometry.shape_to_wgs84(_largest(shapely.intersection(cell, border)))
        for cell in found
    ]


def _soft_border(points: Sequence[Point], seeds: Sequence[Seed]) -> Polygon:
    """Discs as large as the regions, melted into one."""
    discs = [
        point.buffer(math.sqrt((seed.area_m2 or USUAL_AREA_M2) / math.pi))
        for point, seed in zip(points, seeds, strict=True)
    ]
    melted = shapely.union_all(discs).buffer(SOFTNESS).buffer(-SOFTNESS)
    polygons = geometry.polygons_of(melted)
    if len(polygons) != 1:
        polygons = geometry.polygons_of(melted.convex_hull)
    return geometry.polygons_of(Polygon(polygons[0].exterior).simplify(20))[0]


def _around(point: Point, parts: Sequence[BaseGeometry]) -> BaseGeometry:
    return next(part for part in parts if part.intersects(point))


def _largest(area: BaseGeometry) -> AreaShape:
    return max(geometry.polygons_of(area), key=lambda part: part.area)
