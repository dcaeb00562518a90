"""What kind of place an idea is about: from a map, or from a moderator."""

import json

import pytest
from django.core.management import CommandError, call_command

from neighbourhood.regions.queries.geometry import to_metres
from participation.ideas.enums import PlaceKind
from participation.referrals.enums import SiteKind
from participation.referrals.models import Site
from participation.referrals.queries.sites import KnownSite, site_of
from participation.referrals.services.routes import say_site
from participation.referrals.services.sites import Mapped, import_layer
from tests.factories.accounts import make_staff
from tests.factories.ideas import IdeaFactory
from tests.keys import empty_keys

pytestmark = pytest.mark.django_db
LON, LAT = 13.4, 52.56
# About a metre each.
EAST, NORTH = 1 / 67_700, 1 / 111_300


def area(left, right, **properties):
    """From `left` to `right` metres east of the middle, 100 metres high."""
    west, east = LON + left * EAST, LON + right * EAST
    south, north = LAT - 50 * NORTH, LAT + 50 * NORTH
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return feature({"type": "Polygon", "coordinates": [ring]}, properties)


def street(metres, **properties):
    """A line from south to north, so many metres east of the middle."""
    lon = LON + metres * EAST
    ends = [[lon, LAT - 50 * NORTH], [lon, LAT + 50 * NORTH]]
    return feature({"type": "LineString", "coordinates": ends}, properties)


def feature(shape, properties):
    return {"type": "Feature", "geometry": shape, "properties": properties}


def file_of(*features):
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


STREETS = Mapped(
    layer="strassen",
    kind=None,
    kind_property="klasse",
    kinds={"II": SiteKind.MAIN_STREET, "V": SiteKind.DISTRICT_STREET},
    key_property="nr",
    name_property="name",
)


def bring_in(content, mapped):
    report = import_layer(content, mapped)
    return tuple(
        map(len, (report.created, report.changed, report.unchanged, report.refused))
    )


def parks(*features):
    return bring_in(file_of(*features), Mapped("gruen", SiteKind.PARK))


def idea_at(metres):
    lon = LON + metres * EAST
    east_m, north_m = to_metres(lon, LAT)
    return IdeaFactory(
        place_kind=PlaceKind.PIN, lon=lon, lat=LAT, east_m=east_m, north_m=north_m
    )


def kind_at(metres):
    empty_keys()
    found = site_of(idea_at(metres))
    return found.kind if found else None


def test_a_map_says_what_kind_of_place_it_is():
    bring_in(
        file_of(
            street(0, klasse="II", nr="1", name="Hauptstraße"),
            street(30, klasse="V", nr="2"),
            street(60, klasse="VI", nr="3"),
        ),
        STREETS,
    )
    parks(area(-100, -10))

    assert kind_at(-50) == SiteKind.PARK
    assert kind_at(-7) == SiteKind.PARK  # five metres beside it
    assert kind_at(3) == SiteKind.MAIN_STREET
    assert kind_at(25) == SiteKind.DISTRICT_STREET
    assert kind_at(15) == SiteKind.MAIN_STREET  # as far from both
    assert kind_at(58) is None
    assert site_of(idea_at(3)).name == "Hauptstraße"


def test_a_park_with_a_way_through_it_is_a_park():
    bring_in(file_of(street(0, klasse="V", nr="1")), STREETS)
    parks(area(-100, 100))

    assert kind_at(0) == SiteKind.PARK


def test_the_smaller_of_two_areas_decides():
    parks(area(-100, 100))
    bring_in(file_of(area(-10, 10)), Mapped("schulen", SiteKind.SCHOOL))

    assert kind_at(0) == SiteKind.SCHOOL
    assert kind_at(50) == SiteKind.PARK


def test_a_layer_comes_in_once_and_is_replaced_as_a_whole():
    first = file_of(area(0, 10, nr="a", name="Alter Park"), area(20, 30, nr="b"))
    mapped = Mapped("gruen", SiteKind.PARK, key_property="nr", name_property="name")
    bring_in(file_of(area(0, 1)), Mapped("schulen", SiteKind.SCHOOL))

    assert bring_in(first, mapped) == (2, 0, 0, 0)
    assert bring_in(first, mapped) == (0, 0, 2, 0)
    second = file_of(area(0, 10, nr="a", name="Neuer Park"), area(40, 50, nr="c"))
    assert bring_in(second, mapped) == (1, 2, 0, 0)  # changed: a, and b is gone
    assert set(Site.objects.values_list("layer", "key")) == {
        ("gruen", "a"),
        ("gruen", "c"),
        ("schulen", "1"),
    }
    assert Site.objects.get(key="a").name == "Neuer Park"


@pytest.mark.parametrize(
    "broken",
    (
        feature({"type": "Point", "coordinates": [LON, LAT]}, {}),
        feature({"type": "Polygon", "coordinates": [[[388_000, 5_820_000]]]}, {}),
        feature({"type": "LineString", "coordinates": [[LON, LAT]]}, {}),
        feature(None, {}),
        "kein Feature",
    ),
)
def test_what_is_broken_is_refused_and_the_rest_comes_in(broken):
    assert parks(broken, area(0, 10)) == (1, 0, 0, 1)


def test_the_command_maps_a_property_and_can_only_look(tmp_path, capsys):
    source = tmp_path / "strassen.json"
    source.write_bytes(file_of(street(0, klasse="II"), street(30, klasse="IV")))
    asked = ["--layer=strassen", "--property=klasse", "--map=II=main_street"]

    call_command("import_place_kinds", str(source), *asked, "--dry-run")
    assert not Site.objects.exists()
    call_command("import_place_kinds", str(source), *asked)

    assert [site.kind for site in Site.objects.all()] == ["main_street"]
    assert "neu 1, geändert 0" in capsys.readouterr().out


@pytest.mark.parametrize(
    "asked",
    (
        ["--layer=a"],
        ["--layer=a", "--property=klasse"],
        ["--layer=a", "--kind=wiese"],
        ["--layer=a", "--property=klasse", "--map=II"],
        ["--layer=a", "--property=klasse", "--map=X=park"],
    ),
)
def test_the_command_refuses_what_maps_nothing(tmp_path, asked):
    source = tmp_path / "karte.json"
    source.write_bytes(file_of(area(0, 10, klasse="II")))

    with pytest.raises(CommandError):
        call_command("import_place_kinds", str(source), *asked)


@pytest.mark.parametrize("content", (b"kein JSON", b"[]", b'{"features": 1}'))
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    source = tmp_path / "karte.json"
    source.write_bytes(content)

    with pytest.raises(CommandError):
        call_command("import_place_kinds", str(source), "--layer=a", "--kind=park")


def test_the_word_of_a_moderator_counts_before_the_map():
    parks(area(-100, 100))
    idea, moderator = idea_at(0), make_staff()

    say_site(idea, SiteKind.SCHOOL, by=moderator)
    say_site(idea, SiteKind.PRIVATE, by=moderator)

    assert site_of(idea) == KnownSite(SiteKind.PRIVATE, is_said=True)


def test_each_process_sees_a_new_map(django_capture_on_commit_callbacks):
    idea = idea_at(0)
    assert site_of(idea) is None

    with django_capture_on_commit_callbacks(execute=True):
        parks(area(-100, 100))

    assert site_of(idea).kind == SiteKind.PARK


def test_an_idea_without_a_point_is_asked_about():
    parks(area(-100, 100))

    assert site_of(IdeaFactory()) is None
