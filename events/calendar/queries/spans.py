"""From when to when: what "heute", a weekend or a month is, by Berlin's clocks.

A day ends at the next midnight, not 24 hours later: two days a year have 23 or 25.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from commons.clock import (
    BERLIN,
    FIRST_YEAR,
    LAST_YEAR,
    berlin_date,
    berlin_today,
)
from events.calendar.models import Occurrence
from events.calendar.queries.wishes import TODAY, TOMORROW, WEEK, WEEKEND, Wish

DAY = timedelta(days=1)
DAYS_OF_WEEK = 7
SATURDAY, SUNDAY = 5, 6
MONTHS = 12
MORNING = time(6)


@dataclass(frozen=True)
class Span:
    """From the beginning of one moment to before another."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, order=True)
class Month:
    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.after.first - DAY

    @property
    def after(self) -> "Month":
        if self.number == MONTHS:
            return Month(self.year + 1, 1)
        return Month(self.year, self.number + 1)

    @property
    def before(self) -> "Month":
        if self.number == 1:
            return Month(self.year - 1, MONTHS)
        return Month(self.year, self.number - 1)

    @property
    def key(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def weeks(self) -> list[list[date]]:
        """Whole weeks from Monday, with the days of the months beside it."""
        monday = self.first - timedelta(days=self.first.weekday())
        weeks = []
        while monday <= self.last:
            weeks.append([monday + number * DAY for number in range(DAYS_OF_WEEK)])
            monday += DAYS_OF_WEEK * DAY
        return weeks


def month_of(day: date) -> Month:
    return Month(day.year, day.month)


def month_asked(text: str) -> Month:
    """A month as `2026-12`; this month for all else."""
    year, dash, number = text.partition("-")
    is_plain = text.isascii() and year.isdecimal() and number.isdecimal()
    if not (dash and is_plain and len(text) == len("2026-12")):
        return month_of(berlin_today())
    if not (FIRST_YEAR < int(year) < LAST_YEAR and 1 <= int(number) <= MONTHS):
        return month_of(berlin_today())
    return Month(int(year), int(number))


def between(first: date, last: date) -> Span:
    """Both days whole."""
    return Span(_midnight(first), _midnight(last + DAY))


def span_of(wish: Wish) -> Span | None:
    """What a wish says of time; None where it says nothing."""
    if wish.day is not None:
        return between(wish.day, wish.day)
    today = berlin_today()
    if wish.span == TODAY:
        return between(today, today)
    if wish.span == TOMORROW:
        return between(today + DAY, today + DAY)
    if wish.span == WEEK:
        return between(today, today + 6 * DAY)
    if wish.span == WEEKEND:
        return between(*weekend_of(today))
    return None


def weekend_of(day: date) -> tuple[date, date]:
    """The coming Saturday and Sunday, or what is left of this weekend."""
    if day.weekday() == SUNDAY:
        return day, day
    saturday = day + timedelta(days=SATURDAY - day.weekday())
    return saturday, saturday + DAY


def last_day_of(occurrence: Occurrence) -> date:
    """The day that it ends on; a night belongs to the day before."""
    ends_at = timezone.localtime(occurrence.ends_at, BERLIN)
    day = ends_at.date()
    is_short = occurrence.ends_at - occurrence.starts_at < DAY
    is_night = ends_at.time() <= (MORNING if is_short else time.min)
    begins_before = berlin_date(occurrence.starts_at) < day
    return day - DAY if is_night and begins_before else day


def is_of_one_day(occurrence: Occurrence) -> bool:
    return berlin_date(occurrence.starts_at) == last_day_of(occurrence)


def is_of_whole_days(occurrence: Occurrence) -> bool:
    """From midnight to midnight: what partners' calendars give without a time."""
    both = (occurrence.starts_at, occurrence.ends_at)
    return all(timezone.localtime(at, BERLIN).time() == time.min for at in both)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=BERLIN)
