"""Reading GeoJSON files of Bezirksregionen and Planungsräume; writes nothing.

Two spellings of properties are in use: `id`, `name`, `m2`, and the official
service's `BZR_ID`, `PLR_ID`, `PLR_NAME`, `GROESSE_M2` in capitals or not.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from neighbourhood.regions.enums import LorVersion
from neighbourhood.regions.queries import geometry
from neighbourhood.regions.queries.geometry import AreaShape
from neighbourhood.regions.rules import AREA_DIGITS, REGION_DIGITS, version_of


class Level(Enum):
    REGION = "Bezirksregion"
    AREA = "Planungsraum"


KEYS = {
    Level.AREA: ("plr_id", "plr_schluessel", "raumid"),
    Level.REGION: ("bzr_id", "bzr_schluessel"),
}
PLAIN_KEYS = ("id", "schluessel")
NAMES = {
    Level.AREA: ("plr_name", "planungsraum", "name"),
    Level.REGION: ("bzr_name", "bezirksregion", "name"),
}
SIZES = ("m2", "groesse_m2", "flaeche_m2", "finhalt")
LONGEST_NAME = 80
FILE = "Datei"


@dataclass(frozen=True)
class Problem:
    where: str
    why: str


class UnreadableError(ValueError):
    """The file as a whole, or one feature, can't be taken; says where and why."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.problem = Problem(where, why)


@dataclass(frozen=True)
class AreaFeature:
    where: str
    level: Level
    version: LorVersion
    key: str
    name: str
    area_m2: int
    outline: AreaShape


@dataclass
class AreaFile:
    """`elsewhere` counts the features of other districts."""

    features: list[AreaFeature] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    elsewhere: int = 0

    @property
    def level(self) -> Level:
        return self.features[0].level

    @property
    def version(self) -> LorVersion:
        return self.features[0].version


def read(content: bytes, *, district: str) -> AreaFile:
    """All areas of the district in the file, and everything that is wrong with it."""
    found = AreaFile()
    try:
        features = _features(content)
    except UnreadableError as error:
        found.problems.append(error.problem)
        return found
    for number, feature in enumerate(features, start=1):
        _take(found, f"Feature {number}", feature, district)
    if not found.features and not found.problems:
        why = f"keine Fläche des Bezirks {district} unter {len(features)} Flächen"
        found.problems.append(Problem(FILE, why))
    found.problems += _contradictions(found.features)
    return found


def _features(content: bytes) -> list[Any]:
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        where = f"Zeile {line}"
        raise UnreadableError(where, "ist nicht in UTF-8 geschrieben") from error
    except json.JSONDecodeError as error:
        where = f"Zeile {error.lineno}, Spalte {error.colno}"
        why = "bricht mitten im JSON ab" if _is_cut_off(error) else "ist kein JSON"
        raise UnreadableError(where, f"{why} ({error.msg})") from error
    except (RecursionError, ValueError) as error:
        raise UnreadableError(FILE, "ist kein GeoJSON") from error
    if not isinstance(document, Mapping):
        raise UnreadableError(FILE, "ist kein GeoJSON")
    features = document.get("features")
    if document.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise UnreadableError(FILE, "ist keine GeoJSON-FeatureCollection")
    return features


def _is_cut_off(error: json.JSONDecodeError) -> bool:
    text = error.doc.strip()
    return error.pos >= len(error.doc.rstrip()) or (
        text.startswith("{") and not text.endswith("}")
    )


def _take(found: AreaFile, where: str, feature: Any, district: str) -> None:
    try:
        key, level = _key(where, feature)
        if not key.startswith(district):
            found.elsewhere += 1
            return
        found.features.append(_area(f"{where} ({key})", key, level, feature))
    except UnreadableError as error:
        found.problems.append(error.problem)


def _area(where: str, key: str, level: Level, feature: Any) -> AreaFeature:
    properties = _properties(where, feature)
    try:
        outline = geometry.read_area(feature.get("geometry"))
    except geometry.BadGeometryError as error:
        raise UnreadableError(where, str(error)) from error
    return AreaFeature(
        where,
        level,
        version_of(key),
        key,
        _name(where, properties, level),
        _size(properties, outline),
        outline,
    )


def _properties(where: str, feature: Any) -> dict[str, Any]:
    if not isinstance(feature, Mapping):
        raise UnreadableError(where, "ist kein GeoJSON-Feature")
    properties = feature.get("properties")
    if not isinstance(properties, Mapping):
        raise UnreadableError(where, "hat keine Eigenschaften (properties)")
    return {str(name).lower(): value for name, value in properties.items()}


def _key(where: str, feature: Any) -> tuple[str, Level]:
    """The key, and whether it is a region's or a planning area's."""
    properties = _properties(where, feature)
    for level, names in KEYS.items():
        if (value := _first(properties, names)) is not None:
            return _digits(where, value, level), level
    value = _first(properties, PLAIN_KEYS)
    if value is None:
        known = "id, BZR_ID oder PLR_ID"
        raise UnreadableError(where, f"hat keinen Schlüssel ({known})")
    level = Level.AREA if len(str(value)) > REGION_DIGITS else Level.REGION
    return _digits(where, value, level), level


def _digits(where: str, value: Any, level: Level) -> str:
    key = str(value).strip()
    wanted = AREA_DIGITS if level is Level.AREA else REGION_DIGITS
    if len(key) == wanted and key.isascii() and key.isdigit():
        return key
    why = f"{key!r} ist kein Schlüssel mit {wanted} Ziffern ({level.value})"
    if isinstance(value, int) or len(key) == wanted - 1:
        why += "; ging die führende Null verloren?"
    raise UnreadableError(where, why)


def _first(properties: Mapping[str, Any], names: Iterable[str]) -> Any:
    values = (properties.get(name) for name in names)
    return next((value for value in values if value not in (None, "")), None)


def _name(where: str, properties: Mapping[str, Any], level: Level) -> str:
    name = str(_first(properties, NAMES[level]) or "").strip()
    if not name:
        raise UnreadableError(where, "hat keinen Namen")
    if len(name) > LONGEST_NAME:
        raise UnreadableError(where, f"Name ist länger als {LONGEST_NAME} Zeichen")
    return name


def _size(properties: Mapping[str, Any], outline: AreaShape) -> int:
    """The stated size in square metres, else the outline's own."""
    stated = _first(properties, SIZES)
    if isinstance(stated, (int, float)) and 0 < stated < float("inf"):
        return round(stated)
    return geometry.square_metres(outline)


def _contradictions(features: list[AreaFeature]) -> list[Problem]:
    """Doubled keys, and features that don't belong into one file."""
    problems = []
    seen: dict[str, str] = {}
    for feature in features:
        if feature.key in seen:
            why = f"derselbe Schlüssel wie {seen[feature.key]}"
            problems.append(Problem(feature.where, why))
        seen.setdefault(feature.key, feature.where)
        first = features[0]
        if feature.level is not first.level:
            why = f"{feature.level.value}, aber {first.where} ist {first.level.value}"
            problems.append(Problem(feature.where, why))
        elif feature.version is not first.version:
            why = f"Stand {feature.version.label}, {first.where} aber nicht"
            problems.append(Problem(feature.where, why))
    return problems
