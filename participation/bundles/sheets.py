"""The table of a bundle as a workbook that goes to the Amt and comes back.

Locked is what identifies a row; open are the columns to fill in. Two hidden columns say
which row it is and what stood in it, so that only what somebody changed counts when it
comes back (`sheet_reading`).
"""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _now, gettext_lazy as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from commons.html import plain_text
from commons.tables import readable_text
from neighbourhood.departments.models import Department
from participation.bundles import answer_words
from participation.bundles.answer_words import FIELDS, LABELS, NO, YES, Words
from participation.bundles.models import Bundle
from participation.bundles.queries.answering import (
    ON_THE_WAY,
    rows_for_department,
    said_of,
    sections_of,
)
from participation.referrals import promises
from participation.referrals.enums import PromiseKind, ReferralState
from participation.referrals.letters import GERMAN, german_day
from participation.referrals.models import Referral, Statement

KEY, CHECK = "key", "check"
# What identifies a row; nothing of it is read but the first three.
HEADINGS: dict[str, Any] = {
    KEY: _("Schlüssel"),
    CHECK: _("Prüfwerte"),
    "number": _("Nummer"),
    "title": _("Idee"),
    "place": _("Ort"),
    "body": _("Worum es geht"),
    "due": _("Frist"),
    "state": _("Stand"),
}
COLUMNS = {**HEADINGS, **LABELS}
WIDTHS = {
    "number": 13,
    "title": 34,
    "place": 24,
    "body": 50,
    "due": 12,
    "state": 18,
    "answer": 24,
    "text": 60,
    "until": 22,
    "costs": 16,
    "names_costs": 18,
    "suggested": 30,
}
HIDDEN = (KEY, CHECK)
SHEET, GUIDE, CHOICES = _("Antworten"), _("So geht es"), _("Auswahl")
LONGEST_BODY = 600
TEXT_FORMAT = "@"
_OPEN_FILL = PatternFill("solid", fgColor="FFF9E5")
_HEAD_FILL = PatternFill("solid", fgColor="E3EDE6")
_TOP = Alignment(wrap_text=True, vertical="top")
GUIDANCE = (
    _("Diese Tabelle gehört zum Bündel %(number)s: eine Zeile für jede Idee."),
    _("1. Füllen Sie im Blatt „Antworten“ die hellen Felder aus. Was leer bleibt, "
      "bleibt offen. Sie können es später beantworten."),
    _("2. „Was wird daraus?“ wählen Sie aus der Liste. Sind Sie nicht zuständig, "
      "wählen Sie „zurück: …“ und nennen, wenn Sie es wissen, das andere Amt."),
    _("3. „Bis wann?“ ist ein Tag (30.06.2027), ein Quartal (2. Quartal 2027) oder ein "
      "Haushaltsjahr (Haushaltsjahr 2027)."),
    _("4. Kosten bleiben intern, außer Sie schreiben „ja“ bei „Kosten öffentlich?“."),
    _("5. Speichern Sie die Tabelle als Excel-Datei (.xlsx) und laden Sie sie auf der "
      "Seite des Bündels hoch. Der Link dorthin steht in unserer Mail."),
    _("Vor dem Absenden sehen Sie, was wir verstanden haben. Es zählt nur, was Sie "
      "geändert haben. Zeilen dürfen Sie umsortieren oder löschen; gelöschte bleiben "
      "einfach offen. Die Felder für Name und Geschäftszeichen stehen auf der Seite."),
)  # fmt: skip


def key_of(bundle: Bundle, referral: Referral) -> str:
    return f"{bundle.reference}/{referral.pk}"


def workbook_of(
    bundle: Bundle,
    words: Mapping[int, Words] | None = None,
    *,
    is_going: bool = False,
) -> bytes:
    """The table to fill in; three queries.

    Args:
        words: what somebody has begun to write, by the id of the referral.
        is_going: for the mail that brings the rows to the department.
    """
    rows = rows_for_department(bundle, is_going=is_going)
    said = said_of(rows)
    is_open = {row.pk for row in sections_of(rows).open}
    with translation.override(GERMAN):
        book = Workbook()
        _guide(book.active, bundle)
        sheet = book.create_sheet(_now("Antworten"))
        _head(sheet)
        for line, row in enumerate(rows, start=2):
            begun = (words or {}).get(row.pk, {})
            own = begun if row.pk in is_open else _words_of(row, said.get(row.pk))
            _write_row(
                sheet, line, _fixed(bundle, row, own), own, is_open=row.pk in is_open
            )
        _offer(book, sheet, last=len(rows) + 1, bundle=bundle)
        _protect(sheet)
        book.active = 1
        out = BytesIO()
        book.save(out)
    return out.getvalue()


def _guide(sheet: Any, bundle: Bundle) -> None:
    sheet.title = _now("So geht es")
    sheet.column_dimensions["A"].width = 100
    heading = _now("Stellungnahmen bis %(day)s") % {
        "day": german_day(bundle.due_on) if bundle.due_on else "–"
    }
    lines = [str(line) % {"number": bundle.reference} for line in GUIDANCE[:1]]
    lines += [str(line) for line in GUIDANCE[1:]]
    for number, line in enumerate([heading, *lines], start=1):
        cell = _text(sheet, number, 1, line)
        cell.alignment = _TOP
        if number == 1:
            cell.font = Font(bold=True, size=14)


def _head(sheet: Worksheet) -> None:
    for number, (name, label) in enumerate(COLUMNS.items(), start=1):
        cell = _text(sheet, 1, number, str(label))
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD_FILL, _TOP
        width = sheet.column_dimensions[get_column_letter(number)]
        width.width = WIDTHS.get(name, 12)
        width.hidden = name in HIDDEN
    # Heading, number and title stay in view.
    third = get_column_letter(list(COLUMNS).index("place") + 1)
    sheet.freeze_panes = f"{third}2"


def _fixed(bundle: Bundle, row: Referral, words: Words) -> Words:
    idea = row.idea
    places = [idea.region.name if idea.region else "", idea.place_text]
    return {
        KEY: key_of(bundle, row),
        CHECK: " ".join(
            answer_words.hash_of(name, words.get(name, "")) for name in FIELDS
        ),
        "number": idea.number,
        "title": idea.title,
        "place": ", ".join(part for part in places if part),
        "body": plain_text(idea.text, LONGEST_BODY),
        "due": german_day(row.due_day, short=True),
        "state": str(ReferralState(_state_there(row)).label),
    }


def _state_there(row: Referral) -> str:
    """As it is once the mail has arrived."""
    return ReferralState.SENT if row.state in ON_THE_WAY else row.state


def _words_of(row: Referral, statement: Statement | None) -> Words:
    """What was answered already: to be read, not to be changed here."""
    if row.state == ReferralState.RETURNED:
        code = f"{answer_words.RETURN}{row.return_reason}"
        label = answer_words.answers().get(code, "")
        return {"answer": str(label), "text": row.return_text}
    if statement is None:
        return {}
    return {
        "answer": str(statement.get_outcome_display()),
        "text": statement.text,
        "until": _until(statement),
        "costs": answer_words.in_words("costs", statement.costs),
        "names_costs": YES if statement.may_name_costs else "",
    }


def _until(statement: Statement) -> str:
    day, kind = statement.promised_on, PromiseKind(statement.promise_kind)
    if day is None:
        return ""
    is_day = kind == PromiseKind.DAY
    return german_day(day, short=True) if is_day else promises.in_words(kind, day)


def _write_row(
    sheet: Worksheet, line: int, fixed: Words, words: Words, *, is_open: bool
) -> None:
    for number, name in enumerate(COLUMNS, start=1):
        value = fixed.get(name, words.get(name, ""))
        if name == "answer":
            code = answer_words.answer_named(value)
            value = str(answer_words.answers().get(code or "", "")) or value
        cell = _text(sheet, line, number, value)
        cell.alignment = _TOP
        if is_open and name in FIELDS:
            cell.protection, cell.fill = Protection(locked=False), _OPEN_FILL


def _text(sheet: Worksheet, line: int, column: int, value: str) -> Any:
    """Text stays text: nothing in it runs as a formula, and no number is guessed."""
    cell: Any = sheet.cell(line, column)
    cell.number_format = TEXT_FORMAT
    if value:
        cell.value = readable_text(value)
        cell.data_type = "s"  # openpyxl takes "=…" for a formula otherwise
    return cell


def _offer(book: Workbook, sheet: Worksheet, *, last: int, bundle: Bundle) -> None:
    """Lists to choose from, kept in a sheet of their own: they may be long."""
    choices = book.create_sheet(_now("Auswahl"))
    others = Department.objects.receiving().exclude(pk=bundle.department_id)
    names = others.order_by("sort_key", "pk").values_list("name", flat=True)
    lists = {
        "answer": [str(label) for label in answer_words.answers().values()],
        "names_costs": [YES, NO],
        "suggested": list(names),
    }
    for column, (name, values) in enumerate(lists.items(), start=1):
        _text(choices, 1, column, str(LABELS[name])).font = Font(bold=True)
        choices.column_dimensions[get_column_letter(column)].width = 40
        for line, value in enumerate(values, start=2):
            _text(choices, line, column, value)
        _validate(sheet, name, column=column, values=values, last=last)
    choices.protection.sheet = True


def _validate(
    sheet: Worksheet, name: str, *, column: int, values: Iterable[str], last: int
) -> None:
    source, count = get_column_letter(column), len(list(values))
    if not count or last < 2:  # noqa: PLR2004 -- the first line is the heading
        return
    rule = DataValidation(
        type="list",
        formula1=f"'{_now('Auswahl')}'!${source}$2:${source}${count + 1}",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=_now("Bitte aus der Liste wählen"),
        error=_now("Dieses Wort steht nicht in der Liste."),
    )
    own = get_column_letter(list(COLUMNS).index(name) + 1)
    rule.add(f"{own}2:{own}{last}")
    sheet.add_data_validation(rule)


def _protect(sheet: Worksheet) -> None:
    """Against slips, without a password: whoever must may change anything."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = False
    protection.sort = protection.autoFilter = protection.deleteRows = False
