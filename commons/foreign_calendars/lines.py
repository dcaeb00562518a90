"""A calendar file taken apart into entries, each with the line on which it begins.

A broken entry then spoils no other, and its owner can be told where it stands.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from commons.foreign_calendars.recurring import Unreadable

LONGEST_LINE = 20_000  # unfolded; longer ones are pictures and the like
_BEGIN, _END = "BEGIN:", "END:"
_WHOLE, _EVENT = "VCALENDAR", "VEVENT"
# All that we read of an entry; who is invited and what is attached never comes in.
KEPT = frozenset(
    {"UID", "SUMMARY", "DESCRIPTION", "LOCATION", "GEO", "URL", "STATUS", "CLASS"}
    | {"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}
    | {"SEQUENCE"}
)


@dataclass(frozen=True)
class Entry:
    """One VEVENT as it is written; `line` counts from one, as editors do."""

    line: int
    text: str


@dataclass(frozen=True)
class Pieces:
    """What the file says of itself, line by line, and its entries."""

    properties: tuple[str, ...]
    entries: tuple[Entry, ...]


def taken_apart(raw: bytes) -> Pieces:
    """Raises `Unreadable` for what is no whole calendar file."""
    lines = list(_unfolded(_text_of(raw)))
    begins, ends = lines[:1], lines[-1:]
    is_begun = any(_name(row, _BEGIN) == _WHOLE for _at, row in begins)
    is_ended = any(_name(row, _END) == _WHOLE for _at, row in ends)
    if not (is_begun and is_ended):
        message = "no whole calendar"
        raise Unreadable(message)
    return _pieces(lines)


@dataclass
class _Taking:
    """The way through a file: in what we are, and the entry that is being read."""

    inside: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    began: int = 0
    properties: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def open(self, name: str, at: int) -> None:
        if name == _EVENT and self.inside == [_WHOLE]:
            self.rows, self.began = [], at
        self.inside.append(name)

    def close(self, name: str) -> None:
        """What was opened inside and never closed ends with it."""
        if name not in self.inside:
            return
        if name == _EVENT and self.inside[:2] == [_WHOLE, _EVENT]:
            text = "\r\n".join([f"{_BEGIN}{_EVENT}", *self.rows, f"{_END}{_EVENT}"])
            self.entries.append(Entry(self.began, text))
        last = len(self.inside) - 1 - self.inside[::-1].index(name)
        del self.inside[last:]

    def take(self, row: str) -> None:
        if self.inside == [_WHOLE]:
            self.properties.append(row)
        elif self.inside == [_WHOLE, _EVENT] and _property_of(row) in KEPT:
            self.rows.append(row)


def _pieces(lines: Iterable[tuple[int, str]]) -> Pieces:
    taking = _Taking()
    for at, row in lines:
        if opened := _name(row, _BEGIN):
            taking.open(opened, at)
        elif closed := _name(row, _END):
            taking.close(closed)
        else:
            taking.take(row)
    return Pieces(tuple(taking.properties), tuple(taking.entries))


def _property_of(row: str) -> str:
    return re.split(r"[:;]", row, maxsplit=1)[0].strip().upper()


def _text_of(raw: bytes) -> str:
    """UTF-8 as the standard says; old programs write as Windows does."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    return text.replace("\x00", "")


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Long lines go on after a blank; empty ones say nothing."""
    parts: list[str] = []
    began = 0
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, row in enumerate(plain.split("\n"), start=1):
        if row[:1] in {" ", "\t"} and parts:
            parts.append(row[1:])
            continue
        if parts:
            yield began, "".join(parts)[:LONGEST_LINE]
        parts, began = ([row] if row.strip() else []), number
    if parts:
        yield began, "".join(parts)[:LONGEST_LINE]


def _name(row: str, sign: str) -> str:
    plain = row.strip().upper()
    return plain.removeprefix(sign) if plain.startswith(sign) else ""
