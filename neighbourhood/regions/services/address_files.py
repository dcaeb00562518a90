"""Reading a CSV file of addresses with their planning areas; writes nothing."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from commons.imports import Refusal
from neighbourhood.regions.queries.names import compact

COLUMNS = ("strasse", "hnr", "zusatz", "plz", "ortsteil", "plr_id")
LONGEST_STREET = 120
LONGEST_ORTSTEIL = 60
HEAD = "Zeile 1"
_POSTCODE = re.compile(r"\d{5}", re.ASCII)
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
_SUFFIX = re.compile(r"[a-z]{0,3}")


@dataclass(frozen=True)
class Area:
    """What an address takes over from its planning area."""

    pk: int
    region_id: int


@dataclass(frozen=True)
class AddressRow:
    street: str
    street_norm: str
    number: int | None
    suffix: str
    postcode: str
    ortsteil: str
    planning_area_id: int
    region_id: int

    @property
    def identity(self) -> tuple[str, int | None, str, str]:
        return self.street, self.number, self.suffix, self.postcode


@dataclass
class AddressFile:
    """`is_readable` is False when the file as a whole can't be taken."""

    rows: list[AddressRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    is_readable: bool = True


class _BadRowError(ValueError):
    """Says in German what is wrong with a row."""


def read(content: bytes, areas: Mapping[str, Area]) -> AddressFile:
    """All addresses of a file, with every bad row named by its line."""
    found = AddressFile()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return _unreadable(found, f"Zeile {line}", "ist nicht in UTF-8 geschrieben")
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        return _unreadable(found, HEAD, f"es fehlen die Spalten {', '.join(missing)}")
    _take_rows(found, reader, areas)
    if not found.rows and not found.refused:
        return _unreadable(found, HEAD, "danach kommt keine Adresse")
    return found


def _unreadable(found: AddressFile, where: str, why: str) -> AddressFile:
    found.is_readable = False
    found.refused.append(Refusal(where, why))
    return found


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return ";" if head.count(";") > head.count(",") else ","


def _take_rows(
    found: AddressFile, reader: "csv.DictReader[str]", areas: Mapping[str, Area]
) -> None:
    seen: dict[tuple, int] = {}
    for line, row in _lines(found, reader):
        try:
            address = _address(row, areas)
            _require_once(address, seen)
        except _BadRowError as error:
            found.refused.append(Refusal(f"Zeile {line}", str(error)))
        else:
            seen[address.identity] = line
            found.rows.append(address)


def _require_once(address: AddressRow, seen: Mapping[tuple, int]) -> None:
    if address.identity in seen:
        message = f"dieselbe Adresse wie in Zeile {seen[address.identity]}"
        raise _BadRowError(message)


def _lines(
    found: AddressFile, reader: "csv.DictReader[str]"
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their line, until the file is no CSV any more."""
    rows: Iterable[dict[str, str]] = reader
    try:
        for row in rows:
            yield reader.line_num, row
    except csv.Error as error:
        found.refused.append(Refusal(f"Zeile {reader.line_num}", f"kein CSV: {error}"))


def _address(row: Mapping[str, str], areas: Mapping[str, Area]) -> AddressRow:
    if None in row or any(row[name] is None for name in COLUMNS):
        raise _BadRowError(_WRONG_COUNT)
    cells = {name: row[name].strip() for name in COLUMNS}
    area = areas.get(cells["plr_id"])
    if area is None:
        message = f"Planungsraum {cells['plr_id']!r} ist unbekannt"
        raise _BadRowError(message)
    street = _text(cells["strasse"], "Straße", LONGEST_STREET)
    return AddressRow(
        street,
        compact(street),
        _number(cells["hnr"]),
        _matching(cells["zusatz"].casefold(), _SUFFIX, "Zusatz"),
        _matching(cells["plz"], _POSTCODE, "Postleitzahl"),
        _text(cells["ortsteil"], "Ortsteil", LONGEST_ORTSTEIL),
        area.pk,
        area.region_id,
    )


_WRONG_COUNT = "hat nicht so viele Felder wie die Kopfzeile"


def _text(value: str, column: str, longest: int) -> str:
    if not value or len(value) > longest or not compact(value):
        message = f"{column} fehlt oder ist zu lang"
        raise _BadRowError(message)
    return value


def _number(value: str) -> int | None:
    """The house number; a square without numbers has none."""
    if not value:
        return None
    number = int(_matching(value, _NUMBER, "Hausnummer"))
    return number or None


def _matching(value: str, pattern: re.Pattern[str], column: str) -> str:
    if not pattern.fullmatch(value):
        message = f"{column} {value!r} ist ungültig"
        raise _BadRowError(message)
    return value
