"""Whether a rule of RFC 5545, which may be hostile, can be counted at in good time."""

from datetime import date
from typing import Any

from icalendar import Event, vRecur

FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
PARTS = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
    | {"BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"}
)
FIRST_YEAR = 1990
MOST_INTERVAL = 1_000
MOST_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
DAYS_OF = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
# Real calendars know one; each may take half a second to count at.
MOST_RULES = 3
MOST_EXTRA = 2_000


class Unreadable(Exception):  # noqa: N818 -- says what the file is
    """Nothing that we understand."""


def require_countable(event: Event) -> None:
    """Nothing is said of an event that happens once.

    Raises:
        Unreadable: a rule without sense, or one that we would count at for too long.
    """
    rules = _listed(event, "RRULE")
    if len(rules) > MOST_RULES or _extra_times(event) > MOST_EXTRA:
        message = "too many rules or dates"
        raise Unreadable(message)
    for rule in rules:
        if not _is_countable(rule, event.start):
            raise Unreadable(str(rule)[:40])


def _listed(event: Event, name: str) -> list[Any]:
    given = event.get(name, [])
    return given if isinstance(given, list) else [given]


def _extra_times(event: Event) -> int:
    """Dates that a series names one by one, to come or to be left out."""
    lines = [*_listed(event, "RDATE"), *_listed(event, "EXDATE")]
    return sum(len(getattr(line, "dts", ())) for line in lines)


def _is_countable(rule: vRecur, begins: date) -> bool:
    frequency = str(rule.get("FREQ", [""])[0]).upper()
    is_known = set(rule) <= PARTS and frequency in FREQUENCIES
    if not is_known or begins.year < FIRST_YEAR:
        return False
    is_sane = 1 <= rule.get("INTERVAL", [1])[0] <= MOST_INTERVAL
    is_once = rule.get("COUNT", [1])[0] >= 1
    return is_sane and is_once and _has_days(rule) and _has_places(rule, frequency)


def _has_days(rule: vRecur) -> bool:
    """The thirtieth of February would be looked for until the end of all years."""
    if "BYMONTHDAY" not in rule:
        return True
    months = [int(month) for month in rule.get("BYMONTH", [1])]
    return any(
        1 <= abs(day) <= DAYS_OF.get(month, 31)
        for day in rule["BYMONTHDAY"]
        for month in months
    )


def _has_places(rule: vRecur, frequency: str) -> bool:
    """A hundredth day of a week would be looked for as long."""
    most = MOST_DAYS[frequency]
    if frequency == "WEEKLY":
        most = len(rule.get("BYDAY", [""]))
    return all(1 <= abs(place) <= most for place in rule.get("BYSETPOS", []))
