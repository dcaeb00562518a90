"""Pausing and resuming one clock. The caller holds the row's lock and saves it."""

from datetime import datetime

from commons.clock import berlin_date
from neighbourhood.deadlines.models import Deadline
from neighbourhood.deadlines.services.working_days import (
    due_after,
    working_days_between,
)

CLOCK_FIELDS = ("due_on", "first_due_on", "paused_at", "pause_days")
# A question that nobody answers must not stop the clock for ever.
LONGEST_PAUSE = 20


def start(deadline: Deadline, *, at: datetime, working_days: int) -> None:
    """The clock starts; the day it starts on does not count."""
    deadline.due_on = due_after(berlin_date(at), working_days)
    deadline.first_due_on = deadline.due_on


def pause(deadline: Deadline, *, at: datetime) -> None:
    if deadline.paused_at is None:
        deadline.paused_at = at


def resume(deadline: Deadline, *, at: datetime) -> int:
    """The clock goes on: the due date moves by the pause; returns working days.

    A pause counts `LONGEST_PAUSE` working days at most.
    """
    if deadline.paused_at is None or deadline.due_on is None:
        deadline.paused_at = None
        return 0
    paused = working_days_between(berlin_date(deadline.paused_at), berlin_date(at))
    paused = min(paused, LONGEST_PAUSE)
    if paused:
        deadline.due_on = due_after(deadline.due_on.day, paused)
    deadline.pause_days += paused
    deadline.paused_at = None
    return paused
