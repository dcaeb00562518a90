"""Bringing in a map that says what kind of place a point is; a layer at a time."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from commons import pagecache
from commons.errors import RuleViolation
from commons.imports import Refusal, Report, SourceError
from neighbourhood.regions.queries import geometry
from participation.referrals.enums import SiteKind
from participation.referrals.models import Site
from participation.referrals.queries.sites import GENERATION

SHAPES = frozenset({"Polygon", "MultiPolygon", "LineString", "MultiLineString"})
DECIMETRE = 1  # digits of a metre
LONGEST_KEY, LONGEST_NAME = 80, 160


@dataclass(frozen=True)
class Mapped:
    """How features become kinds of places.

    `kinds` maps values of `kind_property` to kinds; without one all are `kind`.
    """

    layer: str
    kind: SiteKind | None
    kind_property: str = ""
    kinds: Mapping[str, SiteKind] | None = None
    key_property: str = ""
    name_property: str = ""

    def kind_of(self, properties: Mapping[str, Any]) -> SiteKind | None:
        if self.kinds is None:
            return self.kind
        value = str(properties.get(self.kind_property, "")).strip()
        return self.kinds.get(value, self.kind)


@transaction.atomic
def import_layer(content: bytes, mapped: Mapped) -> Report:
    """Make a layer equal to a GeoJSON file in WGS84; what it lacks is removed.

    A feature whose value is mapped to nothing is left out in silence: official maps
    hold more than is asked for. Broken ones are refused, the others come in.

    Raises:
        SourceError: the file is no FeatureCollection.
        RuleViolation: `nothing_mapped`; nothing at all would come in.
    """
    report, wanted = Report(), {}
    for number, feature in enumerate(_features(content), start=1):
        where = f"Feature {number}"
        try:
            site = _site(number, feature, mapped)
        except (geometry.BadGeometryError, ValueError) as error:
            report.refused.append(Refusal(where, str(error)))
            continue
        if site is None:
            continue
        if site.key in wanted:
            report.refused.append(Refusal(where, f"Schlüssel {site.key} steht zweimal"))
            continue
        wanted[site.key] = site
    if not wanted and not report.refused:
        raise RuleViolation(
            _("In der Datei passt nichts zu der Zuordnung."), code="nothing_mapped"
        )
    if wanted:
        _store(wanted, mapped.layer, report)
        pagecache.bump(GENERATION)
    return report


def _store(wanted: dict[str, Site], layer: str, report: Report) -> None:
    known = {row.key: row for row in Site.objects.filter(layer=layer)}
    new, changed = [], []
    for key, site in wanted.items():
        row = known.pop(key, None)
        label = site.name or key
        if row is None:
            new.append(site)
            report.created.append(label)
        elif _says(row) != _says(site):
            site.pk = row.pk
            changed.append(site)
            report.changed.append(label)
        else:
            report.unchanged.append(label)
    Site.objects.bulk_create(new, batch_size=500)
    Site.objects.bulk_update(changed, ["name", "kind", "outline"], batch_size=200)
    if known:
        Site.objects.filter(layer=layer, key__in=known).delete()
        report.changed += [f"entfallen: {key}" for key in known]


def _says(site: Site) -> tuple[str, str, Any]:
    return site.name, site.kind, site.outline


def _site(number: int, feature: Any, mapped: Mapped) -> Site | None:
    if not isinstance(feature, Mapping):
        message = "ist kein GeoJSON-Feature"
        raise ValueError(message)  # noqa: TRY004 -- refused as any other content
    properties = feature.get("properties") or {}
    kind = mapped.kind_of(properties)
    if kind is None:
        return None
    key = properties.get(mapped.key_property) if mapped.key_property else None
    key = str(key or feature.get("id") or number).strip()[:LONGEST_KEY]
    name = str(properties.get(mapped.name_property) or "").strip()[:LONGEST_NAME]
    outline = geometry.shape_to_metres(_outline(feature.get("geometry")))
    rounded = shapely.set_precision(outline, 10**-DECIMETRE, mode="pointwise")
    return Site(
        layer=mapped.layer,
        key=key,
        name=name,
        kind=kind.value,
        outline=json.loads(json.dumps(mapping(rounded))),
    )


def _outline(given: Any) -> BaseGeometry:
    """A valid area or line of Berlin, in WGS84."""
    if not isinstance(given, Mapping) or given.get("type") not in SHAPES:
        message = "ist weder Fläche noch Linie"
        raise geometry.BadGeometryError(message)
    geometry.require_berlin(given.get("coordinates"))
    try:
        outline = shapely.force_2d(shape(dict(given)))
    except (ShapelyError, ValueError, TypeError, IndexError) as error:
        message = f"Geometrie ist kaputt: {error}"
        raise geometry.BadGeometryError(message) from error
    if outline.is_empty or not outline.is_valid:
        message = "Geometrie ist leer oder ungültig"
        raise geometry.BadGeometryError(message)
    return outline


def _features(content: bytes) -> list[Any]:
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        message = "Die Datei ist kein JSON in UTF-8."
        raise SourceError(message) from error
    features = document.get("features") if isinstance(document, Mapping) else None
    if not isinstance(features, list):
        message = "Die Datei ist keine GeoJSON-FeatureCollection."
        raise SourceError(message)
    return features
