"""Calendar files (RFC 5545): what a calendar program takes in, and takes back again.

An event keeps its `uid`; a change has a higher `sequence`, and one that was called off
says so. Words of people can end no line and begin no property.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from commons.clock import BERLIN

MIME = "text/calendar"
METHOD = "PUBLISH"
# Takes an entry out of a calendar again (RFC 5546, 3.2.5).
CANCEL = "CANCEL"
PRODUCT = "-//Bindeglied//Kalender//DE"
LONGEST_LINE = 75  # octets, without the line break
BREAK = "\r\n"
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# The rule of the European Union since 1996; `tests` compare it with the system's own.
TIMEZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Berlin",
    "BEGIN:DAYLIGHT",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZNAME:CEST",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZNAME:CET",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True)
class Event:
    """One date to meet. `changed_at` is when it was written down as it stands."""

    uid: str
    starts_at: datetime
    minutes: int
    title: str
    changed_at: datetime
    sequence: int = 0
    where: str = ""
    words: str = ""
    url: str = ""
    is_cancelled: bool = False
    place: tuple[float, float] | None = None  # latitude, longitude
    categories: tuple[str, ...] = ()
    # When it ends; `minutes` count where there is no such moment.
    ends_at: datetime | None = None
    is_tentative: bool = False

    @property
    def end(self) -> datetime:
        return self.ends_at or self.starts_at + timedelta(minutes=self.minutes)

    @property
    def status(self) -> str:
        if self.is_cancelled:
            return "CANCELLED"
        return "TENTATIVE" if self.is_tentative else "CONFIRMED"


def calendar_response(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    headers = {"Content-Disposition": disposition or "attachment"}
    return HttpResponse(content, content_type=f"{MIME}; charset=utf-8", headers=headers)


def calendar_of(
    events: Iterable[Event],
    *,
    name: str = "",
    refreshed: str = "",
    method: str = METHOD,
) -> bytes:
    """A whole file; `name` is what a program shows of a calendar that is followed.

    Args:
        refreshed: how often it is worth asking again, such as "PT6H" (RFC 7986).
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}"]
    lines += ["CALSCALE:GREGORIAN", f"METHOD:{method}"]
    if name:
        lines += [f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}"]
    if refreshed:
        lines.append(f"REFRESH-INTERVAL;VALUE=DURATION:{refreshed}")
        lines.append(f"X-PUBLISHED-TTL:{refreshed}")
    lines += TIMEZONE
    for event in events:
        lines += _lines_of(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}{BREAK}" for line in lines).encode()


def escaped(text: str) -> str:
    """A value of type TEXT: line breaks of any sort become "\\n", controls go."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = _CONTROLS.sub(" ", plain)
    for mark in ("\\", ";", ","):
        plain = plain.replace(mark, f"\\{mark}")
    return plain.replace("\n", "\\n")


def folded(line: str) -> str:
    """Broken after at most 75 octets, never inside a letter; a blank goes on."""
    parts, part, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST_LINE:
            parts.append(part)
            part, size = " ", 1
        part += letter
        size += octets
    return BREAK.join([*parts, part])


def _lines_of(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{_in_utc(event.changed_at)}"
    yield f"LAST-MODIFIED:{_in_utc(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield _moment("DTSTART", event.starts_at)
    yield _moment("DTEND", event.end)
    yield f"SUMMARY:{escaped(event.title)}"
    if event.where:
        yield f"LOCATION:{escaped(event.where)}"
    if event.words:
        yield f"DESCRIPTION:{escaped(event.words)}"
    if event.url:
        # A value of type URI is not escaped, so nothing may end its line.
        yield f"URL:{re.sub(r'[^!-~]', '', event.url)}"
    if event.place is not None:
        yield "GEO:{:.6f};{:.6f}".format(*event.place)
    if event.categories:
        yield f"CATEGORIES:{','.join(map(escaped, event.categories))}"
    yield f"STATUS:{event.status}"
    yield f"TRANSP:{'TRANSPARENT' if event.is_cancelled else 'OPAQUE'}"
    yield "END:VEVENT"


def _moment(name: str, at: datetime) -> str:
    """In Berlin's time; in the hour that comes twice, a clock face says too little."""
    local = at.astimezone(BERLIN)
    if local.fold:
        return f"{name}:{_in_utc(at)}"
    return f"{name};TZID=Europe/Berlin:{local:%Y%m%dT%H%M%S}"


def _in_utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
