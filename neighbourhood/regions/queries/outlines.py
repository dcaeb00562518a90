"""The Stadtteile as GeoJSON, the ground of every map that a script draws."""

from typing import Any

from django.urls import reverse
from shapely.geometry import mapping, shape

from neighbourhood.regions.models import Region
from neighbourhood.regions.queries import schematic
from neighbourhood.regions.queries.generation import HeldInMemory

# Five decimals are about a metre.
DECIMALS = 5


def _load() -> dict[str, Any]:
    regions = list(
        Region.objects.filter(label_lon__isnull=False)
        .defer("outline_fine")
        .order_by("number")
    )
    is_schematic = not all(region.has_outline for region in regions)
    seeds = [
        schematic.Seed(region.label_lon or 0, region.label_lat or 0, region.area_m2)
        for region in regions
    ]
    areas = (
        schematic.cells(seeds)
        if is_schematic
        else [shape(region.outline_coarse or {}) for region in regions]
    )
    return {
        "type": "FeatureCollection",
        "schematic": is_schematic,
        "features": [
            _feature(region, mapping(area))
            for region, area in zip(regions, areas, strict=True)
        ],
    }


def _feature(region: Region, geometry: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {
            "name": region.name,
            "url": reverse("regions:region-detail", args=[region.slug]),
        },
        "geometry": {
            "type": geometry["type"],
            "coordinates": _rounded(geometry["coordinates"]),
        },
    }


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, (int, float)):
        return round(coordinates, DECIMALS)
    return [_rounded(part) for part in coordinates]


_outlines = HeldInMemory(_load)


def outlines() -> dict[str, Any]:
    """A FeatureCollection; `schematic` says that no outline is a boundary."""
    return _outlines.get()
