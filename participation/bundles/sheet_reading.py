"""A workbook that comes back: what somebody changed in it, and each fault by place.

It comes from outside, so it is weighed before it is read: how large, how much larger
once unpacked, and whether anything in it runs or leads elsewhere. Formulas are never
calculated.
"""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _now, gettext_lazy as _
from openpyxl import load_workbook

from commons.text import normalise
from participation.bundles import answer_words
from participation.bundles.answer_words import FIELDS, Words
from participation.bundles.models import Bundle
from participation.bundles.sheets import CHECK, COLUMNS, KEY, key_of
from participation.referrals.letters import GERMAN
from participation.referrals.models import Referral

LARGEST_FILE = 5 * 1024 * 1024  # bytes; ours with 400 rows has a few hundred thousand
LARGEST_UNPACKED = 40 * 1024 * 1024
PIECE = 64 * 1024  # bytes
# A cell of four bytes becomes hundreds in memory; ours with 400 rows has 40 000.
MOST_TAGS = 600_000
MOST_PARTS = 300
MOST_SHEETS = 20
MOST_ROWS, MOST_COLUMNS = 2_000, 60
# How far down the headings may stand.
HEADINGS_WITHIN = 20
_RUNS = re.compile(
    r"vbaproject|/macrosheets/|/activex/|/embeddings/|/externallinks/|/connections\.xml"
    r"|/querytables/|/customui/",
    re.IGNORECASE,
)
# Holds no words: pictures and the settings of a printer.
_BINARY = (".bin", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf")
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


class SheetError(Exception):
    """It is no table that we read; the message is German and says why."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))


@dataclass(frozen=True)
class Fault:
    line: int
    column: str
    why: str | Promise

    def __str__(self) -> str:
        where = _now("Zeile %(line)s") % {"line": self.line}
        if self.column:
            where += ", " + _now("Spalte „%(column)s“") % {"column": self.column}
        return f"{where}: {self.why}"


@dataclass
class Reading:
    """Edited cells by referral, in which line each stands, and what was wrong."""

    edits: dict[int, Words] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, line: int, name: str, why: str | Promise) -> None:
        label = COLUMNS.get(name, "")
        self.faults.append(Fault(line, str(label), why))


def read(content: bytes, bundle: Bundle, rows: Sequence[Referral]) -> Reading:
    """What was changed in the table since it was made; nothing is stored.

    Raises:
        SheetError: too large, no workbook, hostile, or without the columns we need.
    """
    weighed = _weigh(content)
    try:
        book = load_workbook(weighed, read_only=True, keep_links=False)
        return _changes(_lines_of(book), bundle, rows)
    except SheetError:
        raise
    except Exception as error:  # whatever a broken file makes the library raise
        raise SheetError(_unreadable()) from error


def _weigh(content: bytes) -> BytesIO:
    """The same parts, packed anew with their true sizes: the reader believes what an
    archive says of itself, and ours was only told by whoever sent it.
    """
    if len(content) > LARGEST_FILE:
        raise SheetError(too_large())
    honest = BytesIO()
    try:
        with ZipFile(BytesIO(content)) as parts, ZipFile(honest, "w") as weighed:
            infos = parts.infolist()
            unpacked = sum(info.file_size for info in infos)
            if len(infos) > MOST_PARTS or unpacked > LARGEST_UNPACKED:
                raise SheetError(_too_much())
            if len({info.filename for info in infos}) < len(infos):
                raise SheetError(_unreadable())
            tags = 0
            for info in infos:
                part = _part(parts, info)
                tags += part.count(b"<")
                if tags > MOST_TAGS:
                    raise SheetError(_too_much())
                weighed.writestr(info.filename, part)
    except (
        BadZipFile,
        OSError,
        ValueError,
        RuntimeError,
        EOFError,
        zlib.error,
    ) as error:
        raise SheetError(_unreadable()) from error
    return honest


def _part(parts: ZipFile, info: ZipInfo) -> bytes:
    """One part, never more of it than it says; hostile ones are refused."""
    if _RUNS.search(f"/{info.filename}"):
        raise SheetError(
            _("Diese Datei enthält Makros, eingebettete Dateien oder Verweise auf "
              "andere Dateien. Bitte speichern Sie nur die Tabelle, als .xlsx.")
        )  # fmt: skip
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise SheetError(_unreadable())
    # In pieces: `ZipFile.read` unpacks all of a part before it looks at its size.
    with parts.open(info) as stream:
        content = b"".join(iter(lambda: stream.read(PIECE), b""))
    is_text = not info.filename.lower().endswith(_BINARY)
    if _DECLARES.search(content) or (is_text and b"\0" in content):
        raise SheetError(_unreadable())
    return content


def _too_much() -> str:
    return _now(
        "Diese Datei ist ausgepackt viel zu groß. Bitte füllen Sie die "
        "Tabelle aus, die wir Ihnen geschickt haben."
    )


def too_large() -> str:
    most = LARGEST_FILE // 1024**2
    return _now("Diese Datei ist zu groß. Höchstens %(most)s Megabyte.") % {
        "most": most
    }


def _unreadable() -> str:
    return _now(
        "Diese Datei können wir nicht lesen. Bitte speichern Sie die Tabelle als "
        "Excel-Arbeitsmappe (.xlsx) und laden Sie sie noch einmal hoch."
    )


@dataclass(frozen=True)
class _Table:
    """Rows of cells below the headings; `places` says where which column stands."""

    places: Mapping[str, int]
    rows: list[tuple[int, tuple[Any, ...]]]


def _lines_of(book: Any) -> _Table:
    """The first sheet that has our headings, wherever they stand in it."""
    for sheet in book.worksheets[:MOST_SHEETS]:
        sheet.reset_dimensions()  # what the file says of its size is not believed
        rows = enumerate(
            sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS), start=1
        )
        for line, cells in rows:
            places = _places(cells)
            if places is not None:
                below = [(at, row) for at, row in rows if _has_value(row)]
                if below and below[-1][0] > MOST_ROWS:
                    raise SheetError(_("Die Tabelle hat zu viele Zeilen."))
                return _Table(places, below)
            if line >= HEADINGS_WITHIN:
                break
    raise SheetError(
        _("In dieser Datei fehlen unsere Spalten, etwa „Nummer“ und „Was wird daraus?“."
          " Bitte füllen Sie die Tabelle aus, die zu diesem Bündel gehört.")
    )  # fmt: skip


def _places(cells: Sequence[Any]) -> dict[str, int] | None:
    with translation.override(GERMAN):
        known = {normalise(str(label)): name for name, label in COLUMNS.items()}
    places: dict[str, int] = {}
    for at, cell in enumerate(cells):
        name = known.get(normalise(str(cell.value or "")))
        if name is None:
            continue
        if name in places:
            message = _now("Die Spalte „%(name)s“ kommt zweimal vor.")
            raise SheetError(message % {"name": COLUMNS[name]})
        places[name] = at
    names_a_row = KEY in places or "number" in places
    return places if names_a_row and any(name in places for name in FIELDS) else None


def _has_value(cells: Sequence[Any]) -> bool:
    return any(cell.value not in {None, ""} for cell in cells)


def _changes(table: _Table, bundle: Bundle, rows: Sequence[Referral]) -> Reading:
    by_key = {key_of(bundle, row): row for row in rows}
    by_number = {row.idea.number: row for row in rows}
    reading = Reading()
    for line, cells in table.rows:
        found = dict(_cells(table, cells))
        row = _row_of(line, found, by_key, by_number, reading)
        if row is None:
            continue
        edits = _edits(line, found, reading)
        if row.pk in reading.lines and edits:
            reading.refuse(line, "number", _("Diese Idee kommt zweimal vor."))
        elif row.pk not in reading.lines:
            reading.lines[row.pk] = line
            reading.edits |= {row.pk: edits} if edits else {}
    return reading


def _cells(table: _Table, cells: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    for name, at in table.places.items():
        if at < len(cells):
            yield name, cells[at]


def _row_of(
    line: int,
    found: Mapping[str, Any],
    by_key: Mapping[str, Referral],
    by_number: Mapping[str, Referral],
    reading: Reading,
) -> Referral | None:
    """By its hidden key; where somebody lost that, by the number of the idea."""
    key = _plain(found.get(KEY))
    if key in by_key:
        return by_key[key]
    if not key and (row := by_number.get(_plain(found.get("number")))):
        return row
    if key or any(_plain(found.get(name)) for name in FIELDS):
        why = _("Diese Zeile gehört nicht zu diesem Bündel.")
        reading.refuse(line, "number", why)
    return None


def _edits(line: int, found: Mapping[str, Any], reading: Reading) -> Words:
    """The cells that say something else than they did when the table was made."""
    before = dict(zip(FIELDS, _plain(found.get(CHECK)).split(), strict=False))
    edits: Words = {}
    for name in FIELDS:
        if name not in found:
            continue
        cell = found[name]
        if getattr(cell, "data_type", "") == "f":
            why = _("Hier steht eine Formel. Bitte schreiben Sie den Wert selbst hin.")
            reading.refuse(line, name, why)
            continue
        words = answer_words.in_words(name, cell.value)
        original = before.get(name, answer_words.hash_of(name, ""))
        if answer_words.hash_of(name, words) != original:
            edits[name] = words
    return edits


def _plain(cell: Any) -> str:
    value = getattr(cell, "value", None)
    return "" if value is None else str(value).strip()
