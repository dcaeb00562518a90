from dataclasses import dataclass
from datetime import date

from neighbourhood.deadlines import calendar
from neighbourhood.deadlines.models import DeclaredHoliday


@dataclass(frozen=True)
class FreeDay:
    """A day off; `declared` is there if the SPK entered it."""

    day: date
    name: str
    declared: DeclaredHoliday | None = None


def free_days(after: date) -> list[FreeDay]:
    """The days off of the rest of this year and the next, weekends left out."""
    legal = [
        FreeDay(day, name)
        for day, name in calendar.legal_holidays(after.year, after.year + 1).items()
        if day > after and not calendar.is_weekend(day)
    ]
    declared = [
        FreeDay(holiday.day, holiday.name, holiday)
        for holiday in DeclaredHoliday.objects.filter(day__gt=after)
    ]
    return sorted([*legal, *declared], key=lambda free: free.day)
