"""Outlines as shapes: reading GeoJSON, metres, and where coordinates come from."""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias, TypeVar, cast

import shapely
from pyproj import Transformer
from shapely.errors import ShapelyError
from shapely.geometry import MultiPolygon, Point, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

AreaShape: TypeAlias = Polygon | MultiPolygon
Shape = TypeVar("Shape", bound=BaseGeometry)

WGS84 = "EPSG:4326"
METRES = "EPSG:25833"
# Berlin with a generous margin: a district's outlines lie within.
BERLIN_LON = (12.9, 13.9)
BERLIN_LAT = (52.2, 52.8)
# What Berlin's offices hand out: UTM zones, Soldner, web map, Gauß-Krüger.
OTHER_SYSTEMS = {
    "EPSG:25833": "ETRS89 / UTM 33N",
    "EPSG:3068": "Soldner Berlin",
    "EPSG:3857": "Web-Mercator",
    "EPSG:25832": "ETRS89 / UTM 32N",
    "EPSG:5650": "ETRS89 / UTM 33N mit Zone",
    "EPSG:31468": "Gauß-Krüger Zone 4",
    "EPSG:31469": "Gauß-Krüger Zone 5",
}


class BadGeometryError(ValueError):
    """The geometry can't be an area in Berlin; the message is German."""


@cache
def transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def to_metres(lon: float, lat: float) -> tuple[float, float]:
    """Easting and northing in EPSG:25833, where distances are metres."""
    x, y = transformer(WGS84, METRES).transform(lon, lat)
    return x, y


def shape_to_metres(outline: Shape) -> Shape:
    return _projected(outline, WGS84, METRES)


def shape_to_wgs84(outline: Shape) -> Shape:
    return _projected(outline, METRES, WGS84)


def _projected(outline: Shape, source: str, target: str) -> Shape:
    convert = transformer(source, target).transform
    return shapely.transform(outline, convert, interleaved=False)  # type: ignore[arg-type]  # stubs know interleaved only


def is_in_berlin(lon: float, lat: float) -> bool:
    lon_from, lon_to = BERLIN_LON
    lat_from, lat_to = BERLIN_LAT
    return lon_from <= lon <= lon_to and lat_from <= lat <= lat_to


def looks_like(x: float, y: float) -> str:
    """Say in German which coordinate system a point of Berlin seems to come from."""
    if is_in_berlin(y, x):
        return "vertauschte Achsen: erst die Länge, dann die Breite"
    if abs(x) <= 180 and abs(y) <= 90:  # noqa: PLR2004 -- degrees
        return "sieht aus wie WGS84, aber von einem anderen Ort"
    for code, name in OTHER_SYSTEMS.items():
        lon, lat = transformer(code, WGS84).transform(x, y)
        if is_in_berlin(lon, lat):
            return f"sieht aus wie {code} ({name})"
    return "passt zu keinem Koordinatensystem, das in Berlin üblich ist"


def read_area(geometry: Any) -> AreaShape:
    """A GeoJSON polygon as a valid shape in WGS84.

    Raises:
        BadGeometryError: no polygon, broken, or not in Berlin; says what and where.
    """
    if not isinstance(geometry, Mapping):
        message = "hat keine Geometrie"
        raise BadGeometryError(message)
    if geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        message = f"ist keine Fläche, sondern {geometry.get('type')!r}"
        raise BadGeometryError(message)
    require_berlin(geometry.get("coordinates"))
    return _valid_shape(dict(geometry))


def require_berlin(coordinates: Any) -> None:
    """Raise BadGeometryError unless all GeoJSON positions lie in Berlin, in WGS84."""
    for x, y in _positions(coordinates):
        if not is_in_berlin(x, y):
            message = (
                f"Koordinate {x:g}, {y:g} liegt nicht in Berlin (WGS84, EPSG:4326); "
                f"{looks_like(x, y)}"
            )
            raise BadGeometryError(message)


def _valid_shape(geometry: dict[str, Any]) -> AreaShape:
    try:
        area = shapely.force_2d(cast("AreaShape", shape(geometry)))
    except (ShapelyError, ValueError, TypeError, IndexError) as error:
        message = f"Geometrie ist kaputt: {error}"
        raise BadGeometryError(message) from error
    if area.is_empty:
        message = "Geometrie ist leer"
        raise BadGeometryError(message)
    if not area.is_valid:
        message = f"Geometrie ist ungültig: {shapely.is_valid_reason(area)}"
        raise BadGeometryError(message)
    return area


def _positions(coordinates: Any) -> Iterator[tuple[float, float]]:
    """All positions of nested GeoJSON coordinates."""
    if not isinstance(coordinates, Sequence) or isinstance(coordinates, str):
        message = "Geometrie ist kaputt: Koordinaten fehlen"
        raise BadGeometryError(message)
    if coordinates and not isinstance(coordinates[0], Sequence):
        yield _position(coordinates)
        return
    for part in coordinates:
        yield from _positions(part)


def _position(values: Sequence[Any]) -> tuple[float, float]:
    numbers = [value for value in values if isinstance(value, (int, float))]
    if len(numbers) != len(values) or len(values) < 2:  # noqa: PLR2004 -- x and y
        message = f"Geometrie ist kaputt: {values!r} ist kein Punkt"
        raise BadGeometryError(message)
    x, y = float(numbers[0]), float(numbers[1])
    if not (math.isfinite(x) and math.isfinite(y)):
        message = "Geometrie ist kaputt: Koordinate ist keine Zahl"
        raise BadGeometryError(message)
    return x, y


def simplified(areas: Sequence[AreaShape], tolerance: float) -> list[AreaShape]:
    """Simplify areas together, in metres, so that neighbours keep one border."""
    in_metres = [shape_to_metres(area) for area in areas]
    simpler = shapely.coverage_simplify(in_metres, tolerance)
    return [shape_to_wgs84(cast("AreaShape", area)) for area in simpler]


def as_geojson(area: AreaShape, digits: int) -> dict[str, Any]:
    """Geometry as stored: rounded, without a point twice in a row."""
    rounded = shapely.transform(area, lambda points: points.round(digits))
    sound: BaseGeometry = shapely.remove_repeated_points(rounded)
    if not sound.is_valid:
        sound = shapely.make_valid(sound, method="structure")
    polygons = [part for part in polygons_of(sound) if part.area > 0]
    geometry = polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
    document = mapping(geometry)
    return {
        "type": document["type"],
        "coordinates": _as_lists(document["coordinates"]),
    }


def polygons_of(area: BaseGeometry) -> list[Polygon]:
    parts = getattr(area, "geoms", [area])
    return [part for part in parts if isinstance(part, Polygon)]


def _as_lists(coordinates: Any) -> Any:
    if isinstance(coordinates, (list, tuple)):
        return [_as_lists(part) for part in coordinates]
    return coordinates


def square_metres(area: AreaShape) -> int:
    return round(shape_to_metres(area).area)


def label_point(area: AreaShape) -> tuple[float, float]:
    """A point well inside, for the label; five digits are a metre."""
    lon, lat = shape_to_wgs84(Point(middle_of(shape_to_metres(area)))).coords[0]
    return round(lon, 5), round(lat, 5)


def middle_of(area: AreaShape) -> tuple[float, float]:
    """The middle of the largest circle inside; the area is in metres."""
    circle = shapely.maximum_inscribed_circle(area, tolerance=5)
    x, y = circle.coords[0]
    return x, y
