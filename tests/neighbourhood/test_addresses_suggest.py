import pytest
from django.urls import reverse

from neighbourhood.regions.models import PlanningArea
from neighbourhood.regions.queries import find_address, suggest_addresses
from tests.factories.regions import AddressFactory, PlaceNameFactory, PlaceShareFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def _houses():
    """Neulandstraße runs through two postcodes, Neuer Platz has no numbers."""
    karow = PlanningArea.objects.get(key="03300412")
    buch = PlanningArea.objects.get(key="03100102")
    street = PlaceNameFactory(name="Neulandstraße")
    for area in (karow, buch):
        PlaceShareFactory(place=street, region=area.region)
    for number, suffix in ((1, ""), (2, ""), (10, ""), (10, "a"), (11, "")):
        AddressFactory(
            street="Neulandstraße",
            number=number,
            suffix=suffix,
            postcode="13125",
            planning_area=karow,
        )
    AddressFactory(
        street="Neulandstraße", number=1, postcode="13127", planning_area=buch
    )
    AddressFactory(
        street="Neulandplatz", number=None, postcode="13125", planning_area=buch
    )


def values(text, **options):
    return [suggestion.value for suggestion in suggest_addresses(text, **options)]


@pytest.mark.parametrize(
    "text", ("neulands", "Neulandstr", "NEULANDSTRASSE", "Neulandstraße 1", "neuland 1")
)
@pytest.mark.usefixtures("_houses")
def test_every_spelling_leads_to_the_street(text):
    assert any(value.startswith("Neulandstraße ") for value in values(text))


@pytest.mark.usefixtures("_houses")
def test_a_beginning_gives_the_street_with_room_for_a_number():
    (first, *_) = suggest_addresses("neulandst")

    assert (first.value, first.note) == ("Neulandstraße ", "Buch, Karow")
    assert (first.is_complete, first.region_id) == (False, None)


@pytest.mark.usefixtures("_houses")
def test_a_number_is_completed_in_the_order_of_houses():
    assert values("Neulandstraße 1") == [
        "Neulandstraße 1, 13125 Berlin",
        "Neulandstraße 1, 13127 Berlin",
        "Neulandstraße 10, 13125 Berlin",
        "Neulandstraße 10a, 13125 Berlin",
        "Neulandstraße 11, 13125 Berlin",
    ]


@pytest.mark.usefixtures("_houses")
def test_a_suffix_and_a_postcode_narrow_the_houses():
    assert values("Neulandstr. 10 a") == ["Neulandstraße 10a, 13125 Berlin"]
    assert values("Neulandstr. 1, 13127") == ["Neulandstraße 1, 13127 Berlin"]


@pytest.mark.usefixtures("_houses")
def test_a_house_gives_region_and_planning_area():
    (house,) = suggest_addresses("Neulandstraße 11")

    assert house.note == "Karow · Karow Bahnhof"
    assert house.is_complete


@pytest.mark.usefixtures("_houses")
def test_a_typing_error_finds_the_street_that_is_spelt_alike():
    assert values("Neulnadstrasse", limit=1) == ["Neulandstraße "]


@pytest.mark.parametrize("text", ("", "n", "  ", "13125", "☃☃☃", "%%%", "___"))
@pytest.mark.usefixtures("_houses")
def test_too_little_to_go_on_gives_nothing(text):
    assert values(text) == []


@pytest.mark.usefixtures("_houses")
def test_no_more_than_wanted_are_suggested():
    assert len(values("Neulandstraße", limit=3)) == 3


@pytest.mark.parametrize(
    ("text", "found"),
    (
        ("Neulandstr. 11", ["Neulandstraße 11, 13125 Berlin"]),
        (
            "neulandstraße 1",
            ["Neulandstraße 1, 13125 Berlin", "Neulandstraße 1, 13127 Berlin"],
        ),
        ("Neulandstr 1, 13127 Berlin", ["Neulandstraße 1, 13127 Berlin"]),
        ("Neulandstr 11c", ["Neulandstraße 11, 13125 Berlin"]),
        ("Neulandplatz", ["Neulandplatz, 13125 Berlin"]),
        ("Neulandstraße", []),
        ("Neulandstraße 99", []),
        ("", []),
    ),
)
@pytest.mark.usefixtures("_houses")
def test_find_address_names_the_houses_that_are_meant(text, found):
    assert [str(house) for house in find_address(text)] == found


@pytest.mark.usefixtures("_houses")
def test_address_suggest_answers_rows_for_the_field(client):
    response = client.get(reverse("regions:address-suggest"), {"q": "Neulandstr 11"})

    (house,) = suggest_addresses("Neulandstr 11")
    assert response.status_code == 200
    assert response.content.decode().strip() == (
        f'<li role="option" data-value="Neulandstraße 11, 13125 Berlin" '
        f'data-key="{house.address_id}" data-region="{house.region_id}">'
        "Neulandstraße 11, 13125 Berlin<small>Karow · Karow Bahnhof</small></li>"
    )


def test_address_suggest_escapes_a_hostile_street(client):
    street = '"><script>alert(1)</script>'
    PlaceNameFactory(name=street, norm="hostile")

    response = client.get(reverse("regions:address-suggest"), {"q": "hostile"})

    assert b"<script" not in response.content
    assert b"&lt;script&gt;" in response.content


def test_address_suggest_refuses_a_long_question(client):
    response = client.get(reverse("regions:address-suggest"), {"q": "x" * 151})

    assert response.status_code == 400


@pytest.mark.parametrize("text", ("neuland", "Neulandstraße 1", "Neulnadstrasse"))
@pytest.mark.usefixtures("_houses")
def test_a_suggestion_costs_few_queries(text, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        suggest_addresses(text)
