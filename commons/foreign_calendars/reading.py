"""Reading calendar files (RFC 5545) that somebody else wrote.

`icalendar` parses and `recurring-ical-events` says when something recurs. Ours is what
a library does not do for a stranger's file: nothing in it ends a loop of ours, and the
zones that it brings along are left out, for the library would count at their rules at
once and keep them for every later file.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time as clock_time

import recurring_ical_events
from icalendar import Calendar, Component, Event
from icalendar.parser import Contentlines

from commons.clock import BERLIN
from commons.foreign_calendars import recurring
from commons.foreign_calendars.recurring import Unreadable

MOST_EVENTS = 5_000
LONGEST_RUN = 10.0  # seconds
_ZONE = "VTIMEZONE"


class Patience:
    """How long one file may keep us, from now on."""

    def __init__(self, seconds: float | None = None) -> None:
        self._ends = time.monotonic() + (LONGEST_RUN if seconds is None else seconds)

    def require(self) -> None:
        """Raise `Unreadable` once it is over."""
        if time.monotonic() > self._ends:
            message = "too much"
            raise Unreadable(message)


def calendar_in(raw: bytes) -> Calendar:
    """The whole file, without the zones that it brings along.

    Raises:
        Unreadable: it is something else.
    """
    lines, is_zone = [], False
    for line in Contentlines.from_ical(raw):  # type: ignore[no-untyped-call]  # theirs
        sign = line.upper()
        if sign.startswith(("BEGIN", "END")) and sign.endswith(_ZONE):
            is_zone = sign.startswith("BEGIN")
        elif not is_zone:
            lines.append(line)
    calendar = Component.from_ical("\r\n".join(lines))
    if not isinstance(calendar, Calendar):
        message = "no calendar"
        raise Unreadable(message)
    return calendar


def series_of(events: list[Event]) -> Iterable[list[Event]]:
    """What recurs, together with what takes the place of one time.

    Raises:
        Unreadable: one of them is broken, recurs without sense, or they are too many.
    """
    if len(events) > MOST_EVENTS:
        message = "too many events"
        raise Unreadable(message)
    found = defaultdict(list)
    for event in events:
        require_readable(event)
        found[str(event.get("UID", ""))].append(event)
    return found.values()


def require_readable(event: Event) -> None:
    """Raise `Unreadable` for what is broken, or recurs as nobody can count."""
    if event.errors:
        raise Unreadable(str(event.errors[0]))
    recurring.require_countable(event)


def times_of(
    series: list[Event], begins: datetime, ends: datetime
) -> Iterator[tuple[Event, datetime, datetime]]:
    """Each time of a series within a window: the event, when it begins and ends.

    `RECURRENCE-ID` of the event is the time at which it would be without a change.
    """
    calendar = Calendar()
    calendar.subcomponents = [*series]
    for event in recurring_ical_events.of(calendar).between(begins, ends):
        yield event, moment(event.start), moment(event.end)


def moment(value: date) -> datetime:
    """A day begins at midnight in Berlin; what names no zone means Berlin."""
    if not isinstance(value, datetime):
        return datetime.combine(value, clock_time(), BERLIN)
    return value if value.tzinfo else value.replace(tzinfo=BERLIN)
