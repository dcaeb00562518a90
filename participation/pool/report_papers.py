"""A year's report as a Word file to go on writing in, and as sheets to count with."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from commons.clock import berlin_date
from commons.docx import Block, Heading, Paragraph, Table
from commons.spoken import day_in_words
from commons.tables import Cell, Sheet
from commons.text import slugify_german
from participation.networks.models import NetworkDate, Post
from participation.pool.queries.reports import Loan, Report, is_counted


def title_of(report: Report) -> str:
    return _("Jahresbericht %(year)s: %(name)s") % {
        "year": report.year,
        "name": report.subject.name,
    }


def file_name(report: Report, ending: str) -> str:
    slug = slugify_german(report.subject.name)[:60] or "bericht"
    return f"jahresbericht-{report.year}-{slug}.{ending}"


def figures_of(report: Report) -> list[tuple[str, int]]:
    """What stands on top; the same on the page and in both files."""
    figures = [
        (_("Termine"), len(report.dates)),
        (_("Teilnehmende bei den gezählten Terminen"), report.participants),
        (_("Termine, bei denen gezählt wurde"), report.counted),
        (_("Ausleihen und Raumnutzungen"), report.borrowings),
        (_("Beiträge"), len(report.posts)),
        (_("Anliegen an das Bezirksamt"), report.concerns),
        (_("davon beantwortet"), report.answered),
    ]
    if report.members is not None:
        figures.append((_("Mitglieder am Ende des Jahres"), report.members))
    return figures


def blocks_of(report: Report) -> list[Block]:
    """For `commons.docx`; what nobody counted stays to be filled in."""
    figures = [[name, str(number)] for name, number in figures_of(report)]
    blocks: list[Block] = [
        Heading(_("Das Jahr in Zahlen")),
        Table((_("Was"), _("Zahl")), figures),
    ]
    for heading, header, rows in _tables(report):
        blocks.append(Heading(heading))
        blocks.append(Table(header, _as_text(rows)) if rows else Paragraph(_("Keine.")))
    blocks += [Heading(_("Was uns wichtig war")), Paragraph("")]
    return blocks


def sheets_of(report: Report) -> list[Sheet]:
    figures = Sheet(_("Zahlen"), (_("Was"), _("Zahl")), figures_of(report))
    return [figures, *(Sheet(*table) for table in _tables(report))]


def _tables(
    report: Report,
) -> list[tuple[str, Sequence[str], list[list[Cell]]]]:
    return [
        (
            _("Termine"),
            (_("Tag"), _("Was"), _("Netzwerk"), _("Wo"), _("Teilnehmende")),
            [_date_row(date) for date in report.dates],
        ),
        (
            _("Ausleihen"),
            (_("Was"), _("Wie oft"), _("Stunden zusammen")),
            [_loan_row(loan) for loan in report.loans],
        ),
        (
            _("Beiträge"),
            (_("Tag"), _("Netzwerk"), _("Art"), _("Überschrift")),
            [_post_row(post) for post in report.posts],
        ),
    ]


def _date_row(date: NetworkDate) -> list[Cell]:
    return [
        berlin_date(date.starts_at),
        date.title,
        date.network.name,
        date.place_text,
        date.headcount.number if is_counted(date) else None,
    ]


def _loan_row(loan: Loan) -> list[Cell]:
    return [loan.title, loan.times, loan.hours]


def _post_row(post: Post) -> list[Cell]:
    day = berlin_date(post.published_at or post.submitted_at)
    return [day, post.network.name, str(post.get_kind_display()), post.title]


def _as_text(rows: list[list[Cell]]) -> list[list[str]]:
    return [[_word(cell) for cell in row] for row in rows]


def _word(cell: Cell) -> str:
    if cell is None:
        return ""
    return day_in_words(cell) if isinstance(cell, date) else str(cell)
