from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from commons.clock import berlin_today
from commons.terms.queries import current
from neighbourhood.deadlines import calendar
from neighbourhood.deadlines.models import (
    CalendarTerms,
    Closure,
    DeclaredHoliday,
    WorkingDay,
)

# From then on residents read of closure days wherever they turn to the SPK.
NEAR = timedelta(days=14)
CHRISTMAS_EVE = 24


@dataclass(frozen=True)
class FreeDay:
    """A day off; `declared` is there if the SPK entered it."""

    day: date
    name: str
    declared: DeclaredHoliday | None = None


def free_days(after: date) -> list[FreeDay]:
    """The days off of the rest of this year and the next, weekends left out."""
    eves = current(CalendarTerms).free_eves
    legal = [
        FreeDay(day, name)
        for day, name in calendar.legal_holidays(after.year, after.year + 1).items()
        if day > after and not calendar.is_weekend(day)
    ]
    legal += [
        FreeDay(day, _("Heiligabend") if day.day == CHRISTMAS_EVE else _("Silvester"))
        for year in (after.year, after.year + 1)
        for day in (date(year, *eve) for eve in sorted(eves))
        if day > after and not calendar.is_weekend(day)
    ]
    declared = [
        FreeDay(holiday.day, holiday.name, holiday)
        for holiday in DeclaredHoliday.objects.filter(day__gt=after)
    ]
    return sorted([*legal, *declared], key=lambda free: free.day)


def closures_to_come() -> list[Closure]:
    """Announced and not over yet, the next one first."""
    return list(Closure.objects.filter(last_day__gte=berlin_today()))


def closures_near() -> list[Closure]:
    """What somebody should know who turns to the SPK today."""
    today = berlin_today()
    return list(Closure.objects.within(today, today + NEAR))


def closures_between(first_day: date, last_day: date) -> list[Closure]:
    return list(Closure.objects.within(first_day, last_day))


def why_free(day: date) -> str:
    """Why the SPK is not there on a day, or ""; two queries at most."""
    if calendar.is_weekend(day):
        return _("An Wochenenden wird nicht gearbeitet.")
    closure = Closure.objects.within(day, day).first()
    if closure is not None:
        return _("Die SPK hat geschlossen: %(reason)s.") % {"reason": closure.reason}
    if WorkingDay.objects.filter(day=day).exists():
        return ""
    return _("Das ist ein Feiertag.")
