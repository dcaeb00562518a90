"""Counting on Berlin's working days."""

from collections.abc import Collection
from datetime import date

from django.db import connection
from django.db.models import F, Subquery
from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from neighbourhood.deadlines.models import WorkingDay


def due_after(start: date, working_days: int) -> WorkingDay:
    """The day that lies `working_days` working days after `start`.

    `start` itself never counts (§ 187 Abs. 1 BGB), whether it is a working day or
    not; with 0 it is the last working day up to `start`. A negative number counts
    back from there.

    Raises:
        RuleViolation: the calendar does not reach that far.
    """
    last = WorkingDay.objects.filter(day__lte=start).order_by("-day")
    wanted = Subquery(last.values("ordinal")[:1]) + working_days
    found = WorkingDay.objects.filter(ordinal=wanted).first()
    if found is None:
        raise _calendar_ends()
    return found


def _calendar_ends() -> RuleViolation:
    return RuleViolation(
        _("So weit reicht der Kalender der Arbeitstage nicht."), code="calendar_ends"
    )


def days_back(start: date, counts: Collection[int]) -> dict[int, date]:
    """The days that lie some numbers of working days before `start`; one query.

    Raises:
        RuleViolation: the calendar does not reach that far.
    """
    last = WorkingDay.objects.filter(day__lte=start).order_by("-day")
    back = Subquery(last.values("ordinal")[:1]) - F("ordinal")
    rows = WorkingDay.objects.annotate(back=back).filter(back__in=sorted(counts))
    found = dict(rows.values_list("back", "day"))
    if len(found) < len(set(counts)):
        raise _calendar_ends()
    return found


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start`, up to and including `end`.

    Negative if `end` comes before `start`.
    """
    if end < start:
        return -working_days_between(end, start)
    return WorkingDay.objects.filter(day__gt=start, day__lte=end).count()


def renumber() -> None:
    """Give the working days their ordinals again after days came or went."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE deadlines_workingday AS working
            SET ordinal = counted.place
            FROM (
                SELECT day, row_number() OVER (ORDER BY day) AS place
                FROM deadlines_workingday
            ) AS counted
            WHERE counted.day = working.day AND counted.place <> working.ordinal
            """
        )
