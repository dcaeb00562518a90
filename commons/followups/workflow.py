"""Whose team a Wiedervorlage may be, and which day a word means."""

import calendar
from datetime import date, timedelta

from commons.followups.enums import When

# Roles of the accounts above, by their codes: whoever moderates a region.
TEAM = ("moderator", "coordinator")
WEEK = timedelta(days=7)
MONTHS = 12


def day_of(when: When, today: date) -> date:
    """The day that a quick choice means, whether somebody works on it or not."""
    if when == When.TOMORROW:
        return today + timedelta(days=1)
    if when == When.WEEK:
        return today + WEEK
    return _a_month_after(today)


def _a_month_after(day: date) -> date:
    """The same day of the next month, or its last one: 31 January, 28 February."""
    year, month = divmod(day.year * MONTHS + day.month, MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
