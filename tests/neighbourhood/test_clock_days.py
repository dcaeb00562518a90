"""Property tests of the clocks, over all days from 2024 to 2060."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings, strategies

from commons.clock import BERLIN, berlin_date
from neighbourhood.deadlines import calendar, services
from neighbourhood.deadlines.enums import ClockKind, Party
from neighbourhood.deadlines.services import clocks, events
from participation.referrals.models import Referral, ReferralClockEvent

pytestmark = pytest.mark.django_db

DAYS = strategies.dates(date(2024, 1, 1), date(2059, 6, 30))
anywhen = settings(deadline=None, max_examples=60)


def shift_nights():
    """The nights in which Berlin's clocks go forth and back, 2024 to 2058."""
    for year in range(2024, 2059):
        for month in (3, 10):
            last = date(year, month, 31)
            yield last - timedelta(days=(last.weekday() + 1) % 7)


NIGHTS = strategies.sampled_from(list(shift_nights()))
SECONDS = strategies.integers(0, 24 * 3600 - 1)


def started(moment, working_days=20):
    clock = Referral()
    clocks.start(clock, at=moment, working_days=working_days)
    return clock


def in_berlin(day, second=12 * 3600):
    """`second` of elapsed time after that midnight in Berlin."""
    midnight = datetime.combine(day, time.min, tzinfo=BERLIN)
    return midnight.astimezone(UTC) + timedelta(seconds=second)


@anywhen
@given(start=DAYS, days=strategies.integers(1, 120), second=SECONDS)
def test_no_clock_is_due_on_a_day_when_nobody_works(start, days, second):
    due = started(in_berlin(start, second), days).due_on.day

    assert not calendar.is_weekend(due)
    assert due not in calendar.legal_holidays(due.year, due.year)


@anywhen
@given(night=NIGHTS, second=strategies.integers(0, 23 * 3600 - 1))
def test_nights_when_clocks_change_shift_no_due_date(night, second):
    due = started(in_berlin(night, second)).due_on

    assert due == services.due_after(night, 20)


@anywhen
@given(day=DAYS)
def test_a_day_ends_at_midnight_in_berlin(day):
    midnight = datetime.combine(day, time.min, tzinfo=BERLIN).astimezone(UTC)

    before = started(midnight - timedelta(microseconds=1)).due_on
    after = started(midnight).due_on

    assert before == services.due_after(day - timedelta(days=1), 20)
    assert after == services.due_after(day, 20)


@anywhen
@given(first=DAYS, second=DAYS, days=strategies.integers(1, 120))
def test_whoever_starts_later_is_never_due_earlier(first, second, days):
    earlier, later = sorted((first, second))

    due = [started(in_berlin(day), days).due_on.day for day in (earlier, later)]

    assert due == sorted(due)


@anywhen
@given(start=DAYS, more=strategies.integers(0, 119))
def test_more_days_are_never_due_earlier(start, more):
    due = [started(in_berlin(start), days).due_on.day for days in (more, more + 1)]

    assert due[0] < due[1]


@anywhen
@given(
    start=DAYS,
    pauses=strategies.lists(
        strategies.tuples(strategies.integers(0, 15), strategies.integers(0, 15)),
        max_size=4,
    ),
)
def test_pauses_add_up_to_exactly_their_working_days(start, pauses):
    clock, at = started(in_berlin(start)), start
    before = clock.due_on.day
    for runs, rests in pauses:
        at = services.due_after(at, runs).day
        clocks.pause(clock, at=in_berlin(at))
        at = services.due_after(at, rests).day
        clocks.resume(clock, at=in_berlin(at))

    moved = services.working_days_between(before, clock.due_on.day)
    assert moved == clock.pause_days == sum(rests for _runs, rests in pauses)


@anywhen
@given(due=DAYS, later=strategies.integers(1, 200))
def test_extension_ends_on_the_day_or_the_next_working_day(due, later):
    clock = started(in_berlin(due))
    until = clock.due_on.day + timedelta(days=later)
    before = clock.due_on.day

    moved = clocks.extend(clock, until=until)

    assert until <= clock.due_on.day < until + timedelta(days=10)
    assert moved == services.working_days_between(before, clock.due_on.day)


@anywhen
@given(
    start=DAYS,
    turns=strategies.lists(
        strategies.tuples(
            strategies.sampled_from([Party.AMT, Party.SPK, Party.RESIDENT]),
            strategies.integers(0, 40),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_every_working_day_is_somebodys(start, turns):
    rows, at = [], start
    for party, days in turns:
        rows.append(ReferralClockEvent(kind=ClockKind.PAUSE, day=at, party=party))
        at += timedelta(days=days)

    counted = events.days_by_party(rows, until=at)

    assert sum(counted.values()) == services.working_days_between(start, at)
    assert min(counted.values()) >= 0


def test_berlin_day_of_a_moment_is_what_counts():
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)

    assert berlin_date(late) == date(2026, 7, 2)
    assert started(late, 1).due_on.day == date(2026, 7, 3)
