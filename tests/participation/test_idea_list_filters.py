"""Each filter narrows as its words say; the address is the filter."""

from datetime import date, datetime, timedelta
from urllib.parse import parse_qs

import pytest
from django.http import QueryDict
from django.utils import timezone

from commons.clock import BERLIN
from neighbourhood.regions.models import PlanningArea, Region
from neighbourhood.regions.queries.geometry import to_metres
from participation.ideas import wording
from participation.ideas.enums import Case, Outcome, PlaceKind
from participation.ideas.filters import IdeaFilterForm
from participation.ideas.queries.listing import listed
from participation.ideas.queries.places import place_at_address
from participation.ideas.queries.wishes import Wish
from tests.clients import STRICT_QUERIES
from tests.factories.departments import DepartmentFactory, TopicFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.regions import AddressFactory

pytestmark = pytest.mark.django_db
URL = "/ideen/"
# Weissenseer Spitze, and how many degrees of latitude 100 metres are.
LAT, LON = 52.5519, 13.4542
HUNDRED_METRES = 100 / 111_270


def wish_of(query):
    return IdeaFilterForm(QueryDict(query)).wish()


def found(query):
    return {idea.title for idea in listed(wish_of(query)).ideas}


def place_at(metres_north):
    lat = LAT + metres_north / 100 * HUNDRED_METRES
    east, north = to_metres(LON, lat)
    return {
        "place_kind": PlaceKind.PIN,
        "lon": LON,
        "lat": lat,
        "east_m": east,
        "north_m": north,
    }


def test_several_regions_and_topics_are_any_of_each_and_both():
    buch, karow, other = Region.objects.order_by("number")[:3]
    paths, trees = TopicFactory(key="x-wege"), TopicFactory(key="x-gruen")
    IdeaFactory(title="a", region=buch, topic=paths)
    IdeaFactory(title="b", region=karow, topic=trees)
    IdeaFactory(title="c", region=karow)
    IdeaFactory(title="d", region=other, topic=paths)

    query = f"stadtteil={buch.slug}&stadtteil={karow.slug}&thema=x-wege&thema=x-gruen"

    assert found(query) == {"a", "b"}


def test_a_planning_area_narrows_within_its_region_alone():
    area = PlanningArea.objects.filter(lor_version="2021").order_by("key").first()
    region = area.region
    elsewhere = Region.objects.exclude(pk=region.pk).order_by("number").first()
    IdeaFactory(title="drin", region=region, planning_area=area)
    IdeaFactory(title="daneben", region=region)

    assert found(f"stadtteil={region.slug}&raum={area.key}") == {"drin"}
    assert wish_of(f"stadtteil={elsewhere.slug}&raum={area.key}").areas == ()
    assert wish_of(f"raum={area.key}").areas == ()


def test_states_outcomes_and_departments_narrow():
    parks = DepartmentFactory(key="gruenflaechen")
    IdeaFactory(title="offen")
    IdeaFactory(title="beim Amt", case=Case.REFERRED, lead_department=parks)
    IdeaFactory(title="geplant", case=Case.ANSWERED, outcome=Outcome.PLANNED)
    IdeaFactory(title="fertig", case=Case.ANSWERED, outcome=Outcome.DONE)

    assert found("stand=offen&stand=umgesetzt") == {"offen", "fertig"}
    assert found("ergebnis=eingeplant&ergebnis=umgesetzt") == {"geplant", "fertig"}
    assert found("amt=gruenflaechen") == {"beim Amt"}
    assert found("stand=umgesetzt&ergebnis=eingeplant") == set()


def test_days_are_berlin_days():
    late = datetime(2026, 3, 31, 23, 30, tzinfo=BERLIN)
    IdeaFactory(title="abends", submitted_at=late)
    IdeaFactory(title="am nächsten Tag", submitted_at=late + timedelta(hours=1))

    assert found("von=2026-03-31&bis=2026-03-31") == {"abends"}
    assert found("von=2026-04-01") == {"am nächsten Tag"}
    assert found("bis=2026-03-30") == set()


@pytest.mark.parametrize(
    ("period", "shown"),
    (
        ("30-tage", {"jetzt"}),
        ("dieses-jahr", {"jetzt", "im Januar"}),
        ("letztes-jahr", {"vorletzten Dezember"}),
    ),
)
def test_periods_are_counted_from_today(time_machine, period, shown):
    time_machine.move_to(datetime(2026, 6, 15, 12, tzinfo=BERLIN))
    IdeaFactory(title="jetzt", submitted_at=timezone.now())
    IdeaFactory(title="im Januar", submitted_at=datetime(2026, 1, 1, tzinfo=BERLIN))
    IdeaFactory(
        title="vorletzten Dezember", submitted_at=datetime(2025, 12, 31, tzinfo=BERLIN)
    )

    assert found(f"zeitraum={period}") == shown


def test_a_chosen_period_wins_over_days():
    wish = wish_of("zeitraum=dieses-jahr&von=2020-01-01&bis=2020-12-31")

    assert wish.span[0].year == date.today().year  # noqa: DTZ011 -- a year
    assert "von" not in wish.query()


def test_with_pictures_alone():
    IdeaFactory(title="mit", has_pictures=True)
    IdeaFactory(title="ohne")

    assert found("fotos=ja") == {"mit"}
    assert found("fotos=nein") == {"mit", "ohne"}


def test_near_a_point_the_distance_is_exact_and_sorts():
    IdeaFactory(title="hier", **place_at(0))
    IdeaFactory(title="249 m", **place_at(249))
    IdeaFactory(title="251 m", **place_at(251))
    IdeaFactory(title="ohne Ort")

    near = listed(wish_of(f"bei={LAT},{LON}&umkreis=250&sortierung=nah"))
    wider = listed(wish_of(f"bei={LAT},{LON}&umkreis=500&sortierung=nah"))

    assert [idea.title for idea in near.ideas] == ["hier", "249 m"]
    assert [round(idea.distance) for idea in wider.ideas] == [0, 249, 251]


def test_nearest_pages_by_key_in_both_directions():
    for number in range(45):
        IdeaFactory(title=str(number), **place_at(number * 10))
    wish = wish_of(f"bei={LAT},{LON}&sortierung=nah")

    first = listed(wish)
    wish.cursor = first.next_cursor
    second = listed(wish)
    wish.cursor, wish.before = "", second.previous_cursor
    back = listed(wish)

    assert [idea.title for idea in second.ideas] == [str(n) for n in range(20, 40)]
    assert back.ideas == first.ideas
    assert back.previous_cursor == ""


def test_near_an_address_its_own_point_counts_else_its_planning_area(client):
    area = PlanningArea.objects.filter(lor_version="2021").order_by("key").first()
    PlanningArea.objects.filter(pk=area.pk).update(label_lon=LON, label_lat=LAT)
    common = {"street": "Filterweg", "planning_area": area, "region": area.region}
    AddressFactory(number=1, lon=LON, lat=LAT + 3 * HUNDRED_METRES, **common)
    AddressFactory(number=2, **common)
    IdeaFactory(title="bei der Eins", **place_at(300))

    exact = wish_of("bei=Filterweg+1&umkreis=250").near
    rough = client.get(URL, {"bei": "Filterweg 2", "umkreis": "250"})

    assert exact.is_exact
    assert found("bei=Filterweg+1&umkreis=250") == {"bei der Eins"}
    assert found("bei=Filterweg+2&umkreis=250") == set()
    assert "Der Kreis liegt deshalb um dessen Mitte" in rough.content.decode()
    assert place_at_address("Filterweg 1").metres == (exact.east, exact.north)
    assert place_at_address("Filterweg 2").metres is None


def test_an_unknown_address_narrows_nothing_and_is_named(client):
    IdeaFactory(title="irgendwo")

    page = client.get(URL, {"bei": "Gibtesnichtweg 7", "sortierung": "nah"})

    text = page.content.decode()
    assert "Die Adresse „Gibtesnichtweg 7“ kennen wir nicht" in text
    assert "irgendwo" in text


def test_the_address_says_the_filter_and_reads_back():
    region = Region.objects.order_by("number").first()
    topic = TopicFactory(key="x-wege")
    query = (
        f"q=Bank&stadtteil={region.slug}&thema={topic.key}&stand=offen&stand=beim-amt"
        f"&ergebnis=umgesetzt&von=2026-01-01&fotos=ja&bei={LAT}%2C{LON}"
        "&umkreis=1000&sortierung=nah"
    )

    wish = wish_of(query)

    assert parse_qs(wish.query()) == parse_qs(query)
    assert wish_of(wish.query()) == wish


def test_chips_say_each_filter_and_lead_to_the_list_without_it(client):
    region = Region.objects.order_by("number").first()
    query = f"stadtteil={region.slug}&stand=offen&fotos=ja"

    chips = wording.chips(wish_of(query))

    assert [(chip.label, chip.query) for chip in chips] == [
        (region.name, "stand=offen&fotos=ja"),
        ("noch offen", f"stadtteil={region.slug}&fotos=ja"),
        ("mit Fotos", f"stadtteil={region.slug}&stand=offen"),
    ]


def test_a_filter_has_a_name_as_people_would_say_it():
    buch, other, third = Region.objects.order_by("number")[:3]
    topic = TopicFactory(name="Spielplätze")

    assert wording.in_words(Wish()) == "Alle Ideen"
    assert wording.in_words(Wish(topics=(topic,), regions=(buch,))) == (
        f"Spielplätze in {buch.name}"
    )
    three = Wish(text="Bank", regions=(buch, other, third), has_pictures=True)
    assert wording.in_words(three).startswith(
        f"Ideen „Bank“ in {buch.name}, {other.name} und"
    )
    assert len(wording.in_words(three)) <= 80


def test_rare_combinations_are_found_behind_the_longest_walk(monkeypatch):
    monkeypatch.setattr("participation.ideas.queries.listing.LONGEST_WALK", 10)
    region = Region.objects.order_by("number").first()
    old = timezone.now() - timedelta(days=400)
    for number in range(25):
        IdeaFactory(title=f"rar {number}", case=Case.REFERRED, submitted_at=old)
    IdeaFactory.create_batch(30, region=region)
    wish = wish_of(f"stadtteil={region.slug}&stand=beim-amt")

    first = listed(wish)
    wish.cursor = first.next_cursor
    second = listed(wish)

    assert first.number == 25
    assert second.number is None
    assert len({idea.pk for idea in [*first.ideas, *second.ideas]}) == 25


@pytest.mark.parametrize(
    ("query", "queries"),
    (
        ("stadtteil={region}", 2),
        ("stand=beim-amt", 3),
        ("stadtteil={region}&stand=offen&fotos=ja", 4),
        ("bei=52.5519,13.4542", 3),
    ),
)
@pytest.mark.parametrize("rows", (1, 30))
def test_filters_cost_a_few_queries(
    client, django_assert_max_num_queries, query, queries, rows
):
    region = Region.objects.order_by("number").first()
    IdeaFactory.create_batch(rows, region=region, has_pictures=True, **place_at(5))

    with django_assert_max_num_queries(queries + 1 + STRICT_QUERIES):
        client.get(f"{URL}?{query.format(region=region.slug)}")


@pytest.mark.parametrize(
    "value",
    (
        "\x00",
        "'; DROP TABLE ideas_idea; --",
        "<script>alert(1)</script>",
        "9" * 400,
        "-1",
        "NaN",
        "inf~1",
        "2026-13-45~9",
        "9999-12-31",
        "0001-01-01",
        "1e400~1",
        f"{2**70}~{2**70}",
        "٣~٣",
        "%",
        "\ud83d\ude00",
    ),
)
def test_no_value_breaks_the_list(client, value):
    value = value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    here = {"bei": f"{LAT},{LON}"}
    everywhere = {name: [value, value] for name in IdeaFilterForm.base_fields}
    asked = [everywhere, {name: value for name in everywhere if name != "bei"} | here]
    for order in ("neu", "beliebt", "beantwortet", "nah"):
        asked += [{**here, "sortierung": order, name: value} for name in ("ab", "vor")]

    for parameters in asked:
        response = client.get(URL, parameters)

        assert response.status_code == 200
        assert "<script>alert(1)" not in response.content.decode()
