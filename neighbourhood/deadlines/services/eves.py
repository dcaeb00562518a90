"""Whether deadlines rest on 24 and 31 December."""

from typing import Any

from django.db import transaction

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.terms.services import change
from neighbourhood.deadlines import calendar
from neighbourhood.deadlines.models import CalendarTerms, DeclaredHoliday, WorkingDay
from neighbourhood.deadlines.services.holidays import take_out_all
from neighbourhood.deadlines.services.working_days import renumber


@transaction.atomic
def change_eves(values: dict[str, Any], *, by: User) -> CalendarTerms:
    """Let both eves to come be free or working days.

    Open deadlines from a day on that becomes free move by one working day; where one
    becomes a working day again, they stay: nobody loses a day they were promised.
    """
    held = change(CalendarTerms, values, by=by, verb="calendar.changed")
    _take_out(held)
    _bring_back(held)
    return held


def _take_out(terms: CalendarTerms) -> None:
    to_come = WorkingDay.objects.filter(day__gt=berlin_today(), day__month=12)
    days = to_come.order_by("day").values_list("day", flat=True)
    take_out_all([day for day in days if (day.month, day.day) in terms.free_eves])


def _bring_back(terms: CalendarTerms) -> None:
    today = berlin_today()
    last_year = calendar.last_year(today)
    eves = {(12, 24), (12, 31)}
    declared = set(DeclaredHoliday.objects.values_list("day", flat=True))
    known = set(WorkingDay.objects.filter(day__month=12).values_list("day", flat=True))
    missing = [
        day
        for day in calendar.working_days(
            today.year, last_year, free_eves=terms.free_eves
        )
        if (day.month, day.day) in eves and day > today and day not in known | declared
    ]
    if missing:
        WorkingDay.objects.bulk_create(
            [WorkingDay(day=day, ordinal=0) for day in missing]
        )
        renumber()
