"""Pausing and resuming one clock. The caller holds the row's lock and saves it.

What the clock did is kept with `events.note`: by the app whose clock it is, since only
that knows why.
"""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_date
from commons.errors import RuleViolation
from neighbourhood.deadlines.models import Deadline, WorkingDay
from neighbourhood.deadlines.services.working_days import (
    due_after,
    working_days_between,
)

CLOCK_FIELDS = ("due_on", "first_due_on", "paused_at", "pause_days")


def start(deadline: Deadline, *, at: datetime, working_days: int) -> None:
    """The clock starts; the day it starts on does not count."""
    deadline.due_on = due_after(berlin_date(at), working_days)
    deadline.first_due_on = deadline.due_on


def pause(deadline: Deadline, *, at: datetime) -> None:
    if deadline.paused_at is None:
        deadline.paused_at = at


def resume(deadline: Deadline, *, at: datetime) -> int:
    """The clock goes on: the due date moves by the pause; returns working days."""
    if deadline.paused_at is None or deadline.due_on is None:
        deadline.paused_at = None
        return 0
    paused = working_days_between(berlin_date(deadline.paused_at), berlin_date(at))
    if paused:
        deadline.due_on = due_after(deadline.due_on.day, paused)
    deadline.pause_days += paused
    deadline.paused_at = None
    return paused


def day_from(wanted: date) -> WorkingDay:
    """`wanted`, or the next working day.

    Raises:
        RuleViolation: the calendar does not reach that far.
    """
    following = WorkingDay.objects.filter(day__gte=wanted).order_by("day").first()
    if following is None:
        raise RuleViolation(
            _("So weit reicht der Kalender der Arbeitstage nicht."),
            code="calendar_ends",
        )
    return following


def put(deadline: Deadline, day: WorkingDay) -> None:
    """Whoever set the date sets another one, later or earlier."""
    deadline.due_on = day
    if deadline.first_due_on is None or day.day < deadline.first_due_on.day:
        deadline.first_due_on = day


def extend(deadline: Deadline, *, until: date) -> int:
    """Move the due date to `until`, or to the next working day; returns working days.

    Raises:
        RuleViolation: that is not later than it is due, or beyond the calendar.
    """
    following = day_from(until)
    if deadline.due_on is None or following.day <= deadline.due_on.day:
        raise RuleViolation(
            _("Der neue Termin muss nach dem bisherigen liegen."),
            code="extension_backwards",
        )
    moved = working_days_between(deadline.due_on.day, following.day)
    deadline.due_on = following
    return moved
