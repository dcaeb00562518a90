import re

import pytest
from django.urls import reverse

from commons import pagecache, slots
from neighbourhood.regions.models import Region, Residence
from neighbourhood.regions.queries import (
    generation,
    generations_of,
    map_shapes,
    region_choices,
)
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory
from tests.factories.regions import PlaceShareFactory, RegionFactory, ResidenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_memory():
    generation.forget()
    yield
    generation.forget()


def links_of(html):
    return re.findall(r'href="(/stadtteile/[a-z-]+/)"', html)


def test_region_list_shows_each_region_on_the_map_and_in_the_list(client):
    html = client.get(reverse("regions:region-list")).content.decode()

    links = links_of(html.split("<main")[1].split("</main>")[0])
    for region in Region.objects.all():
        assert links.count(region.get_absolute_url()) == 2


def test_the_map_names_every_link_and_says_that_it_is_schematic(client):
    html = client.get(reverse("regions:region-list")).content.decode()

    assert html.count('class="map-area') == 16
    assert 'aria-label="XIII Helmholtzplatz"' in html
    assert "Schematische Karte" in html


def test_pages_of_regions_carry_no_inline_style(client):
    for name, arguments in (
        ("region-list", []),
        ("region-detail", ["karow"]),
        ("region-find", []),
    ):
        html = client.get(reverse(f"regions:{name}", args=arguments)).content

        assert b" style=" not in html
        assert b"<style" not in html


@pytest.mark.parametrize("count", (0, 14))
def test_region_list_costs_the_same_for_more_regions(
    client, count, django_assert_num_queries
):
    for _ in range(count):
        PlaceShareFactory(region=RegionFactory(), place__kind="ortsteil")
    map_shapes()

    with django_assert_num_queries(STRICT_QUERIES + 2):
        client.get(reverse("regions:region-list"))


def test_region_detail_lists_ortsteile_with_their_shares(client):
    url = reverse("regions:region-detail", args=["blankenfelde-niederschoenhausen"])

    html = client.get(url).content.decode()

    rows = re.findall(r"<span>(.+?)</span><span class=\"muted\">(.+?)</span>", html)
    assert rows == [
        ("Niederschönhausen", "60 % der Adressen"),
        ("Rosenthal", "58 % der Adressen"),
        ("Blankenfelde", "über 99 % der Adressen"),
        ("Französisch Buchholz", "12 % der Adressen"),
    ]


def test_region_detail_names_both_keys_and_the_planning_areas(client):
    html = client.get(reverse("regions:region-detail", args=["karow"])).content.decode()

    for words in ("033004", "030304", "Karow Bahnhof", "Alt-Karow", "03030405"):
        assert words in html


def test_region_detail_gives_the_telephone_of_its_team(client):
    html = client.get(reverse("regions:region-detail", args=["karow"])).content.decode()

    assert "(030) 23125-110" in html
    assert "SPK – Team Nord" in html


def test_region_detail_marks_itself_on_the_map(client):
    html = client.get(reverse("regions:region-detail", args=["karow"])).content.decode()

    assert html.count("map-area is-current") == 1


def test_region_detail_costs_few_queries(client, django_assert_max_num_queries):
    fillings = [*slots.fillings_of("region"), *slots.fillings_of("region_side")]
    map_shapes()
    generations_of("karow")

    with django_assert_max_num_queries(
        STRICT_QUERIES + 3 + sum(filling.query_budget for filling in fillings)
    ):
        client.get(reverse("regions:region-detail", args=["karow"]))


def test_an_unknown_region_is_not_found(client):
    url = reverse("regions:region-detail", args=["atlantis"])

    assert client.get(url).status_code == 404


def test_a_region_of_another_district_is_not_found(client):
    region = RegionFactory(district_key="12", key_2021="126099")

    assert client.get(region.get_absolute_url()).status_code == 404


def test_region_pages_come_from_the_cache_until_a_region_changes(
    client, django_assert_num_queries, django_capture_on_commit_callbacks
):
    url = reverse("regions:region-detail", args=["karow"])
    client.get(url)
    with django_assert_num_queries(STRICT_QUERIES):
        client.get(url)
    Region.objects.filter(slug="karow").update(name="Karow am Bach")

    with django_capture_on_commit_callbacks(execute=True):
        pagecache.bump("regions")

    assert "Karow am Bach" in client.get(url).content.decode()


def test_region_make_home_settles_a_resident(client, sign_in):
    user = UserFactory()
    sign_in(client, user)
    karow = Region.objects.get(slug="karow")

    response = client.post(reverse("regions:region-make-home", args=["karow"]))

    assert response.status_code == 302
    assert response.url == karow.get_absolute_url()
    assert Residence.objects.get(user=user).region == karow


def test_region_make_home_moves_a_resident(client, sign_in):
    residence = ResidenceFactory(
        user=UserFactory(), region=Region.objects.get(slug="karow")
    )
    sign_in(client, residence.user)

    client.post(reverse("regions:region-make-home", args=["buch"]))

    residence.refresh_from_db()
    assert residence.region.slug == "buch"


def test_region_make_home_forgets_a_resident(client, sign_in):
    residence = ResidenceFactory(
        user=UserFactory(), region=Region.objects.get(slug="karow")
    )
    sign_in(client, residence.user)

    client.post(reverse("regions:region-make-home", args=["karow"]), {"leave": "on"})

    assert not Residence.objects.exists()


def test_region_make_home_asks_visitors_to_sign_in(client):
    response = client.post(reverse("regions:region-make-home", args=["karow"]))

    assert response.status_code == 302
    assert response.url.startswith("/konto/")
    assert not Residence.objects.exists()


def test_a_resident_sees_which_region_is_theirs(client, sign_in):
    residence = ResidenceFactory(
        user=UserFactory(), region=Region.objects.get(slug="karow")
    )
    sign_in(client, residence.user)

    listed = client.get(reverse("regions:region-list")).content.decode()
    own = client.get(reverse("regions:region-detail", args=["karow"])).content.decode()
    other = client.get(reverse("regions:region-detail", args=["buch"])).content.decode()

    assert listed.count("Mein Stadtteil") == 1
    assert "Nicht mehr mein Stadtteil" in own
    assert "Das ist mein Stadtteil" in other


def test_region_outlines_say_that_they_are_schematic(client):
    document = client.get(reverse("regions:region-outlines")).json()

    assert document["schematic"] is True
    assert len(document["features"]) == 16
    assert document["features"][3]["properties"] == {
        "name": "Karow",
        "url": "/stadtteile/karow/",
    }


def test_region_choices_are_in_the_order_of_numbers():
    labels = [label for _, label in region_choices()]

    assert labels[:2] == ["Buch", "Blankenfelde/Niederschönhausen"]
    assert len(labels) == 16
