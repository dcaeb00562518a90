"""Reading a house's own calendar (RFC 5545) for one thing: when it is busy.

The file comes from somebody else: nothing of its words is kept, it ends no loop of
ours, and a rule that we do not understand makes the whole file unreadable, so that no
time counts as free which is not.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time as clock_time

import recurring_ical_events
from icalendar import Calendar, Component, Event, FreeBusy
from icalendar.parser import Contentlines
from icalendar.prop import vPeriod

from commons.clock import BERLIN
from participation.pool import recurring
from participation.pool.recurring import Unreadable
from participation.pool.spans import Span

__all__ = ["Unreadable", "busy_spans"]

MOST_EVENTS = 5_000
MOST_SPANS = 20_000
LONGEST_RUN = 10.0  # seconds
_FREE = frozenset({("STATUS", "CANCELLED"), ("TRANSP", "TRANSPARENT")})
_ZONE = "VTIMEZONE"


def busy_spans(raw: bytes, window: Span) -> list[Span]:
    """When somebody is busy in the window: sorted, and those that touch made one.

    Raises:
        Unreadable: it is no calendar, or holds what we cannot understand.
    """
    try:
        return _merged(
            span.within(window) for span in _spans(raw, window) if span.overlaps(window)
        )
    except Unreadable:
        raise
    except Exception as error:  # what a stranger writes may break a reader in any way
        raise Unreadable(type(error).__name__) from error


def _spans(raw: bytes, window: Span) -> list[Span]:
    deadline = time.monotonic() + LONGEST_RUN
    calendar = _read(raw)
    found = [span for entry in calendar.freebusy for span in _said_busy(entry)]
    for series in _series(calendar.events):
        found += _taken(series, window)
        if time.monotonic() > deadline or len(found) > MOST_SPANS:
            message = "too much"
            raise Unreadable(message)
    return found


def _read(raw: bytes) -> Calendar:
    """Without the zones that a file brings along.

    Their rules would be counted at once, and the library keeps a zone for good.
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


def _series(events: list[Event]) -> Iterable[list[Event]]:
    """What recurs, together with what takes the place of one time."""
    if len(events) > MOST_EVENTS:
        message = "too many events"
        raise Unreadable(message)
    found = defaultdict(list)
    for event in events:
        if event.errors:
            raise Unreadable(str(event.errors[0]))
        recurring.require_countable(event)
        found[str(event.get("UID", ""))].append(event)
    return found.values()


def _taken(series: list[Event], window: Span) -> Iterator[Span]:
    calendar = Calendar()
    calendar.subcomponents = [*series]
    times = recurring_ical_events.of(calendar)
    for event in times.between(window.starts_at, window.ends_at):
        is_free = any(str(event.get(name)).upper() == value for name, value in _FREE)
        begins, ends = _moment(event.start), _moment(event.end)
        if begins < ends and not is_free:
            yield Span(begins, ends)


def _said_busy(entry: FreeBusy) -> Iterator[Span]:
    given = entry.get("FREEBUSY", [])
    for period in given if isinstance(given, list) else [given]:
        if isinstance(period, vPeriod) and period.params.get("FBTYPE") != "FREE":
            yield Span(_moment(period.start), _moment(period.end))


def _moment(value: date) -> datetime:
    """A day begins at midnight in Berlin; what names no zone means Berlin."""
    if not isinstance(value, datetime):
        return datetime.combine(value, clock_time(), BERLIN)
    return value if value.tzinfo else value.replace(tzinfo=BERLIN)


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.starts_at <= found[-1].ends_at:
            ends = max(found[-1].ends_at, span.ends_at)
            found[-1] = Span(found[-1].starts_at, ends)
        else:
            found.append(span)
    return found
