"""Which days Berlin's offices work, by law and by what the SPK declared.

The days by law come from the package `holidays`: it knows Easter, the Frauentag on
8 March since 2019, and the single holidays of 8 May 2020 and 2025 and 17 June 2028.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import holidays

FIRST_YEAR = 2015
LAST_YEAR = 2060
# The calendar reaches at least so far ahead; a yearly task sees to it.
YEARS_AHEAD = 30
SATURDAY = 5
Eves = frozenset[tuple[int, int]]


def last_year(today: date) -> int:
    """How far the stored calendar reaches."""
    return max(LAST_YEAR, today.year + YEARS_AHEAD)


def legal_holidays(first_year: int, last_year: int) -> dict[date, str]:
    """Berlin's public holidays of these years with their German names."""
    years = range(first_year, last_year + 1)
    return dict(
        holidays.country_holidays("DE", subdiv="BE", years=years, language="de")
    )


def is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def working_days(
    first_year: int, last_year: int, *, free_eves: Eves = frozenset()
) -> Iterator[date]:
    """The days of these years that are neither weekend nor public holiday.

    Args:
        free_eves: month and day of days that are free by the district's own rule.
    """
    free = legal_holidays(first_year, last_year)
    day, end = date(first_year, 1, 1), date(last_year, 12, 31)
    while day <= end:
        is_free = day in free or (day.month, day.day) in free_eves
        if not is_weekend(day) and not is_free:
            yield day
        day += timedelta(days=1)
