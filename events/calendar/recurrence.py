"""When a series takes place: RFC 5545 rules counted by Berlin's wall clock.

"Every Tuesday at six" is six o'clock in summer and in winter. A time that the last
Sunday of March leaves out is the same distance from midnight, so an hour later on the
clock; one that the last Sunday of October has twice is the first of both (RFC 5545,
3.3.5). A day that a month or year does not have (31 June, 29 February) is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from dateutil import rrule
from django.utils.translation import gettext_lazy as _

from commons.clock import BERLIN
from commons.errors import RuleViolation
from events.calendar.enums import Rhythm

# So many dates of one series are rows at most: two years of every day.
MOST_DATES = 730
LONGEST = timedelta(days=31)
LAST_WEEK = 5  # what is a fifth one is taken as the last
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# What a rule may say, by how often it comes: nothing that a machine counts for hours.
MAY_SAY = {
    "DAILY": {"BYDAY"},
    "WEEKLY": {"BYDAY", "WKST"},
    "MONTHLY": {"BYDAY", "BYMONTHDAY", "BYSETPOS", "WKST"},
    "YEARLY": {"BYDAY", "BYMONTH", "BYMONTHDAY"},
}
ALWAYS = {"FREQ", "INTERVAL", "COUNT", "UNTIL"}
_VALUES = {
    "INTERVAL": re.compile(r"[1-9]\d?"),
    "COUNT": re.compile(r"[1-9]\d{0,2}"),
    "UNTIL": re.compile(r"\d{8}(T\d{6}Z?)?"),
    "BYDAY": re.compile(
        r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU))*"
    ),
    "BYMONTHDAY": re.compile(r"-?([1-9]|[12]\d|3[01])(,-?([1-9]|[12]\d|3[01]))*"),
    "BYMONTH": re.compile(r"([1-9]|1[0-2])(,([1-9]|1[0-2]))*"),
    "BYSETPOS": re.compile(r"-?[1-5]"),
    "WKST": re.compile(r"MO|SU"),
}


@dataclass(frozen=True)
class Span:
    starts_at: datetime
    ends_at: datetime


def rule_of(rhythm: str, first: date, *, until: date | None = None) -> str:
    """The rule that people mean, as RFC 5545 writes it; '' for once.

    Args:
        first: the first day, which names weekday and day of the month.
        until: the last day on which it may be.
    """
    weekday = DAYS[first.weekday()]
    week = (first.day - 1) // 7 + 1
    place = -1 if week == LAST_WEEK else week
    said = {
        Rhythm.ONCE: "",
        Rhythm.DAILY: "FREQ=DAILY",
        Rhythm.WEEKLY: "FREQ=WEEKLY",
        Rhythm.FORTNIGHTLY: "FREQ=WEEKLY;INTERVAL=2",
        Rhythm.MONTHLY_WEEKDAY: f"FREQ=MONTHLY;BYDAY={place}{weekday}",
        Rhythm.MONTHLY_LAST: f"FREQ=MONTHLY;BYDAY=-1{weekday}",
        Rhythm.MONTHLY_DAY: f"FREQ=MONTHLY;BYMONTHDAY={first.day}",
        Rhythm.YEARLY: f"FREQ=YEARLY;BYMONTH={first.month};BYMONTHDAY={first.day}",
    }[Rhythm(rhythm)]
    if not said or until is None:
        return said
    return f"{said};UNTIL={until:%Y%m%d}T235959"


def rhythm_of(rule: str) -> Rhythm | None:
    """How people say the rule; None for one that the form does not offer."""
    parts = {key: value for key, value in _parts(rule) if key != "UNTIL"}
    frequency, day = parts.get("FREQ", ""), parts.get("BYDAY", "")
    known = {
        (): Rhythm.ONCE,
        ("DAILY",): Rhythm.DAILY,
        ("WEEKLY",): Rhythm.WEEKLY,
        ("WEEKLY", "2"): Rhythm.FORTNIGHTLY,
    }
    if frequency == "MONTHLY" and set(parts) == {"FREQ", "BYDAY"}:
        is_last = day.startswith("-1")
        return Rhythm.MONTHLY_LAST if is_last else Rhythm.MONTHLY_WEEKDAY
    if frequency == "MONTHLY" and set(parts) == {"FREQ", "BYMONTHDAY"}:
        return Rhythm.MONTHLY_DAY
    if frequency == "YEARLY" and set(parts) == {"FREQ", "BYMONTH", "BYMONTHDAY"}:
        return Rhythm.YEARLY
    return known.get(tuple(parts.values()))


def last_day_of(rule: str) -> date | None:
    until = dict(_parts(rule)).get("UNTIL")
    return _until(until).date() if until else None


def check(rule: str) -> str:
    """The rule if it is one that we count.

    Raises:
        RuleViolation: it is something else (`rule_unknown`).
    """
    parts = _parts(rule)
    said = dict(parts)
    allowed = ALWAYS | MAY_SAY.get(said.get("FREQ", ""), set())
    is_known = "FREQ" in said and len(said) == len(parts) and set(said) <= allowed
    is_known = is_known and said["FREQ"] in MAY_SAY
    fits = all(
        key == "FREQ" or (key in _VALUES and _VALUES[key].fullmatch(value))
        for key, value in parts
    )
    has_one_end = not {"COUNT", "UNTIL"} <= set(said)
    if rule and not (is_known and fits and has_one_end and _is_date(said)):
        raise RuleViolation(
            _("Diese Wiederholung verstehen wir nicht."), code="rule_unknown"
        )
    return rule


def spans(rule: str, first: Span, *, until: datetime) -> Iterator[Span]:
    """The dates of a series, the first one included, that begin before `until`.

    Raises:
        RuleViolation: the rule is none that we count (`rule_unknown`).
    """
    if not check(rule):
        yield first
        return
    begin, end = _wall(first.starts_at), _wall(first.ends_at)
    last = _wall(until)
    for start in islice(_counted(rule, begin), MOST_DATES):
        if start >= last:
            return
        yield _span(start, start + (end - begin), first)


def includes_first(rule: str, first: date) -> bool:
    """Whether the first day is one of the rule: "the last Sunday" may be another."""
    begin = datetime.combine(first, time(12))
    return not rule or next(_counted(check(rule), begin), None) == begin


def _counted(rule: str, begin: datetime) -> Iterator[datetime]:
    """Naive starts, none of them earlier than `begin`."""
    parts = [
        f"UNTIL={_until(value):%Y%m%dT%H%M%S}" if key == "UNTIL" else f"{key}={value}"
        for key, value in _parts(rule)
    ]
    return iter(rrule.rrulestr(";".join(parts), dtstart=begin))


def _span(start: datetime, end: datetime, first: Span) -> Span:
    """On the clock; where the clock's hour is missing between both, as long as ever."""
    # In one zone Python compares and counts by the clock, not by the moment.
    starts_at, ends_at = (moment(wall).astimezone(UTC) for wall in (start, end))
    if ends_at <= starts_at:
        ends_at = starts_at + (first.ends_at - first.starts_at)
    return Span(starts_at, ends_at)


def moment(wall: datetime) -> datetime:
    """What the clock of Berlin shows, as a moment; see above for hours that aren't."""
    # By UTC and back: a missing hour gets the name that clocks show then.
    there = wall.replace(tzinfo=BERLIN, fold=0)
    return datetime.fromtimestamp(there.timestamp(), BERLIN)


def _wall(at: datetime) -> datetime:
    return at.astimezone(BERLIN).replace(tzinfo=None)


def _parts(rule: str) -> list[tuple[str, str]]:
    pairs = [part.partition("=") for part in rule.split(";") if part]
    return [(key, value) for key, _equals, value in pairs]


def _until(value: str) -> datetime:
    """The last moment on the clock of Berlin; a day counts to its end."""
    if value.endswith("Z"):
        return _wall(datetime.strptime(f"{value[:-1]}+0000", "%Y%m%dT%H%M%S%z"))
    if "T" in value:
        return datetime.strptime(value, "%Y%m%dT%H%M%S")  # noqa: DTZ007 -- wall clock
    day = datetime.strptime(value, "%Y%m%d")  # noqa: DTZ007 -- wall clock
    return day.replace(hour=23, minute=59, second=59)


def _is_date(said: dict[str, str]) -> bool:
    try:
        return "UNTIL" not in said or bool(_until(said["UNTIL"]))
    except (ValueError, OverflowError):
        return False
