"""Reading a house's own calendar for one thing: when it is busy.

Nothing of its words is kept, and a rule that we do not understand makes the whole file
unreadable, so that no time counts as free which is not.
"""

from collections.abc import Iterable, Iterator

from icalendar import Event, FreeBusy
from icalendar.prop import vPeriod

from commons.foreign_calendars import reading
from commons.foreign_calendars.recurring import Unreadable
from participation.pool.spans import Span

__all__ = ["Unreadable", "busy_spans"]

MOST_SPANS = 20_000
_FREE = frozenset({("STATUS", "CANCELLED"), ("TRANSP", "TRANSPARENT")})


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
    patience = reading.Patience()
    calendar = reading.calendar_in(raw)
    found = [span for entry in calendar.freebusy for span in _said_busy(entry)]
    for series in reading.series_of(calendar.events):
        found += _taken(series, window)
        patience.require()
        if len(found) > MOST_SPANS:
            message = "too much"
            raise Unreadable(message)
    return found


def _taken(series: list[Event], window: Span) -> Iterator[Span]:
    for event, begins, ends in reading.times_of(series, *window.as_range):
        is_free = any(str(event.get(name)).upper() == value for name, value in _FREE)
        if begins < ends and not is_free:
            yield Span(begins, ends)


def _said_busy(entry: FreeBusy) -> Iterator[Span]:
    given = entry.get("FREEBUSY", [])
    for period in given if isinstance(given, list) else [given]:
        if isinstance(period, vPeriod) and period.params.get("FBTYPE") != "FREE":
            yield Span(reading.moment(period.start), reading.moment(period.end))


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.starts_at <= found[-1].ends_at:
            ends = max(found[-1].ends_at, span.ends_at)
            found[-1] = Span(found[-1].starts_at, ends)
        else:
            found.append(span)
    return found
