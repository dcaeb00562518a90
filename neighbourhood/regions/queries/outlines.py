"""The Stadtteile as GeoJSON, the ground of every map that a script draws."""

from typing import Any

from django.urls import reverse
from shapely.geometry import mapping

from neighbourhood.regions.models import Region
from neighbourhood.regions.queries.district_map import Ground, ground
from neighbourhood.regions.queries.generation import HeldInMemory

# Five decimals are about a metre.
DECIMALS = 5


def _load() -> dict[str, Any]:
    found = ground()
    return {
        "type": "FeatureCollection",
        "schematic": found.is_schematic,
        "features": _features(found),
    }


def _features(found: Ground) -> list[dict[str, Any]]:
    return [
        _feature(region, mapping(area))
        for region, area in zip(found.regions, found.areas, strict=True)
    ]


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
