"""Series by Berlin's wall clock, with the days on which clocks and years misbehave."""

from datetime import UTC, date, datetime, timedelta

import pytest

from commons.clock import BERLIN
from commons.errors import RuleViolation
from events.calendar import recurrence
from events.calendar.enums import Rhythm
from events.calendar.recurrence import Span


def wall(*parts):
    return recurrence.moment(datetime(*parts))  # noqa: DTZ001 -- a wall clock


def first(*parts, minutes=120):
    begin = datetime(*parts)  # noqa: DTZ001 -- a wall clock
    end = begin + timedelta(minutes=minutes)
    return Span(recurrence.moment(begin), recurrence.moment(end))


def starts(rule, span, *until):
    found = recurrence.spans(rule, span, until=wall(*until))
    local = [each.starts_at.astimezone(BERLIN) for each in found]
    return [at.isoformat(timespec="minutes") for at in local]


def test_six_oclock_stays_six_oclock_when_summer_begins_and_ends():
    spring = starts("FREQ=WEEKLY", first(2027, 3, 21, 18), 2027, 4, 5)
    autumn = starts("FREQ=WEEKLY", first(2026, 10, 18, 18), 2026, 11, 2)

    assert spring == [
        "2027-03-21T18:00+01:00",
        "2027-03-28T18:00+02:00",
        "2027-04-04T18:00+02:00",
    ]
    assert autumn == [
        "2026-10-18T18:00+02:00",
        "2026-10-25T18:00+01:00",
        "2026-11-01T18:00+01:00",
    ]


def test_a_missing_hour_is_an_hour_later_and_only_that_night():
    found = starts("FREQ=WEEKLY", first(2027, 3, 21, 2, 30), 2027, 4, 5)

    assert found == [
        "2027-03-21T02:30+01:00",
        "2027-03-28T03:30+02:00",
        "2027-04-04T02:30+02:00",
    ]


def test_an_hour_that_comes_twice_is_the_first_of_both():
    found = starts("FREQ=WEEKLY", first(2026, 10, 18, 2, 30), 2026, 11, 2)

    assert found[1] == "2026-10-25T02:30+02:00"


def test_no_date_ends_before_it_begins_though_the_clock_jumps():
    span = first(2027, 3, 21, 2, 30, minutes=45)

    found = list(recurrence.spans("FREQ=WEEKLY", span, until=wall(2027, 4, 5)))

    lengths = [each.ends_at - each.starts_at for each in found]
    assert lengths == [timedelta(minutes=45)] * 3


def test_a_night_over_the_change_lasts_as_the_clock_says():
    night = first(2026, 10, 17, 22, minutes=8 * 60)

    found = list(recurrence.spans("FREQ=WEEKLY", night, until=wall(2026, 10, 31)))

    assert [each.ends_at - each.starts_at for each in found] == [
        timedelta(hours=8),
        timedelta(hours=9),
    ]
    assert found[1].ends_at == wall(2026, 10, 25, 6)


def test_the_last_sunday_meets_both_changes_of_the_clock():
    found = starts("FREQ=MONTHLY;BYDAY=-1SU", first(2026, 3, 29, 18), 2026, 11, 1)

    assert (found[0], found[-1]) == ("2026-03-29T18:00+02:00", "2026-10-25T18:00+01:00")
    assert [day[5:10] for day in found] == [
        *("03-29", "04-26", "05-31", "06-28", "07-26", "08-30", "09-27", "10-25"),
    ]


def test_29_february_comes_in_leap_years_alone():
    rule = recurrence.rule_of(Rhythm.YEARLY, date(2028, 2, 29))

    found = starts(rule, first(2028, 2, 29, 18), 2041, 1, 1)

    assert [day[:10] for day in found] == [
        *("2028-02-29", "2032-02-29", "2036-02-29", "2040-02-29"),
    ]


def test_the_31st_leaves_out_months_that_have_none():
    found = starts("FREQ=MONTHLY;BYMONTHDAY=31", first(2026, 12, 31, 18), 2027, 6, 1)

    assert [day[:10] for day in found] == [
        *("2026-12-31", "2027-01-31", "2027-03-31", "2027-05-31"),
    ]


def test_every_second_tuesday_is_the_second_of_its_month():
    rule = recurrence.rule_of(Rhythm.MONTHLY_WEEKDAY, date(2026, 12, 8))

    found = starts(rule, first(2026, 12, 8, 18), 2027, 4, 1)

    assert rule == "FREQ=MONTHLY;BYDAY=2TU"
    assert [day[:10] for day in found] == [
        *("2026-12-08", "2027-01-12", "2027-02-09", "2027-03-09"),
    ]


def test_a_fifth_weekday_is_taken_as_the_last():
    rule = recurrence.rule_of(Rhythm.MONTHLY_WEEKDAY, date(2026, 12, 29))

    assert rule == "FREQ=MONTHLY;BYDAY=-1TU"


@pytest.mark.parametrize("until", ("20261201T235959", "20261201", "20261201T170000Z"))
def test_the_last_day_counts_however_it_is_written(until):
    found = starts(f"FREQ=WEEKLY;UNTIL={until}", first(2026, 11, 24, 18), 2027, 1, 1)

    assert [day[:10] for day in found] == ["2026-11-24", "2026-12-01"]


def test_no_series_becomes_more_rows_than_two_years_of_days():
    found = recurrence.spans(
        "FREQ=DAILY", first(2026, 1, 1, 18), until=wall(2036, 1, 1)
    )

    assert len(list(found)) == recurrence.MOST_DATES


@pytest.mark.parametrize(
    "rule",
    (
        "FREQ=SECONDLY",
        "FREQ=HOURLY;INTERVAL=1",
        "FREQ=DAILY;BYHOUR=1,2,3",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;COUNT=3;UNTIL=20270101",
        "FREQ=DAILY;UNTIL=20269999",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=XX",
        "RRULE:FREQ=DAILY",
        "INTERVAL=2",
        "every day",
    ),
)
def test_a_rule_that_a_machine_would_count_for_hours_is_refused(rule):
    with pytest.raises(RuleViolation) as refused:
        recurrence.check(rule)

    assert refused.value.code == "rule_unknown"


def test_a_day_that_never_is_comes_to_an_end():
    found = recurrence.spans(
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        first(2026, 2, 20, 18),
        until=wall(2030, 1, 1),
    )

    assert list(found) == []


@pytest.mark.parametrize("rhythm", Rhythm)
def test_each_rhythm_of_the_form_is_read_back(rhythm):
    rule = recurrence.rule_of(rhythm, date(2026, 12, 8), until=date(2027, 3, 1))
    is_repeated = rhythm is not Rhythm.ONCE

    assert recurrence.rhythm_of(rule) is rhythm
    assert recurrence.last_day_of(rule) == (date(2027, 3, 1) if is_repeated else None)


def test_the_clock_of_berlin_holds_whatever_zone_the_moment_came_in():
    span = first(2026, 12, 8, 0, 30)
    utc = Span(*(at.astimezone(UTC) for at in (span.starts_at, span.ends_at)))

    assert starts("FREQ=MONTHLY;BYMONTHDAY=8", utc, 2027, 2, 1) == [
        "2026-12-08T00:30+01:00",
        "2027-01-08T00:30+01:00",
    ]
