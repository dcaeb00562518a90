import json

import pytest

from commons.text import slugify_german
from neighbourhood.regions.enums import LorVersion, PlaceKind
from neighbourhood.regions.models import Address, PlaceShare, PlanningArea, Region
from neighbourhood.regions.services.facts import load_places, load_regions
from tests.factories.regions import AddressFactory
from tests.shared_data import shared

pytestmark = pytest.mark.django_db


def test_facts_name_the_sixteen_regions_in_their_order():
    names = Region.objects.order_by("number").values_list("roman", "name")

    assert list(names) == [
        ("I", "Buch"),
        ("II", "Blankenfelde/Niederschönhausen"),
        ("III", "Buchholz"),
        ("IV", "Karow"),
        ("V", "Schönholz/Wilhelmsruh/Rosenthal"),
        ("VI", "Pankow Zentrum"),
        ("VII", "Blankenburg/Heinersdorf/Märchenland"),
        ("VIII", "Pankow Süd"),
        ("IX", "Weißensee"),
        ("X", "Weißensee Ost"),
        ("XI", "Prenzlauer Berg Nordwest"),
        ("XII", "Prenzlauer Berg Nord"),
        ("XIII", "Helmholtzplatz"),
        ("XIV", "Prenzlauer Berg Ost"),
        ("XV", "Prenzlauer Berg Südwest"),
        ("XVI", "Prenzlauer Berg Süd"),
    ]


def test_roman_number_says_nothing_about_the_key_since_2021():
    keys = {
        region.roman: (region.key_until_2020, region.key_2021)
        for region in Region.objects.filter(roman__in=["V", "VI", "VII", "VIII"])
    }

    assert keys == {
        "V": ("030405", "034006"),
        "VI": ("030406", "034007"),
        "VII": ("030307", "033005"),
        "VIII": ("030408", "034008"),
    }


def test_facts_hold_the_planning_areas_of_both_versions():
    count = PlanningArea.objects.filter

    assert count(lor_version=LorVersion.SINCE_2021).count() == 60
    assert count(lor_version=LorVersion.UNTIL_2020).count() == 40


def test_facts_agree_with_the_official_list():
    official = json.loads(shared("lor/bezirksregionen_pankow.json").read_text())

    rows = [
        {
            "name": region.name,
            "slug": region.slug,
            "keys": (region.key_until_2020, region.key_2021),
            "space": (region.space_key, region.space_name),
            "area": region.area_m2,
            "point": [region.label_lon, region.label_lat],
            "areas": sorted(region.planning_areas.values_list("key", "name")),
        }
        for region in Region.objects.order_by("number")
    ]

    assert rows == [
        {
            "name": row["name"],
            "slug": slugify_german(row["name"]),
            "keys": (row["bzr_id_bis_2020"], row["bzr_id_ab_2021"]),
            "space": (row["pgr_id_ab_2021"], row["pgr_name"]),
            "area": row["flaeche_m2"],
            "point": row["punkt"],
            "areas": sorted(
                (area["id"], area["name"])
                for area in row["plr_bis_2020"] + row["plr_ab_2021"]
            ),
        }
        for row in official["bezirksregionen"]
    ]


def test_facts_load_twice_without_a_change():
    assert (load_regions(), load_places()) == (0, 0)


def test_facts_leave_what_was_edited_by_hand():
    Region.objects.filter(number=4).update(name="Karow am Bach")

    load_regions()

    assert Region.objects.get(number=4).name == "Karow am Bach"


def test_facts_bring_back_what_is_missing():
    PlanningArea.objects.filter(key="03300411").delete()

    assert load_regions() == 1
    assert PlanningArea.objects.get(key="03300411").region.name == "Karow"


def test_a_district_without_facts_starts_empty(settings):
    settings.DISTRICT_KEY = "12"

    assert (load_regions(), load_places()) == (0, 0)
    assert Region.objects.count() == 0
    assert Region.everywhere.count() == 16


def test_shares_say_how_much_of_rosenthal_lies_elsewhere():
    shares = PlaceShare.objects.filter(
        place__kind=PlaceKind.ORTSTEIL, place__name="Rosenthal"
    )

    assert dict(shares.values_list("region__roman", "addresses")) == {
        "II": 2368,
        "V": 1721,
    }


def test_facts_don_t_overrule_imported_addresses():
    region = Region.objects.get(number=4)
    area = region.planning_areas.filter(lor_version=LorVersion.SINCE_2021).first()
    AddressFactory(planning_area=area)
    PlaceShare.objects.filter(place__kind=PlaceKind.STREET).delete()

    assert load_places() == 0
    assert Address.objects.count() == 1
    assert not PlaceShare.objects.filter(place__kind=PlaceKind.STREET).exists()
