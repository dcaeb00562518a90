"""Bringing the calendar of working days into the tables."""

from datetime import date

from django.db import transaction

from commons.clock import berlin_today
from commons.terms.queries import current
from neighbourhood.deadlines import calendar
from neighbourhood.deadlines.models import CalendarTerms, DeclaredHoliday, WorkingDay
from neighbourhood.deadlines.services.holidays import take_out
from neighbourhood.deadlines.services.working_days import renumber


@transaction.atomic
def load_working_days() -> int:
    """Write the working days of all years; returns how many rows changed.

    Declared holidays stay free. Where the law made a day free since the last load,
    open deadlines move; days gone by stay as they were counted.
    """
    last_year = calendar.last_year(berlin_today())
    eves = current(CalendarTerms).free_eves
    days = calendar.working_days(calendar.FIRST_YEAR, last_year, free_eves=eves)
    wanted = set(days)
    wanted -= set(DeclaredHoliday.objects.values_list("day", flat=True))
    known = set(WorkingDay.objects.values_list("day", flat=True))
    if not known:
        return _write_all(sorted(wanted))
    return _bring_up_to_date(wanted, known)


def _write_all(days: list[date]) -> int:
    WorkingDay.objects.bulk_create(
        [WorkingDay(day=day, ordinal=place) for place, day in enumerate(days, start=1)]
    )
    return len(days)


def _bring_up_to_date(wanted: set[date], known: set[date]) -> int:
    today, last_known = berlin_today(), max(known)
    added = sorted(day for day in wanted - known if day > today)
    freed = sorted(day for day in known - wanted if today < day <= last_known)
    WorkingDay.objects.bulk_create([WorkingDay(day=day, ordinal=0) for day in added])
    renumber()
    for day in freed:
        take_out(day)
    return len(added) + len(freed)
