"""Who is responsible for places outside the district."""

import json

import pytest
from django.conf import settings
from shapely.geometry import shape

from neighbourhood.regions.queries import district_at, district_named
from tests.shared_data import shared

BRANDENBURG_GATE = (13.3777, 52.5163)
TEGEL_LAKE = (13.25, 52.58)
POTSDAM = (13.06, 52.40)
BERNAU = (13.587, 52.679)
NEARLY_ALL = 0.92


@pytest.mark.parametrize(
    ("point", "name"),
    ((BRANDENBURG_GATE, "Mitte"), (TEGEL_LAKE, "Reinickendorf")),
)
def test_a_point_in_berlin_has_its_district(point, name):
    assert district_at(*point).name == name


@pytest.mark.parametrize("point", (POTSDAM, BERNAU))
def test_a_point_outside_berlin_has_none(point):
    assert district_at(*point) is None


@pytest.mark.parametrize(
    ("text", "name"),
    (
        ("Müllerstraße 5, Wedding", "Mitte"),
        ("Hauptstr. 9 in Berlin-Köpenick", "Treptow-Köpenick"),
        ("Neuköllner Allee 3", None),
        ("Florastraße 12, Prenzlauer Berg", None),
        ("irgendwo", None),
    ),
)
def test_an_address_names_its_district_by_an_ortsteil(text, name):
    found = district_named(text)

    assert (found.name if found else None) == name


def test_most_regions_of_other_districts_are_named_rightly():
    features = json.loads(
        shared("lor/berlin_bezirksregionen_2021.geojson").read_text(encoding="utf-8")
    )["features"]
    right = []
    for feature in features:
        district = feature["properties"]["bez"].partition(" - ")[2]
        if district == settings.DISTRICT_NAME:
            continue
        inside = shape(feature["geometry"]).representative_point()
        found = district_at(inside.x, inside.y)
        right.append(found is not None and found.name == district)

    assert sum(right) / len(right) >= NEARLY_ALL
