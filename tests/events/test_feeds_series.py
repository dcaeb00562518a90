"""Series in calendars of others: each date at its hour, under its name, for good."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
import recurring_ical_events
import time_machine

from commons.clock import BERLIN
from events.calendar import calendars
from events.calendar.queries import feeds
from events.calendar.services import cancelling, moving, series
from events.calendar.services.moving import When
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=BERLIN)


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(NOW, tick=False):
        yield


def moment(*parts):
    return datetime(*parts, tzinfo=BERLIN)


def make(starts_at, rrule, *, hours=2):
    event = EventFactory(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        rrule=rrule,
        occurrence=False,
    )
    series.expand(event)
    event.refresh_from_db()
    return event


def read():
    content = calendars.file_of(feeds.everything(), name="Alles")
    return icalendar.Calendar.from_ical(content)


def events_in(calendar):
    return {str(each["UID"]): each for each in calendar.walk("VEVENT")}


def starts(calendar):
    moments = [each["DTSTART"].dt for each in calendar.walk("VEVENT")]
    return sorted(each.astimezone(BERLIN) for each in moments)


def test_six_oclock_is_six_oclock_in_summer_and_in_winter():
    make(moment(2026, 12, 1, 18), "FREQ=WEEKLY")

    shown = starts(read())

    assert {each.time() for each in shown} == {time(18)}
    assert {each.weekday() for each in shown} == {1}
    assert {each.utcoffset() for each in shown} == {
        timedelta(hours=1),
        timedelta(hours=2),
    }


@pytest.mark.parametrize(
    ("day", "expected"),
    (
        # Half past two does not exist on 28 March 2027, and is there twice on 31
        # October: an hour later on the clock, and the first of both.
        (date(2027, 3, 28), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        (date(2027, 10, 31), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    ),
)
def test_a_night_of_the_clocks_has_its_date_once(day, expected):
    make(moment(2026, 11, 29, 2, 30), "FREQ=WEEKLY", hours=3)

    calendar = read()
    found = recurring_ical_events.of(calendar).at(day)

    assert [each["DTSTART"].dt.astimezone(UTC) for each in found] == [expected]


def test_the_29th_of_february_comes_when_there_is_one():
    make(moment(2028, 2, 29, 18), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")
    with time_machine.travel(moment(2028, 1, 10, 12), tick=False):
        shown = [each.date() for each in starts(read())]

    # The next one is beyond eighteen months: no 1 March takes its place.
    assert shown == [date(2028, 2, 29)]


def test_every_second_tuesday_is_read_as_such_by_another_program():
    make(moment(2026, 12, 8, 18), "FREQ=MONTHLY;BYDAY=2TU")

    calendar = read()
    found = recurring_ical_events.of(calendar).between(
        date(2027, 1, 1), date(2027, 4, 1)
    )

    days = sorted(each["DTSTART"].dt.date() for each in found)
    assert days == [date(2027, 1, 12), date(2027, 2, 9), date(2027, 3, 9)]


def test_a_date_that_was_moved_is_the_same_one_and_stands_only_where_it_is_now():
    event = make(moment(2026, 12, 1, 18), "FREQ=WEEKLY")
    before = events_in(read())
    second = event.occurrences.order_by("starts_at")[1]
    # Behind the one after it.
    elsewhere = When(moment(2026, 12, 16, 19), moment(2026, 12, 16, 21), "Im Park")

    moving.move_occurrence(second, elsewhere, by=event.author)
    calendar = read()
    after = events_in(calendar)

    assert after.keys() == before.keys()
    (name,) = [name for name in after if name.startswith(str(second.uid))]
    assert after[name]["SEQUENCE"] == before[name]["SEQUENCE"] + 1
    assert after[name]["DTSTART"].dt == elsewhere.starts_at
    assert str(after[name]["LOCATION"]) == "Im Park"
    assert recurring_ical_events.of(calendar).at(date(2026, 12, 8)) == []
    untouched = set(after) - {name}
    assert all(after[each] == before[each] for each in untouched)


def test_a_date_that_was_called_off_says_so_and_the_others_go_on():
    event = make(moment(2026, 12, 1, 18), "FREQ=WEEKLY")
    first = event.occurrences.order_by("starts_at").first()
    before = events_in(read())

    cancelling.cancel_occurrence(first, reason="Sturm.", by=event.author)
    after = events_in(read())

    assert after.keys() == before.keys()
    states = [each["STATUS"] for each in after.values()]
    assert states.count("CANCELLED") == 1
    (name,) = [name for name in after if name.startswith(str(first.uid))]
    assert after[name]["STATUS"] == "CANCELLED"
    assert after[name]["SEQUENCE"] > before[name]["SEQUENCE"]


def test_topping_up_a_series_changes_no_date_that_was_there():
    event = make(moment(2026, 12, 1, 18), "FREQ=WEEKLY")
    before = events_in(read())

    with time_machine.travel(NOW + timedelta(days=20), tick=False):
        series.expand(event)
        after = events_in(read())

    assert before.keys() < after.keys()
    assert all(after[name] == each for name, each in before.items())
