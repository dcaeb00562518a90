from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies

from commons.clock import berlin_date
from commons.errors import RuleViolation
from neighbourhood.deadlines import calendar, services
from neighbourhood.deadlines.services import clocks
from participation.referrals.models import Referral

pytestmark = pytest.mark.django_db

DAYS = strategies.dates(date(2024, 1, 1), date(2059, 6, 30))
MOMENTS = strategies.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001 -- hypothesis adds the zone
    datetime(2058, 1, 1),  # noqa: DTZ001 -- hypothesis adds the zone
    timezones=strategies.just(UTC),
)
COUNTS = strategies.integers(1, 120)
anywhen = settings(deadline=None, max_examples=60)


@anywhen
@given(start=DAYS, working_days=COUNTS)
def test_due_date_is_a_working_day_that_many_working_days_later(start, working_days):
    due = services.due_after(start, working_days).day

    assert not calendar.is_weekend(due)
    assert due not in calendar.legal_holidays(due.year, due.year)
    assert services.working_days_between(start, due) == working_days


@anywhen
@given(start=DAYS, first=COUNTS, second=COUNTS)
def test_two_spans_add_up_to_one(start, first, second):
    between = services.due_after(start, first).day

    due = services.due_after(between, second)

    assert due == services.due_after(start, first + second)


@anywhen
@given(start=DAYS, end=DAYS)
def test_counting_back_is_counting_forth_negated(start, end):
    forth = services.working_days_between(start, end)

    back = services.working_days_between(end, start)

    assert back == -forth


@anywhen
@given(due=DAYS, paused_at=MOMENTS, paused=strategies.integers(0, 60))
def test_pause_moves_the_due_date_by_exactly_its_working_days(due, paused_at, paused):
    # A referral is the first thing with a deadline; it is not stored here.
    clock = Referral()
    clocks.start(clock, at=at_noon(due), working_days=20)
    before = clock.due_on.day
    clocks.pause(clock, at=paused_at)
    resumed_at = paused_at
    if paused:
        on = services.due_after(berlin_date(paused_at), paused).day
        resumed_at = at_noon(on)

    moved = clocks.resume(clock, at=resumed_at)

    assert moved == paused
    assert services.working_days_between(before, clock.due_on.day) == paused
    assert (clock.paused_at, clock.pause_days) == (None, paused)


def test_resume_without_a_pause_changes_nothing():
    clock = Referral()
    clocks.start(clock, at=at_noon(date(2026, 3, 2)), working_days=20)
    before = clock.due_on

    moved = clocks.resume(clock, at=at_noon(date(2026, 3, 20)))

    assert (moved, clock.due_on, clock.pause_days) == (0, before, 0)


@pytest.mark.parametrize(
    ("start", "working_days", "due"),
    (
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Easter
        (date(2027, 3, 5), 1, date(2027, 3, 9)),  # over the Frauentag, a Monday
        (date(2018, 3, 7), 1, date(2018, 3, 8)),  # before it was a holiday
        (date(2020, 5, 7), 1, date(2020, 5, 11)),  # 75 years since the liberation
        (date(2025, 5, 7), 1, date(2025, 5, 9)),  # 80 years
        (date(2017, 10, 30), 1, date(2017, 11, 1)),  # 500 years of the Reformation
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # from a Saturday
        (date(2026, 12, 21), 20, date(2027, 1, 20)),  # over the turn of the year
    ),
)
def test_due_date_skips_what_berlin_has_off(start, working_days, due):
    assert services.due_after(start, working_days).day == due


def test_nothing_is_due_on_the_single_holiday_of_2028():
    assert date(2028, 6, 17) in calendar.legal_holidays(2028, 2028)


@pytest.mark.parametrize(
    "moment",
    (
        datetime(2026, 3, 28, 23, 30, tzinfo=UTC),  # 00:30 in Berlin, clocks go forward
        datetime(2026, 10, 24, 22, 30, tzinfo=UTC),  # 00:30 in Berlin, clocks go back
        datetime(2026, 7, 1, 22, 0, tzinfo=UTC),  # midnight in Berlin
        datetime(2026, 7, 1, 21, 59, tzinfo=UTC),  # a minute before
    ),
)
def test_clock_starts_on_the_berlin_day_of_its_moment(moment):
    clock = Referral()

    clocks.start(clock, at=moment, working_days=1)

    assert clock.due_on == services.due_after(berlin_date(moment), 1)


@pytest.mark.parametrize("start", (date(2014, 12, 31), date(2060, 12, 31)))
def test_due_date_beyond_the_calendar_is_refused(start):
    with pytest.raises(RuleViolation) as refusal:
        services.due_after(start, 1)

    assert refusal.value.code == "calendar_ends"


def test_calendar_has_no_two_working_days_with_one_ordinal():
    start = date(2026, 1, 1)
    days = [services.due_after(start, count).day for count in range(1, 250)]

    assert days == sorted(set(days))
    assert days[-1] - days[0] > timedelta(days=248)


def at_noon(day):
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
