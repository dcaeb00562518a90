"""The days of a date that comes again: "every second Tuesday of a month"."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from participation.networks.enums import Repeat

MOST_TIMES = 26
WEEK = timedelta(days=7)
MONTHS = 12


def days_of(first: date, repeat: Repeat, *, times: int) -> list[date]:
    """`first` and those after it, `times` in all."""
    if repeat == Repeat.ONCE:
        return [first]
    if repeat == Repeat.MONTHLY:
        return list(islice(_monthly(first), times))
    step = WEEK if repeat == Repeat.WEEKLY else 2 * WEEK
    return [first + number * step for number in range(times)]


def _monthly(first: date) -> Iterator[date]:
    """The same weekday of the same week; what is a fifth one is the last of each."""
    week = (first.day - 1) // 7
    year, month = first.year, first.month
    while True:
        yield _weekday_in(year, month, first.weekday(), week)
        year, month = (year + 1, 1) if month == MONTHS else (year, month + 1)


def _weekday_in(year: int, month: int, weekday: int, week: int) -> date:
    start = date(year, month, 1)
    day = start + timedelta(days=(weekday - start.weekday()) % 7) + week * WEEK
    return day if day.month == month else day - WEEK
