"""Taking official outlines over into regions and planning areas."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import transaction
from django.db.models import Model
from shapely.geometry import Point

from commons.imports import Refusal, Report
from commons.text import slugify_german, sort_key
from neighbourhood.regions.enums import LorVersion
from neighbourhood.regions.models import (
    PlanningArea,
    PlanningAreaOutline,
    Region,
    RegionOutline,
)
from neighbourhood.regions.queries import geometry
from neighbourhood.regions.queries.geometry import AreaShape
from neighbourhood.regions.rules import VALIDITY, region_key_of
from neighbourhood.regions.services import area_files
from neighbourhood.regions.services.area_files import AreaFeature, AreaFile, Level
from neighbourhood.regions.services.outlines import outlines_changed
from neighbourhood.regions.services.places import name_kieze

FINE_METRES, FINE_DIGITS = 1.0, 6
COARSE_METRES, COARSE_DIGITS = 15.0, 5


@dataclass(frozen=True)
class _Incoming:
    """A feature of the file with its outline at both levels."""

    feature: AreaFeature
    fine: dict[str, Any]
    coarse: dict[str, Any]
    outline: AreaShape


@transaction.atomic
def import_areas(content: bytes, *, district: str) -> Report:
    """Take the outlines of a district's regions or planning areas from GeoJSON.

    All or nothing: a single refusal leaves everything as it was. The second run of
    the same file changes nothing.

    Args:
        content: a FeatureCollection in WGS84, of either level and either version.
        district: two digits; features of other districts are passed over.
    """
    report = Report()
    found = area_files.read(content, district=district)
    report.refused += [Refusal(p.where, p.why) for p in found.problems]
    if not report.refused:
        report.refused += _unknown(found, district)
    if report.refused:
        return report
    write = _write_region if found.level is Level.REGION else _write_area
    numbers = _next_numbers(district)
    for incoming in _at_both_levels(found.features):
        write(incoming, report, numbers)
    if report.created or report.changed:
        name_kieze()
        outlines_changed()
    return report


def _at_both_levels(features: Sequence[AreaFeature]) -> Iterable[_Incoming]:
    """Simplify all outlines together, so that neighbours keep one border."""
    in_order = sorted(features, key=lambda feature: feature.key)
    outlines = [feature.outline for feature in in_order]
    fine = geometry.simplified(outlines, FINE_METRES)
    coarse = geometry.simplified(outlines, COARSE_METRES)
    for feature, fine_area, coarse_area in zip(in_order, fine, coarse, strict=True):
        yield _Incoming(
            feature,
            geometry.as_geojson(fine_area, FINE_DIGITS),
            geometry.as_geojson(coarse_area, COARSE_DIGITS),
            fine_area,
        )


def _unknown(found: AreaFile, district: str) -> Iterable[Refusal]:
    """Keys nobody knows, in a district whose keys are known."""
    if found.level is Level.REGION:
        return _unknown_regions(found, district)
    return _unknown_areas(found, district)


def _unknown_regions(found: AreaFile, district: str) -> list[Refusal]:
    known = _region_keys(district, found.version)
    if not known and found.version is LorVersion.SINCE_2021:
        return []
    hint = "" if known else "; zuerst die Bezirksregionen seit 2021 einspielen"
    return [
        Refusal(feature.where, f"unbekannte Bezirksregion{hint}")
        for feature in found.features
        if feature.key not in known
    ]


def _unknown_areas(found: AreaFile, district: str) -> list[Refusal]:
    regions = _region_keys(district, found.version)
    areas = PlanningArea.objects.filter(
        lor_version=found.version, region__district_key=district
    )
    known = set(areas.values_list("key", flat=True))
    refused = []
    for feature in found.features:
        region_key = region_key_of(feature.key)
        if region_key not in regions:
            why = f"gehört zu einer unbekannten Bezirksregion {region_key}"
            refused.append(Refusal(feature.where, why))
        elif known and feature.key not in known:
            refused.append(Refusal(feature.where, "unbekannter Planungsraum"))
    return refused


def _key_column(version: LorVersion) -> str:
    return "key_2021" if version is LorVersion.SINCE_2021 else "key_until_2020"


def _region_keys(district: str, version: LorVersion) -> set[str]:
    column = _key_column(version)
    keys = Region.everywhere.filter(district_key=district).values_list(
        column, flat=True
    )
    return {key for key in keys if key}


def _next_numbers(district: str) -> Iterable[int]:
    taken = Region.everywhere.filter(district_key=district)
    last = taken.order_by("-number").values_list("number", flat=True).first() or 0
    return iter(range(last + 1, last + 1000))


def _write_region(incoming: _Incoming, report: Report, numbers: Any) -> None:
    feature = incoming.feature
    is_official = feature.version is LorVersion.SINCE_2021
    column = _key_column(feature.version)
    region = Region.everywhere.filter(**{column: feature.key}).first()
    if region is None:
        region = _new_region(feature, next(numbers))
    outline = RegionOutline.objects.filter(region=region.pk).first()
    # The outlines did not change in 2021: the older file only fills a gap.
    if outline and outline.lor_version > feature.version:
        report.unchanged.append(feature.where)
        return
    wanted = _label(region, incoming)
    if is_official:
        wanted |= _names(feature) | {"area_m2": feature.area_m2}
    outcome = _save(region, wanted)
    outline = outline or RegionOutline(region=region)
    stored = _save(
        outline,
        {
            "fine": incoming.fine,
            "coarse": incoming.coarse,
            "lor_version": feature.version.value,
        },
    )
    _tell(report, feature.where, outcome, stored)


def _new_region(feature: AreaFeature, number: int) -> Region:
    valid_from, valid_until = VALIDITY[feature.version]
    return Region(
        district_key=feature.key[:2],
        number=number,
        slug=_free_slug(feature),
        key_2021=feature.key,
        valid_from=valid_from,
        valid_until=valid_until,
    )


def _free_slug(feature: AreaFeature) -> str:
    slug = slugify_german(feature.name) or feature.key
    same = Region.everywhere.filter(district_key=feature.key[:2], slug=slug)
    return f"{slug[:50]}-{feature.key}" if same.exists() else slug


def _write_area(incoming: _Incoming, report: Report, numbers: Any) -> None:  # noqa: ARG001 -- only regions are numbered
    feature = incoming.feature
    known = PlanningArea.objects.filter(lor_version=feature.version, key=feature.key)
    area = known.first() or _new_area(feature)
    wanted = _names(feature) | _label(area, incoming) | {"area_m2": feature.area_m2}
    outcome = _save(area, wanted)
    outline = PlanningAreaOutline.objects.filter(planning_area=area).first()
    stored = _save(
        outline or PlanningAreaOutline(planning_area=area),
        {"fine": incoming.fine, "coarse": incoming.coarse},
    )
    _tell(report, feature.where, outcome, stored)


def _new_area(feature: AreaFeature) -> PlanningArea:
    column = _key_column(feature.version)
    valid_from, valid_until = VALIDITY[feature.version]
    return PlanningArea(
        region=Region.everywhere.get(**{column: region_key_of(feature.key)}),
        lor_version=feature.version,
        key=feature.key,
        valid_from=valid_from,
        valid_until=valid_until,
    )


def _names(feature: AreaFeature) -> dict[str, Any]:
    return {"name": feature.name, "sort_key": sort_key(feature.name)}


def _label(area: Region | PlanningArea, incoming: _Incoming) -> dict[str, Any]:
    """Keep a label point that lies inside, else put it well inside."""
    if area.label_lon is not None and area.label_lat is not None:
        point = Point(area.label_lon, area.label_lat)
        if incoming.outline.contains(point):
            return {}
    lon, lat = geometry.label_point(incoming.outline)
    return {"label_lon": lon, "label_lat": lat}


class _Outcome(Enum):
    CREATED = 1
    CHANGED = 2
    UNCHANGED = 3


def _save(row: Model, wanted: dict[str, Any]) -> _Outcome:
    """Store a row if it is new or differs."""
    is_new = row._state.adding
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    if is_new:
        row.save(force_insert=True)
        return _Outcome.CREATED
    if changed:
        row.save(update_fields=changed)
        return _Outcome.CHANGED
    return _Outcome.UNCHANGED


def _tell(report: Report, where: str, area: _Outcome, outline: _Outcome) -> None:
    """An area that gets its first outline has changed; only a new one is new."""
    if area is _Outcome.CREATED:
        report.created.append(where)
    elif {area, outline} == {_Outcome.UNCHANGED}:
        report.unchanged.append(where)
    else:
        report.changed.append(where)
