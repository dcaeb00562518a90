"""Counting working days; clocks, holidays and closures have modules of their own."""

from neighbourhood.deadlines.services.office_days import (
    first_look_after,
    office_day_after,
    office_days,
)
from neighbourhood.deadlines.services.working_days import (
    days_back,
    due_after,
    working_days_between,
)

__all__ = [
    "days_back",
    "due_after",
    "first_look_after",
    "office_day_after",
    "office_days",
    "working_days_between",
]
