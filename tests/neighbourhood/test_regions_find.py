import pytest
from django.urls import reverse

from neighbourhood.regions.models import PlanningArea
from neighbourhood.regions.queries import Outcome, find_region
from tests.factories.regions import AddressFactory

pytestmark = pytest.mark.django_db


def regions(finding):
    return [candidate.region.roman for candidate in finding.candidates]


def shares(finding):
    return {each.region.roman: each.share for each in finding.candidates}


@pytest.mark.parametrize(
    ("text", "candidates"),
    (
        ("Rosenthal", {"II": "58 % der Adressen", "V": "42 % der Adressen"}),
        (
            "Niederschönhausen",
            {
                "II": "60 % der Adressen",
                "V": "26 % der Adressen",
                "VI": "14 % der Adressen",
            },
        ),
        (
            "13125",
            {
                "IV": "73 % der Adressen",
                "I": "27 % der Adressen",
                "VII": "unter 1 % der Adressen",
            },
        ),
        (
            "Blankenfelde",
            {"II": "über 99 % der Adressen", "I": "unter 1 % der Adressen"},
        ),
        ("13159", {"II": "alle Adressen"}),
    ),
)
def test_an_ambiguous_name_asks_for_the_street(text, candidates):
    finding = find_region(text)

    assert finding.outcome is Outcome.ASK_STREET
    assert finding.region is None
    assert shares(finding) == candidates


def test_prenzlauer_berg_is_six_regions():
    finding = find_region("prenzlauer berg")

    assert finding.outcome is Outcome.ASK_STREET
    assert sorted(regions(finding)) == ["XI", "XII", "XIII", "XIV", "XV", "XVI"]


@pytest.mark.parametrize(
    ("text", "roman"),
    (
        ("Karow", "IV"),
        ("13125 Karow", "IV"),
        ("Buch", "I"),
        ("wilhelmsruh", "V"),
        ("Helmholtzplatz", "XIII"),
        ("Helmholtzkiez", "XIII"),
        ("Pankow Süd", "VIII"),
        ("pankow sued", "VIII"),
        ("Florakiez", "VI"),
        ("Winsstraße", "XVI"),
        ("Achillesstr.", "IV"),
        ("Achillesstr. 9999", "IV"),
    ),
)
def test_a_name_that_lies_in_one_region_is_an_answer(text, roman):
    finding = find_region(text)

    assert finding.outcome is Outcome.DECIDED
    assert finding.region.roman == roman


@pytest.mark.parametrize(
    ("text", "romans"),
    (
        ("Buchholz", ["III", "II", "VI", "I"]),
        ("Malchow", ["VII"]),
        ("Arnimviertel", ["XI"]),
        ("Weißensee", ["IX", "X"]),
        ("weissensee", ["IX", "X"]),
    ),
)
def test_a_name_that_may_mean_something_else_asks(text, romans):
    finding = find_region(text)

    assert (finding.outcome, regions(finding)) == (Outcome.ASK_STREET, romans)


def test_a_long_street_asks_for_the_number():
    finding = find_region("Berliner Straße")

    assert finding.outcome is Outcome.ASK_NUMBER
    assert sorted(regions(finding)) == ["II", "III", "VI", "VIII", "XI"]


@pytest.mark.parametrize("text", ("", "   "))
def test_nothing_typed_is_no_question(text):
    assert find_region(text).outcome is Outcome.EMPTY


@pytest.mark.parametrize("text", ("xyzzy", "10999", "☃", "Rathaus Kreuzberg"))
def test_an_unknown_place_is_no_answer(text):
    finding = find_region(text)

    assert (finding.outcome, finding.candidates) == (Outcome.UNKNOWN, ())


def test_a_beginning_and_a_typing_error_lead_on():
    assert find_region("floras").alike == ("Florastraße",)
    assert find_region("Schonhauser Allee").alike[0] == "Schönhauser Allee"


@pytest.fixture
def _twice():
    """The same house twice: once in Karow, once in Pankow Zentrum."""
    for key, postcode in (("03300412", "13125"), ("03400721", "13187")):
        AddressFactory(
            street="Florastraße",
            number=12,
            postcode=postcode,
            planning_area=PlanningArea.objects.get(key=key),
        )


@pytest.mark.usefixtures("_twice")
def test_a_house_decides_with_its_planning_area():
    finding = find_region("Florastr. 12, 13187 Berlin")

    assert finding.outcome is Outcome.DECIDED
    assert finding.region.roman == "VI"
    assert finding.address.planning_area.name == "Florakiez"


@pytest.mark.usefixtures("_twice")
def test_a_house_that_is_there_twice_asks_for_the_postcode():
    finding = find_region("Florastr. 12")

    assert finding.outcome is Outcome.ASK_POSTCODE
    assert sorted(regions(finding)) == ["IV", "VI"]


@pytest.mark.parametrize(
    "text", ("Rosenthal", "13125", "Karow", "Arnimviertel", "xyzzy", "Florastr 12")
)
def test_finding_costs_few_queries(text, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        find_region(text)


def test_region_find_asks_for_the_street_of_rosenthal(client):
    response = client.get(reverse("regions:region-find"), {"q": "Rosenthal"})

    html = response.content.decode()
    assert "Geben Sie oben Ihre Straße mit Hausnummer ein" in html
    assert "58 % der Adressen" in html
    assert 'href="/stadtteile/blankenfelde-niederschoenhausen/"' in html
    assert "Zum Stadtteil" not in html


def test_region_find_answers_htmx_with_the_fragment_of_the_page(client):
    url = reverse("regions:region-find")

    page = client.get(url, {"q": "Karow"}).content.decode()
    fragment = client.get(url, {"q": "Karow"}, headers={"HX-Request": "true"})

    swapped = fragment.content.decode()
    assert "<html" not in swapped
    assert swapped.strip() in page


def test_region_find_says_what_may_be_meant(client):
    response = client.get(reverse("regions:region-find"), {"q": "floras"})

    html = response.content.decode()
    assert 'href="/stadtteile/finden/?q=Florastra%C3%9Fe"' in html


def test_region_find_escapes_what_was_typed(client):
    question = {"q": "<script>alert(1)</script>"}

    response = client.get(reverse("regions:region-find"), question)

    assert b"<script>alert" not in response.content
    assert b"&lt;script&gt;alert(1)" in response.content
