"""Word files (Office Open XML, ISO/IEC 29500): headings, paragraphs and tables that
somebody goes on writing in. What people wrote is text and never markup.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from docx import Document
from docx.document import Document as DocumentFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph as DocumentParagraph

from commons.feeds import clean
from commons.html import text_blocks
from commons.tables import download_headers

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGE = "de-DE"
FONT = "Calibri"
_BLACK = RGBColor(0, 0, 0)


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A line break in `text` stays one."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True)
class Table:
    """The heading row is repeated on each page, and read aloud as one."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]


Block = Heading | Paragraph | Table


def paragraphs(text: str) -> list[Paragraph]:
    """What somebody wrote, without the signs of its markup; a list has a line each."""
    return [Paragraph(line) for line in _lines(text_blocks(text))]


def write_docx(title: str, blocks: Iterable[Block]) -> bytes:
    """A4, in German; `title` is the document's own name and its first heading."""
    document = _empty(title)
    for block in [Heading(title, 0), *blocks]:
        if isinstance(block, Heading):
            document.add_heading(clean(block.text), block.level)
        elif isinstance(block, Paragraph):
            _write(document.add_paragraph(), block.text, is_strong=block.is_strong)
        else:
            _add_table(document, block)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def docx_response(filename: str, title: str, blocks: Iterable[Block]) -> HttpResponse:
    content = write_docx(title, blocks)
    return HttpResponse(content, content_type=MIME, headers=download_headers(filename))


def _lines(blocks: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for block in blocks:
        if block["kind"] == "paragraph":
            yield "".join(run["text"] for run in block["runs"])
        elif block["kind"] == "quote":
            yield from _lines(block["blocks"])
        else:
            first = block["start"] or 1
            for number, item in enumerate(block["items"], start=first):
                sign = f"{number}." if block["is_ordered"] else "–"
                words = "\n".join(_lines(item))
                yield f"{sign} {words}"


def _empty(title: str) -> DocumentFile:
    """The library's own file names its maker, and is in English on paper of the USA."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(25), Mm(20)
    page.top_margin = page.bottom_margin = Mm(22)
    for name in ("Title", "Heading 1", "Heading 2"):
        document.styles[name].font.color.rgb = _BLACK
        _use_font(document.styles[name])
    document.styles["Normal"].font.size = Pt(11)
    _use_font(document.styles["Normal"])
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    _describe(document, title)
    return document


def _describe(document: DocumentFile, title: str) -> None:
    known = document.core_properties
    known.title, known.language = clean(title)[:255], LANGUAGE
    known.author = known.comments = ""
    known.created = known.modified = timezone.now()
    parts = document.part.package.rels
    pictures = [
        key for key in parts if parts[key].reltype == RELATIONSHIP_TYPE.THUMBNAIL
    ]
    for key in pictures:
        del parts[key]


def _use_font(style: Any) -> None:
    """Of a theme's font the name is not asked, so the theme goes."""
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


def _add_table(document: DocumentFile, table: Table) -> None:
    found = document.add_table(rows=0, cols=len(table.header), style="Table Grid")
    heading = found.add_row()
    heading._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _fill(heading, table.header, is_strong=True)
    for row in table.rows:
        _fill(found.add_row(), row)
    # A table that nothing follows would run into the next one.
    document.add_paragraph()


def _fill(row: _Row, texts: Sequence[str], *, is_strong: bool = False) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        _write(cell.paragraphs[0], text, is_strong=is_strong)


def _write(paragraph: DocumentParagraph, text: str, *, is_strong: bool = False) -> None:
    paragraph.add_run(clean(text)).bold = is_strong or None
