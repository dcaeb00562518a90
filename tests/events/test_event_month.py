"""The calendar as sheet of a month and as map."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from commons.clock import BERLIN
from events.calendar import wording
from events.calendar.queries import listing, places
from events.calendar.queries.spans import Month, month_asked
from events.calendar.queries.wishes import Wish
from neighbourhood.regions.queries.map_view import EVERYWHERE, FEW, Box
from tests.clients import STRICT_QUERIES
from tests.factories.events import EventFactory, OccurrenceFactory, at

pytestmark = pytest.mark.django_db
MONTH, MAP = "/veranstaltungen/monat/", "/veranstaltungen/karte/"
# Stadtteile, topics, the Termine, their topics.
MONTH_QUERIES = 4
# Stadtteile, topics, the next of each, the number.
MAP_QUERIES = 4
NOW = datetime(2026, 11, 23, 12, tzinfo=BERLIN)


def moment(*parts):
    return datetime(*parts, tzinfo=BERLIN)


def make(starts_at, hours=2, **fields):
    ends_at = starts_at + timedelta(hours=hours)
    return EventFactory(
        starts_at=starts_at, ends_at=ends_at, occurrence__ends_at=ends_at, **fields
    )


def days_with(page):
    return {
        each.day: [one.event.title for one in each.occurrences]
        for week in page.weeks
        for each in week
        if each.occurrences
    }


@pytest.mark.parametrize(
    ("asked", "expected"),
    (
        ("2027-02", Month(2027, 2)),
        ("", Month(2026, 11)),
        ("2026-13", Month(2026, 11)),
        ("0000-01", Month(2026, 11)),
        ("9999-12", Month(2026, 11)),
        ("٢٠٢٦-١٢", Month(2026, 11)),
        ("2026-1 ", Month(2026, 11)),
    ),
)
def test_a_month_is_asked_by_its_number_and_else_is_this_one(asked, expected):
    with time_machine.travel(NOW, tick=False):
        assert month_asked(asked) == expected


def test_months_follow_each_other_over_the_year_and_have_whole_weeks():
    december = Month(2026, 12)

    assert (december.after, december.before) == (Month(2027, 1), Month(2026, 11))
    assert Month(2028, 2).last == date(2028, 2, 29)
    assert all(len(week) == 7 for week in december.weeks)
    assert december.weeks[0][0] == date(2026, 11, 30)


def test_a_month_shows_each_day_and_what_has_passed():
    make(moment(2026, 11, 2, 18), title="Vorbei")
    make(moment(2026, 11, 30, 23), title="Spät")
    make(moment(2026, 12, 1, 0), title="Danach")

    with time_machine.travel(NOW, tick=False):
        page = listing.in_month(Wish(), Month(2026, 11))

    inside = {day: named for day, named in days_with(page).items() if day.month == 11}
    assert inside == {date(2026, 11, 2): ["Vorbei"], date(2026, 11, 30): ["Spät"]}
    assert page.number == 2


def test_what_goes_on_for_days_stands_on_each_and_a_night_on_its_evening():
    make(moment(2026, 11, 20, 10), hours=62, title="Festival")  # to midnight
    make(moment(2026, 11, 28, 22), hours=4, title="Nacht")

    page = listing.in_month(Wish(), Month(2026, 11))

    assert sorted(days_with(page)) == [
        date(2026, 11, 20),
        date(2026, 11, 21),
        date(2026, 11, 22),
        date(2026, 11, 28),
    ]


def test_the_page_leads_to_the_months_beside_it_with_the_filter(client):
    response = client.get(MONTH, {"monat": "2026-12", "kosten": "frei"})

    assert response.context["before_url"] == f"{MONTH}?monat=2026-11&kosten=frei"
    assert response.context["after_url"] == f"{MONTH}?monat=2027-01&kosten=frei"


@pytest.mark.parametrize("count", (1, 30))
def test_the_month_asks_as_often_for_thirty_as_for_one(
    client, django_assert_num_queries, count
):
    for number in range(count):
        make(moment(2026, 12, 1, 10) + timedelta(hours=number))
    client.get(MONTH, {"monat": "2026-12", "x": "1"})

    with django_assert_num_queries(MONTH_QUERIES + STRICT_QUERIES):
        client.get(MONTH, {"monat": "2026-12", "x": "1"})


def test_a_series_is_one_pin_and_stands_beside_the_map_once(client):
    series = EventFactory(occurrence=False, lon=13.42, lat=52.56)
    for days in (9, 2):
        OccurrenceFactory(event=series, starts_at=at(days))
    EventFactory()

    (pin,) = places.spots(Wish(), EVERYWHERE, 10).spots
    beside = places.on_map(Wish())

    assert (pin.title, pin.url) == (series.title, series.get_absolute_url())
    assert [each.starts_at for each in beside.occurrences] == [at(2)]
    assert beside.number == 1


def test_many_are_cells_until_one_is_near():
    for _number in range(FEW + 1):
        EventFactory(lon=13.42, lat=52.56)

    (cell,) = places.spots(Wish(), EVERYWHERE, 10).spots
    near = Box(13.41, 52.55, 13.43, 52.57)

    assert (cell.number, cell.url) == (FEW + 1, "")
    assert len(places.spots(Wish(), near, 16).spots) == FEW + 1
    assert places.spots(Wish(), Box(13.5, 52.6, 13.6, 52.7), 16).spots == []


def test_the_map_answers_its_element_and_refuses_nonsense(client):
    event = EventFactory(lon=13.42, lat=52.56)
    view = {"west": 13, "south": 52, "east": 14, "north": 53, "zoom": 11}

    found = client.get(f"{MAP}orte.json", view).json()
    part = client.get(f"{MAP}ausschnitt/", view).content.decode()

    spot = [13.42, 52.56, 1, event.title, event.get_absolute_url()]
    assert found == {"has_more": False, "spots": [spot]}
    assert event.title in part
    assert client.get(f"{MAP}orte.json", {"west": "x"}).status_code == 400
    assert client.get(f"{MAP}ausschnitt/").status_code == 400


@pytest.mark.parametrize("count", (1, 30))
def test_the_map_asks_as_often_for_thirty_as_for_one(
    client, django_assert_num_queries, count
):
    for _number in range(count):
        EventFactory(lon=13.42, lat=52.56)
    client.get(f"{MAP}?x=1")

    with django_assert_num_queries(MAP_QUERIES + STRICT_QUERIES):
        client.get(f"{MAP}?x=1")


@pytest.mark.parametrize(
    ("starts_at", "hours", "expected"),
    (
        (
            moment(2026, 11, 24, 18),
            2,
            "Dienstag, 24. November 2026, 18:00 bis 20:00 Uhr",
        ),
        (
            moment(2026, 11, 24, 23),
            2,
            "Dienstag, 24. November 2026, 23:00 bis 01:00 Uhr",
        ),
        (
            moment(2026, 11, 24, 0),
            24,
            "Dienstag, 24. November 2026, ganztägig",
        ),
        # A day of 25 hours, and one of 23.
        (moment(2026, 10, 25, 0), 25, "Sonntag, 25. Oktober 2026, ganztägig"),
        (moment(2027, 3, 28, 0), 23, "Sonntag, 28. März 2027, ganztägig"),
        (
            moment(2026, 11, 24, 0),
            48,
            "Dienstag, 24. November 2026 bis Mittwoch, 25. November 2026, ganztägig",
        ),
        (
            moment(2026, 11, 24, 10),
            24,
            "Dienstag, 24. November 2026, 10:00 Uhr bis Mittwoch, 25. November 2026, 10:00 Uhr",
        ),
        # The hour that comes twice says which of both it is.
        (
            moment(2026, 10, 25, 2, 30),
            2,
            "Sonntag, 25. Oktober 2026, 02:30 (CEST) bis 03:30 Uhr",
        ),
    ),
)
def test_when_it_is_stands_as_one_says_it(starts_at, hours, expected):
    row = make(starts_at.astimezone(UTC), hours).occurrences.get()

    assert wording.when(row) == expected


def test_a_whole_day_has_no_hours_where_the_day_stands_above():
    row = make(moment(2026, 11, 24, 0).astimezone(UTC), 24).occurrences.get()

    assert (wording.hours(row), wording.begins(row)) == ("ganztägig", "ganztägig")
