import math

import pytest
import shapely
from shapely.geometry import MultiPolygon, Point, Polygon, box, mapping, shape

from neighbourhood.regions.queries import geometry, schematic
from neighbourhood.regions.queries.geometry import BadGeometryError
from neighbourhood.regions.queries.schematic import Seed

KAROW = box(13.46, 52.60, 13.49, 52.62)


@pytest.mark.parametrize(
    ("x", "y", "words"),
    (
        (395_000, 5_825_000, "sieht aus wie EPSG:25833 (ETRS89 / UTM 33N)"),
        (25_000, 21_000, "sieht aus wie EPSG:3068 (Soldner Berlin)"),
        (1_494_000, 6_900_000, "sieht aus wie EPSG:3857 (Web-Mercator)"),
        (804_000, 5_830_000, "sieht aus wie EPSG:25832 (ETRS89 / UTM 32N)"),
        (33_395_000, 5_825_000, "sieht aus wie EPSG:5650 (ETRS89 / UTM 33N mit Zone)"),
        (4_596_000, 5_825_000, "sieht aus wie EPSG:31468 (Gauß-Krüger Zone 4)"),
        (5_395_000, 5_825_000, "sieht aus wie EPSG:31469 (Gauß-Krüger Zone 5)"),
        (52.5, 13.4, "vertauschte Achsen: erst die Länge, dann die Breite"),
        (7.1, 50.7, "sieht aus wie WGS84, aber von einem anderen Ort"),
        (1e9, 1e9, "passt zu keinem Koordinatensystem, das in Berlin üblich ist"),
    ),
)
def test_a_wrong_coordinate_system_is_recognised(x, y, words):
    assert geometry.looks_like(x, y) == words


@pytest.mark.parametrize(
    ("document", "words"),
    (
        (None, "hat keine Geometrie"),
        ({"type": "Point", "coordinates": [13.4, 52.5]}, "keine Fläche"),
        ({"type": "Polygon"}, "Koordinaten fehlen"),
        ({"type": "Polygon", "coordinates": []}, "Geometrie ist leer"),
        ({"type": "Polygon", "coordinates": [[[13.4, "x"]]]}, "kein Punkt"),
        ({"type": "Polygon", "coordinates": [[[13.4, math.nan]]]}, "keine Zahl"),
        ({"type": "Polygon", "coordinates": [[[13.4, 52.5]]]}, "kaputt"),
        ({"type": "Polygon", "coordinates": [[13.4, 52.5]]}, "kaputt"),
        (
            mapping(Polygon([(13.4, 52.5), (13.5, 52.6), (13.5, 52.5), (13.4, 52.6)])),
            "ungültig: Self-intersection",
        ),
        (mapping(box(7.0, 50.7, 7.1, 50.8)), "liegt nicht in Berlin"),
    ),
)
def test_what_is_no_area_is_refused_with_its_reason(document, words):
    with pytest.raises(BadGeometryError, match=words):
        geometry.read_area(document)


def test_metres_are_metres():
    x, y = geometry.to_metres(13.4, 52.5)
    north_x, north_y = geometry.to_metres(13.4, 52.51)

    assert math.hypot(north_x - x, north_y - y) == pytest.approx(1113, abs=2)


def test_neighbours_keep_one_border_when_simplified():
    wavy = [(13.40 + 0.0001 * (n % 2), 52.50 + n / 1000) for n in range(21)]
    west = Polygon([*wavy, (13.38, 52.52), (13.38, 52.50)])
    east = Polygon([*wavy, (13.42, 52.52), (13.42, 52.50)])

    simple = geometry.simplified([west, east], 30)

    assert shapely.coverage_is_valid([geometry.shape_to_metres(a) for a in simple])
    assert shapely.get_num_coordinates(simple[0]) < 12


def test_stored_outlines_are_lists_and_valid_after_rounding():
    islands = MultiPolygon(
        [box(13.4, 52.5, 13.41, 52.51), box(13.5, 52.5, 13.51, 52.51)]
    )

    document = geometry.as_geojson(islands, 5)

    assert document["type"] == "MultiPolygon"
    assert isinstance(document["coordinates"][0][0][0], list)
    assert shape(document).is_valid


def test_label_point_lies_inside_a_crooked_area():
    hook = Polygon(
        [
            (13.4, 52.5),
            (13.5, 52.5),
            (13.5, 52.6),
            (13.49, 52.6),
            (13.49, 52.51),
            (13.4, 52.51),
        ]
    )

    assert hook.contains(Point(geometry.label_point(hook)))


def test_cells_hold_their_points_and_never_overlap():
    seeds = [
        Seed(13.40 + n % 4 / 50, 52.50 + n // 4 / 50, 4_000_000) for n in range(16)
    ]

    cells = schematic.cells(seeds)

    assert [
        c.contains(Point(s.lon, s.lat)) for c, s in zip(cells, seeds, strict=True)
    ] == [True] * 16
    assert shapely.coverage_is_valid(
        [geometry.shape_to_metres(c).buffer(-1) for c in cells]
    )


@pytest.mark.parametrize("count", (0, 1, 2))
def test_cells_of_few_regions(count):
    seeds = [Seed(13.4 + n / 10, 52.5, None) for n in range(count)]

    cells = schematic.cells(seeds)

    assert [
        c.contains(Point(s.lon, s.lat)) for c, s in zip(cells, seeds, strict=True)
    ] == [True] * count
