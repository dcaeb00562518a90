"""Taking official outlines over into regions and planning areas."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from shapely.geometry import Point

from commons.imports import Refusal, Report
from commons.text import slugify_german, sort_key
from neighbourhood.regions.enums import LorVersion
from neighbourhood.regions.models import PlanningArea, Region
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
    region = Region.everywhere.filter(
        **{_key_column(feature.version): feature.key}
    ).first()
    if region is None:
        _create_region(incoming, next(numbers))
        report.created.append(feature.where)
        return
    # The outlines did not change in 2021: the older file only fills a gap.
    if feature.version is LorVersion.UNTIL_2020 and (
        region.outline_version == LorVersion.SINCE_2021
    ):
        report.unchanged.append(feature.where)
        return
    wanted = _outline(incoming) | {"outline_version": feature.version.value}
    if feature.version is LorVersion.SINCE_2021:
        wanted |= _names(feature) | {"area_m2": feature.area_m2}
    _change(region, wanted | _label(region, incoming), feature.where, report)


def _create_region(incoming: _Incoming, number: int) -> None:
    feature = incoming.feature
    valid_from, valid_until = VALIDITY[feature.version]
    lon, lat = geometry.label_point(incoming.outline)
    Region.everywhere.create(
        district_key=feature.key[:2],
        number=number,
        slug=_free_slug(feature),
        key_2021=feature.key,
        area_m2=feature.area_m2,
        label_lon=lon,
        label_lat=lat,
        valid_from=valid_from,
        valid_until=valid_until,
        outline_version=feature.version,
        **_names(feature),
        **_outline(incoming),
    )


def _free_slug(feature: AreaFeature) -> str:
    slug = slugify_german(feature.name) or feature.key
    same = Region.everywhere.filter(district_key=feature.key[:2], slug=slug)
    return f"{slug[:50]}-{feature.key}" if same.exists() else slug


def _write_area(incoming: _Incoming, report: Report, numbers: Any) -> None:  # noqa: ARG001 -- only regions are numbered
    feature = incoming.feature
    area = PlanningArea.objects.filter(
        lor_version=feature.version, key=feature.key
    ).first()
    if area is None:
        column = _key_column(feature.version)
        valid_from, valid_until = VALIDITY[feature.version]
        area = PlanningArea(
            region=Region.everywhere.get(**{column: region_key_of(feature.key)}),
            lor_version=feature.version,
            key=feature.key,
            valid_from=valid_from,
            valid_until=valid_until,
        )
    wanted = (
        _names(feature)
        | _outline(incoming)
        | {"area_m2": feature.area_m2}
        | _label(area, incoming)
    )
    _change(area, wanted, feature.where, report)


def _names(feature: AreaFeature) -> dict[str, Any]:
    return {"name": feature.name, "sort_key": sort_key(feature.name)}


def _outline(incoming: _Incoming) -> dict[str, Any]:
    return {"outline_fine": incoming.fine, "outline_coarse": incoming.coarse}


def _label(area: Region | PlanningArea, incoming: _Incoming) -> dict[str, Any]:
    """Keep a label point that lies inside, else put it well inside."""
    if area.label_lon is not None and area.label_lat is not None:
        point = Point(area.label_lon, area.label_lat)
        if incoming.outline.contains(point):
            return {}
    lon, lat = geometry.label_point(incoming.outline)
    return {"label_lon": lon, "label_lat": lat}


def _change(
    area: Region | PlanningArea, wanted: dict[str, Any], where: str, report: Report
) -> None:
    changed = [name for name, value in wanted.items() if getattr(area, name) != value]
    for name in changed:
        setattr(area, name, wanted[name])
    if area._state.adding:
        area.save(force_insert=True)
        report.created.append(where)
    elif changed:
        area.save(update_fields=changed)
        report.changed.append(where)
    else:
        report.unchanged.append(where)
