"""Counting working days; pausing clocks and declaring holidays have own modules."""

from neighbourhood.deadlines.services.working_days import (
    due_after,
    working_days_between,
)

__all__ = ["due_after", "working_days_between"]
