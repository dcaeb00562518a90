"""Which days Berlin's offices work, by law and by what the SPK declared.

The days by law come from the package `holidays`: it knows Easter, the Frauentag on
8 March since 2019, and the single holidays of 8 May 2020 and 2025 and 17 June 2028.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import holidays

FIRST_YEAR = 2015
LAST_YEAR = 2060
SATURDAY = 5


def legal_holidays(first_year: int, last_year: int) -> dict[date, str]:
    """Berlin's public holidays of these years with their German names."""
    years = range(first_year, last_year + 1)
    return dict(
        holidays.country_holidays("DE", subdiv="BE", years=years, language="de")
    )


def is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def working_days(first_year: int, last_year: int) -> Iterator[date]:
    """The days of these years that are neither weekend nor public holiday."""
    free = legal_holidays(first_year, last_year)
    day, end = date(first_year, 1, 1), date(last_year, 12, 31)
    while day <= end:
        if not is_weekend(day) and day not in free:
            yield day
        day += timedelta(days=1)
