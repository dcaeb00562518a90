"""A time from one moment to another: what is booked, busy or free."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from commons.clock import BERLIN, berlin_date


@dataclass(frozen=True, order=True)
class Span:
    """The end itself no longer belongs to it, so one may begin where another ends."""

    starts_at: datetime
    ends_at: datetime

    @classmethod
    def of_day(cls, day: date) -> Self:
        """A Berlin day, as long as it is: twice a year not 24 hours."""
        ends = datetime.combine(day + timedelta(days=1), time.min, tzinfo=BERLIN)
        return cls(datetime.combine(day, time.min, tzinfo=BERLIN), ends)

    @classmethod
    def of_range(cls, during: Any) -> Self:
        """What a column of the database holds."""
        return cls(during.lower, during.upper)

    @property
    def as_range(self) -> tuple[datetime, datetime]:
        return self.starts_at, self.ends_at

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    @property
    def first_day(self) -> date:
        return berlin_date(self.starts_at)

    @property
    def last_day(self) -> date:
        """A span that ends at midnight does not reach into the next day."""
        return berlin_date(self.ends_at - timedelta(microseconds=1))

    @property
    def is_of_one_day(self) -> bool:
        return self.first_day == self.last_day

    def overlaps(self, other: "Span") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def within(self, other: "Span") -> "Span":
        """The part of it that lies in the other, which it overlaps."""
        return Span(
            max(self.starts_at, other.starts_at), min(self.ends_at, other.ends_at)
        )

    def moved(self, days: int = 0, minutes: int = 0) -> "Span":
        """The same by the clock on another day or at another hour, in Berlin."""
        by = timedelta(days=days, minutes=minutes)
        return Span(_by_the_clock(self.starts_at, by), _by_the_clock(self.ends_at, by))


def _by_the_clock(moment: datetime, by: timedelta) -> datetime:
    """Ten o'clock stays ten o'clock over the night in which the clock is changed."""
    return moment.astimezone(BERLIN) + by
