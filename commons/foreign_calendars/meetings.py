"""What a stranger's calendar announces: events with words, place and times.

One entry that cannot be read is named and left out; the rest comes in. What is marked
as private or not yet settled stays where it is.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum
from hashlib import sha256
from urllib.parse import urlsplit

from icalendar import Component, Event
from icalendar.prop import vGeo

from commons.foreign_calendars import reading
from commons.foreign_calendars.lines import Entry, taken_apart
from commons.foreign_calendars.plain import as_plain, on_one_line
from commons.foreign_calendars.recurring import Unreadable

MOST_MEETINGS = 500
MOST_TIMES = 400  # of one series
LONGEST_UID = 250
USUAL_LENGTH = timedelta(hours=1)
_QUIET_CLASSES = frozenset({"PRIVATE", "CONFIDENTIAL"})


class Why(Enum):
    """Why an entry does not come in; `value` is kept in rows."""

    BROKEN = "broken"
    NO_BEGINNING = "no_beginning"
    NO_TITLE = "no_title"
    BAD_RULE = "bad_rule"
    BAD_TIME = "bad_time"
    PRIVATE = "private"
    TENTATIVE = "tentative"
    TOO_MANY = "too_many"
    TWICE = "twice"


@dataclass(frozen=True)
class Unread:
    """An entry that does not come in: where it stands, what it is called, why."""

    line: int
    title: str
    why: Why
    uid: str = ""


@dataclass(frozen=True, order=True)
class Time:
    """One time of an event; `original_at` is when it would be without a change."""

    original_at: datetime
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool = False


@dataclass(frozen=True)
class Meeting:
    """An event or a series, with all its times in the window."""

    uid: str
    line: int
    title: str
    times: tuple[Time, ...]
    text: str = ""
    where: str = ""
    url: str = ""
    point: tuple[float, float] | None = None  # longitude, latitude
    is_all_day: bool = False

    @property
    def is_cancelled(self) -> bool:
        return all(time.is_cancelled for time in self.times)


@dataclass
class Reading:
    """`meetings` have a time in the window; what is over or far away is not said."""

    name: str = ""
    meetings: list[Meeting] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


class _Left(Exception):  # noqa: N818 -- says what becomes of an entry
    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class _Written:
    """An entry that can be read, still as the library gives it."""

    line: int
    title: str
    event: Event


def meetings_in(raw: bytes, begins: datetime, ends: datetime) -> Reading:
    """What the file announces between two moments, in the order of the first times.

    Raises:
        Unreadable: it is no calendar file, or would take too long.
    """
    try:
        return _read(raw, begins, ends)
    except Unreadable:
        raise
    except Exception as error:  # what a stranger writes may break a reader in any way
        raise Unreadable(type(error).__name__) from error


def _read(raw: bytes, begins: datetime, ends: datetime) -> Reading:
    patience = reading.Patience()
    pieces = taken_apart(raw)
    if len(pieces.entries) > reading.MOST_EVENTS:
        message = "too many events"
        raise Unreadable(message)
    found = Reading(name=_name_in(pieces.properties))
    by_uid: dict[str, list[_Written]] = defaultdict(list)
    for entry in pieces.entries:
        patience.require()
        for uid, written in _understood(entry, found):
            by_uid[uid].append(written)
    for uid, series in by_uid.items():
        patience.require()
        _add(found, uid, series, (begins, ends))
    found.meetings.sort(key=lambda meeting: (meeting.times[0], meeting.uid))
    _cut_off(found)
    return found


def _understood(entry: Entry, found: Reading) -> Iterator[tuple[str, _Written]]:
    title = ""
    try:
        event = _event_of(entry)
        title = on_one_line(str(event.get("SUMMARY", "")))
        _require_wanted(event)
        uid = str(event.get("UID", "")).strip()[:LONGEST_UID] or _made_up(event)
        yield uid, _Written(entry.line, title, event)
    except _Left as left:
        found.unread.append(Unread(entry.line, title, left.why))
    except Exception:  # noqa: BLE001 -- a stranger's words may break a reader in any way
        found.unread.append(Unread(entry.line, title, Why.BROKEN))


def _event_of(entry: Entry) -> Event:
    event = Component.from_ical(entry.text)
    if not isinstance(event, Event):
        raise _Left(Why.BROKEN)
    return event


def _require_wanted(event: Event) -> None:
    if str(event.get("CLASS", "")).upper() in _QUIET_CLASSES:
        raise _Left(Why.PRIVATE)
    if str(event.get("STATUS", "")).upper() == "TENTATIVE":
        raise _Left(Why.TENTATIVE)
    if event.errors:
        raise _Left(_why_broken(event))
    if "DTSTART" not in event:
        raise _Left(Why.NO_BEGINNING)
    try:
        reading.require_readable(event)
    except Unreadable:
        raise _Left(Why.BAD_RULE) from None


def _why_broken(event: Event) -> Why:
    broken = {str(name).upper() for name, _words in event.errors}
    if broken & {"RRULE", "RDATE", "EXDATE"}:
        return Why.BAD_RULE
    if broken & {"DTSTART", "DTEND", "DURATION", "RECURRENCE-ID"}:
        return Why.BAD_TIME
    return Why.BROKEN


def _made_up(event: Event) -> str:
    """For an entry that forgot its UID; the same as long as it stays as it is."""
    words = f"{event.get('SUMMARY', '')}\0{event['DTSTART'].to_ical()!r}"
    return f"ohne-uid-{sha256(words.encode()).hexdigest()[:32]}"


def _add(
    found: Reading, uid: str, series: list[_Written], window: tuple[datetime, datetime]
) -> None:
    main = next((one for one in series if "RECURRENCE-ID" not in one.event), series[0])
    try:
        meeting = _meeting(uid, main, series, window)
    except _Left as left:
        found.unread.append(Unread(main.line, main.title, left.why))
        return
    except Exception:  # noqa: BLE001 -- see above
        found.unread.append(Unread(main.line, main.title, Why.BAD_TIME))
        return
    if meeting.times:
        found.meetings.append(meeting)


def _meeting(
    uid: str, main: _Written, series: list[_Written], window: tuple[datetime, datetime]
) -> Meeting:
    masters = [one for one in series if "RECURRENCE-ID" not in one.event]
    if len({str(one.event.get("SEQUENCE", 0)) for one in masters}) < len(masters):
        raise _Left(Why.TWICE)
    # One time twice is one time.
    by_original = {time.original_at: time for time in _times(series, window)}
    times = tuple(sorted(by_original.values()))
    if len(times) > MOST_TIMES:
        raise _Left(Why.TOO_MANY)
    if times and not main.title:
        raise _Left(Why.NO_TITLE)
    event = main.event
    return Meeting(
        uid=uid,
        line=main.line,
        title=main.title,
        times=times,
        text=as_plain(str(event.get("DESCRIPTION", ""))),
        where=on_one_line(str(event.get("LOCATION", ""))),
        url=_web_address(str(event.get("URL", ""))),
        point=_point(event.get("GEO")),
        is_all_day=not isinstance(event.start, datetime),
    )


def _times(series: list[_Written], window: tuple[datetime, datetime]) -> Iterator[Time]:
    """In UTC: Berlin's clock shows one hour twice, and then cannot be compared."""
    events = [one.event for one in series]
    for event, begins, ends in reading.times_of(events, *window):
        starts_at, ends_at = begins.astimezone(UTC), ends.astimezone(UTC)
        if ends_at <= starts_at:  # no end is said
            ends_at = starts_at + USUAL_LENGTH
        if ends_at <= window[0]:
            continue
        original = event.get("RECURRENCE-ID")
        yield Time(
            original_at=reading.moment(original.dt).astimezone(UTC)
            if original
            else starts_at,
            starts_at=starts_at,
            ends_at=ends_at,
            is_cancelled=str(event.get("STATUS", "")).upper() == "CANCELLED",
        )


def _point(geo: object) -> tuple[float, float] | None:
    if not isinstance(geo, vGeo):
        return None
    return float(geo.longitude), float(geo.latitude)


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ""
    is_web = parts.scheme in {"https", "http"} and bool(parts.hostname)
    return text.strip() if is_web else ""


def _name_in(properties: tuple[str, ...]) -> str:
    """What the calendar calls itself; `NAME` is newer than the X- of all programs."""
    for row in properties:
        sign, _colon, value = row.partition(":")
        if sign.partition(";")[0].strip().upper() in {"NAME", "X-WR-CALNAME"}:
            return on_one_line(value.replace("\\,", ",").replace("\\;", ";"))
    return ""


def _cut_off(found: Reading) -> None:
    """The nearest come in; the others are named."""
    for meeting in found.meetings[MOST_MEETINGS:]:
        left = Unread(meeting.line, meeting.title, Why.TOO_MANY, meeting.uid)
        found.unread.append(left)
    del found.meetings[MOST_MEETINGS:]
    found.unread.sort(key=lambda one: one.line)
