"""CSV in and out, XLSX out. What goes out never runs as a formula."""

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import chain
from pathlib import Path
from typing import IO, Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from commons.clock import BERLIN
from commons.text import normalise

DELIMITERS = ";,\t|"
# Also the full-width signs, which spreadsheets in some languages take as well.
_FORMULA_SIGNS = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDEST = 60
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cell = str | int | float | Decimal | date | datetime | None


class TableError(Exception):
    """A table can't be read; says in German where and why."""

    def __init__(self, why: str, *, line: int | None = None, column: str = "") -> None:
        place = [f"Zeile {line}"] if line else []
        place += [f"Spalte „{column}“"] if column else []
        super().__init__(f"{', '.join(place)}: {why}" if place else why)
        self.line = line
        self.column = column


@dataclass(frozen=True)
class Column:
    """`names` are the headings it may have; spelling variants count as one."""

    key: str
    names: tuple[str, ...]
    is_required: bool = True


@dataclass(frozen=True)
class Row:
    line: int
    values: dict[str, str]

    def refuse(self, key: str, why: str) -> TableError:
        return TableError(why, line=self.line, column=key)


Source = bytes | str | Path | IO[bytes]


def read_csv(source: Source, columns: Sequence[Column]) -> Iterator[Row]:
    """Read the named columns row by row, whatever delimiter and encoding.

    Args:
        source: the content, a path or a binary stream.

    Raises:
        TableError: it is no such table; names line and column.
    """
    text = decode(_bytes_of(source))
    heading = next((line for line in text.splitlines() if line.strip()), "")
    if not heading:
        message = "Die Datei ist leer."
        raise TableError(message)
    lines = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(heading))
    positions, width = _positions(lines, columns)
    while (cells := _next_cells(lines)) is not None:
        if not any(cell.strip() for cell in cells):
            continue
        line = lines.line_num
        if any(cell.strip() for cell in cells[width:]):
            message = f"{len(cells)} Zellen, die Kopfzeile hat {width}"
            raise TableError(message, line=line)
        cells += [""] * (width - len(cells))
        yield Row(line, {key: cells[at].strip() for key, at in positions.items()})


def decode(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with one, else Windows-1252."""
    has_utf16_mark = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if has_utf16_mark else ["utf-8-sig", "cp1252"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            continue
        if "\x00" in text:
            message = "ein Nullzeichen; das ist keine Texttabelle"
            raise TableError(message, line=text.count("\n", 0, text.index("\x00")) + 1)
        return text
    message = "weder UTF-8 noch Windows-1252"
    raise TableError(message, line=line)


def _bytes_of(source: Source) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, str | Path):
        return Path(source).read_bytes()
    return source.read()


def _delimiter(heading: str) -> str:
    """The one that parts the heading into most names."""
    return max(
        DELIMITERS,
        key=lambda sign: len(next(csv.reader([heading], delimiter=sign), [])),
    )


def _next_cells(lines: Any) -> list[str] | None:
    try:
        return next(lines, None)
    except csv.Error as error:
        message = f"kein lesbares CSV ({error})"
        raise TableError(message, line=lines.line_num) from error


def _positions(lines: Any, columns: Sequence[Column]) -> tuple[dict[str, int], int]:
    headings: list[str] = []
    while not any(heading.strip() for heading in headings):
        headings = _next_cells(lines) or []
    known = [normalise(heading) for heading in headings]
    positions: dict[str, int] = {}
    for column in columns:
        names = {normalise(name) for name in column.names}
        found = [at for at, heading in enumerate(known) if heading in names]
        if len(found) > 1:
            message = "kommt mehrmals vor"
            raise TableError(message, line=lines.line_num, column=headings[found[1]])
        if found:
            positions[column.key] = found[0]
    missing = [
        " / ".join(column.names)
        for column in columns
        if column.is_required and column.key not in positions
    ]
    if missing:
        message = f"Es fehlt: {', '.join(missing)}. Vorhanden: {', '.join(headings)}"
        raise TableError(message, line=lines.line_num)
    return positions, len(headings)


def safe_cell(value: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula gets an apostrophe."""
    if isinstance(value, str) and _looks_like_formula(value):
        return f"'{value}"
    return value


def _looks_like_formula(text: str) -> bool:
    return text[:1] in _FORMULA_SIGNS or text.lstrip()[:1] in _FORMULA_SIGNS


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a mark and semicolons, which German spreadsheets open at once."""
    return b"".join(csv_lines(header, rows))


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The same line by line, for what is too long to be held."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    yield BOM_UTF8
    for row in chain([header], rows):
        writer.writerow([safe_cell(_local(cell)) for cell in row])
        yield out.getvalue().encode(errors="replace")
        out.seek(0)
        out.truncate()


@dataclass(frozen=True)
class Sheet:
    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def write_xlsx(
    title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> bytes:
    """One sheet with a fixed heading; text stays text, numbers and dates count."""
    return write_book([Sheet(title, header, rows)])


def write_book(sheets: Iterable[Sheet]) -> bytes:
    """As `write_xlsx`, one sheet behind the other."""
    book = Workbook(write_only=True)
    for each in sheets:
        _add_sheet(book, each)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _add_sheet(book: Workbook, content: Sheet) -> None:
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", content.title)[:31])
    sheet.freeze_panes = "A2"
    for number, name in enumerate(content.header, start=1):
        width = min(max(len(name) + 2, 12), _WIDEST)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_xlsx_cell(sheet, name, is_heading=True) for name in content.header])
    for row in content.rows:
        sheet.append([_xlsx_cell(sheet, cell) for cell in row])


def csv_response(
    filename: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    return _download(filename, write_csv(header, rows), "text/csv; charset=utf-8")


def xlsx_response(
    filename: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    title = filename.rsplit(".", 1)[0]
    return _download(filename, write_xlsx(title, header, rows), XLSX_TYPE)


def book_response(filename: str, sheets: Iterable[Sheet]) -> HttpResponse:
    return _download(filename, write_book(sheets), XLSX_TYPE)


def _download(filename: str, content: bytes, mime: str) -> HttpResponse:
    return HttpResponse(content, content_type=mime, headers=download_headers(filename))


def download_headers(filename: str) -> dict[str, str]:
    """What lets a browser keep a file instead of showing it."""
    disposition = content_disposition_header(as_attachment=True, filename=filename)
    return {
        "Content-Disposition": disposition or "attachment",
        "X-Content-Type-Options": "nosniff",
    }


def _local(value: Cell) -> Cell:
    """Moments as Berlin's clocks show them; spreadsheets know no zones."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return value.astimezone(BERLIN).replace(tzinfo=None, microsecond=0)
    return value


def readable_text(value: str) -> str:
    """Without the signs that no XML, hence no spreadsheet, can hold."""
    return _NOT_IN_XML.sub("", value)


def _xlsx_cell(sheet: Any, value: Cell, *, is_heading: bool = False) -> Any:
    if not isinstance(value, str):
        return _local(value)
    cell = WriteOnlyCell(sheet, readable_text(value))
    cell.data_type = "s"  # openpyxl takes "=…" for a formula otherwise
    if is_heading:
        cell.font = Font(bold=True)
    return cell
