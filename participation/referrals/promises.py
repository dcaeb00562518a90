"""By when a department promises something: a day, a quarter or a budget year.

Stored is the last day of it, so that all promises are due alike; its words say no more
than the department could.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commons.spoken import day_in_words
from participation.referrals.enums import PromiseKind

MONTHS_A_QUARTER = 3
QUARTERS = 4
# So many years ahead somebody may promise: this one and four to come.
YEARS_AHEAD = 4
Period = tuple[PromiseKind, date]


def in_words(kind: PromiseKind, last_day: date) -> str:
    """To follow "zugesagt": `bis zum 30. Juni 2027`, `im 2. Quartal 2027`."""
    if kind == PromiseKind.QUARTER:
        return _("im %(quarter)s. Quartal %(year)s") % {
            "quarter": quarter_of(last_day),
            "year": last_day.year,
        }
    if kind == PromiseKind.BUDGET_YEAR:
        return _("im Haushaltsjahr %(year)s") % {"year": last_day.year}
    return _("bis zum %(day)s") % {"day": day_in_words(last_day)}


def in_month(day: date) -> str:
    """`im März 2027`: as exactly as one says when something is looked at again."""
    return _("im %(month)s") % {"month": date_format(day, "F Y")}


def quarter_of(day: date) -> int:
    return (day.month - 1) // MONTHS_A_QUARTER + 1


def last_day_of_quarter(year: int, quarter: int) -> date:
    if quarter == QUARTERS:
        return date(year, 12, 31)
    return date(year, quarter * MONTHS_A_QUARTER + 1, 1) - timedelta(days=1)


def value_of(kind: PromiseKind, last_day: date) -> str:
    """How a form names a period; nothing for a day."""
    if kind == PromiseKind.QUARTER:
        return f"{last_day.year}-Q{quarter_of(last_day)}"
    return str(last_day.year) if kind == PromiseKind.BUDGET_YEAR else ""


def periods_from(today: date) -> Iterator[tuple[str, PromiseKind, date]]:
    """Quarters and budget years that end today or later, the nearest first."""
    years = range(today.year, today.year + YEARS_AHEAD + 1)
    for year in years:
        for quarter in range(1, QUARTERS + 1):
            last = last_day_of_quarter(year, quarter)
            if last >= today:
                yield value_of(PromiseKind.QUARTER, last), PromiseKind.QUARTER, last
    for year in years:
        yield str(year), PromiseKind.BUDGET_YEAR, date(year, 12, 31)


def period_named(value: str, today: date) -> Period | None:
    """What a form named; None if it is no period that lies ahead."""
    for known, kind, last in periods_from(today):
        if known == value:
            return kind, last
    return None
