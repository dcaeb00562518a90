import json
import math

import pytest
import shapely
from shapely.geometry import Point, shape

from neighbourhood.regions.models import (
    OutlineGeneration,
    PlanningArea,
    PlanningAreaOutline,
    Region,
    RegionOutline,
)
from neighbourhood.regions.queries import (
    Location,
    OutsideDistrict,
    generation,
    geometry,
    locate,
)
from neighbourhood.regions.services.areas import import_areas
from tests.shared_data import shared

pytestmark = pytest.mark.django_db

KAROW = (13.47622, 52.6122)
ALEXANDERPLATZ = (13.4132, 52.5219)


@pytest.fixture(autouse=True)
def _fresh_memory():
    generation.forget()
    yield
    generation.forget()


def bring(name):
    report = import_areas(shared(f"lor/{name}.geojson").read_bytes(), district="03")
    assert report.refused == []


def roman_of(answer):
    return Region.objects.get(pk=answer.region_id).roman


def places():
    raw = shared("infrastructure/pankow_infra.geojson").read_text()
    return json.loads(raw)["features"]


def test_all_755_places_land_in_their_own_planning_area():
    bring("plr2021-1m")
    keys = dict(PlanningArea.objects.values_list("pk", "key"))

    elsewhere = [
        place["properties"]["name"]
        for place in places()
        if keys[locate(*place["geometry"]["coordinates"]).planning_area_id]
        != place["properties"]["plr_id"]
    ]

    assert len(places()) == 755
    assert elsewhere == []


def test_the_places_within_two_metres_of_a_border_are_named():
    bring("plr2021-1m")
    borders = shapely.union_all(
        [
            geometry.shape_to_metres(shape(outline)).boundary
            for outline in PlanningAreaOutline.objects.filter(
                planning_area__lor_version="2021"
            ).values_list("fine", flat=True)
        ]
    )

    near = {
        place["properties"]["name"]
        for place in places()
        if borders.distance(
            Point(geometry.to_metres(*place["geometry"]["coordinates"]))
        )
        < 2
    }

    assert near == {
        "Deutsch-Französische Kita Kiternelle P'tits Loups",
        "EKT - Kinder Sorpresa",
        "Greifswalder-Apotheke",
        "Katharinen Apotheke",
        "Kindergarten Elements und Hexenkleckshausen",
        "Kita Freche Fledermäuse Pankow",
        "Kita Krikelkrakel",
        "Kita Pankepiraten",
        "Transculture Kids",
    }


def test_region_outlines_alone_give_the_region_of_every_place():
    bring("bzr2021-1m")
    keys = dict(Region.objects.values_list("pk", "key_2021"))

    elsewhere = [
        place["properties"]["name"]
        for place in places()
        if keys[locate(*place["geometry"]["coordinates"]).region_id]
        != place["properties"]["bzr_id"]
    ]

    assert elsewhere == []
    assert locate(*KAROW).planning_area_id is None


def test_a_point_has_a_region_and_a_planning_area():
    bring("plr2021-1m")

    answer = locate(*KAROW)

    assert roman_of(answer) == "IV"
    assert answer.is_exact
    assert PlanningArea.objects.get(pk=answer.planning_area_id).lor_version == "2021"


def test_a_point_outside_is_an_answer_with_the_nearest_region():
    bring("plr2021-1m")

    answer = locate(*ALEXANDERPLATZ)

    assert isinstance(answer, OutsideDistrict)
    assert Region.objects.get(pk=answer.nearest_region_id).roman == "XVI"
    assert answer.metres == 586


@pytest.mark.parametrize(
    ("lon", "lat"),
    ((math.nan, 52.6), (13.4, math.inf), (0.0, 0.0), (-180.0, 90.0), (52.6, 13.4)),
)
def test_an_impossible_point_is_outside(lon, lat):
    assert isinstance(locate(lon, lat), OutsideDistrict)


def test_a_point_on_a_border_always_gets_the_same_answer():
    bring("plr2021-1m")
    ring = shape(PlanningAreaOutline.objects.get(planning_area__key="03300412").fine)

    answers = {locate(*corner) for corner in [ring.exterior.coords[0]] * 20}

    assert len(answers) == 1
    assert isinstance(answers.pop(), Location)


def test_a_step_beyond_the_last_metre_still_belongs_to_the_district():
    bring("bzr2021-1m")
    district = shapely.union_all(
        [
            geometry.shape_to_metres(shape(outline))
            for outline in RegionOutline.objects.values_list("fine", flat=True)
        ]
    )
    northernmost = max(district.exterior.coords, key=lambda point: point[1])

    def at(metres):
        x, y = northernmost
        return geometry.shape_to_wgs84(Point(x, y + metres)).coords[0]

    assert roman_of(locate(*at(3))) == "I"
    assert isinstance(locate(*at(30)), OutsideDistrict)


def test_without_outlines_the_schematic_map_answers_and_says_so():
    answer = locate(*KAROW)

    assert (roman_of(answer), answer.planning_area_id) == ("IV", None)
    assert answer.is_exact is False
    assert isinstance(locate(13.0, 52.3), OutsideDistrict)


def test_without_regions_everything_is_outside(settings):
    settings.DISTRICT_KEY = "12"

    assert locate(*KAROW) == OutsideDistrict()


def test_locating_asks_the_database_once(django_assert_num_queries):
    locate(*KAROW)

    with django_assert_num_queries(0):
        for _ in range(100):
            locate(*KAROW)


def test_new_outlines_are_seen_by_other_processes(
    django_capture_on_commit_callbacks, monkeypatch
):
    """The number in the cache tells them: here this process plays another one."""
    assert locate(*KAROW).is_exact is False
    monkeypatch.setattr(generation, "forget", lambda: None)
    monkeypatch.setattr(generation, "SECONDS_BETWEEN_LOOKS", 0)

    with django_capture_on_commit_callbacks(execute=True):
        bring("bzr2021-1m")

    assert locate(*KAROW).is_exact is True


def test_outlines_are_seen_without_the_cache_too(monkeypatch):
    assert locate(*KAROW).is_exact is False
    monkeypatch.setattr(generation, "forget", lambda: None)
    monkeypatch.setattr(generation, "SECONDS_BETWEEN_LOOKS", 0)
    bring("bzr2021-1m")
    generation.cache.delete(generation._cache_key())

    assert locate(*KAROW).is_exact is True


def test_the_number_in_an_empty_cache_comes_from_the_database():
    OutlineGeneration.objects.filter(pk="03").update(number=7)

    assert generation.current() == 7
