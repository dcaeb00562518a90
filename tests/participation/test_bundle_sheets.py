"""The table of a bundle: what somebody changed in it counts, and nothing else."""

import io
import zipfile
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings, strategies as st
from openpyxl import Workbook, load_workbook

from participation.bundles import sheet_reading, sheets
from participation.bundles.answer_words import FIELDS, LABELS
from participation.bundles.enums import RowWay
from participation.bundles.models import RowAnswer
from participation.bundles.queries.answering import rows_for_department, ways_of
from participation.bundles.sheet_reading import SheetError
from participation.referrals.enums import ReferralState
from participation.referrals.models import Statement
from tests.clients import StrictClient
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.participation.bundling import (
    confirmed,
    enter,
    filled,
    page_of,
    states_of,
    with_department,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """A bundle of three, opened by somebody without an account."""
    bundle, rows = with_department(3, DepartmentFactory(), by=make_staff())
    DepartmentFactory()  # whom a row may be sent on to
    browser = StrictClient()
    enter(browser, bundle)
    return browser, bundle, rows


def column(name):
    return list(sheets.COLUMNS).index(name) + 1


def opened(content):
    book = load_workbook(io.BytesIO(content))
    return book, book["Antworten"]


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def edited(content, cells):
    """The table after somebody typed into it; cells by (row from 0, field)."""
    book, sheet = opened(content)
    for (row, name), value in cells.items():
        sheet.cell(row + 2, column(name)).value = value
    return saved(book)


def uploaded(browser, bundle, content, name="antworten.xlsx"):
    file = SimpleUploadedFile(name, content)
    return browser.post(page_of(bundle, "sheet-upload"), {"sheet": file})


def reading_of(bundle, content):
    return sheet_reading.read(content, bundle, rows_for_department(bundle))


def test_table_is_locked_but_for_what_is_filled_in(world):
    _browser, bundle, rows = world

    book, sheet = opened(sheets.workbook_of(bundle))

    assert book.sheetnames == ["So geht es", "Antworten", "Auswahl"]
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "E2"
    first = {name: sheet.cell(2, column(name)) for name in sheets.COLUMNS}
    assert first["number"].value == rows[0].idea.number
    assert [name for name, cell in first.items() if not cell.protection.locked] == [
        *FIELDS
    ]
    hidden = [sheet.column_dimensions[letter].hidden for letter in "ABC"]
    assert hidden == [True, True, False]
    ranges = sorted(str(rule.sqref) for rule in sheet.data_validations.dataValidation)
    assert ranges == ["I2:I4", "M2:M4", "N2:N4"]
    assert bundle.reference in book["So geht es"]["A2"].value


def test_words_that_look_like_formulas_stay_words(world):
    _browser, bundle, rows = world
    type(rows[0].idea).objects.filter(pk=rows[0].idea_id).update(title="=1+1")

    _book, sheet = opened(sheets.workbook_of(bundle))

    cell = sheet.cell(2, column("title"))
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_untouched_table_changes_nothing(world):
    browser, bundle, _rows = world
    content = browser.get(page_of(bundle, "sheet-download")).content

    page = uploaded(browser, bundle, content)

    assert page.context["is_unchanged"]
    assert "steht nichts Neues" in page.content.decode()


WORDS = st.one_of(
    st.text(max_size=30),
    st.integers(0, 10**6),
    st.decimals(0, 10**6, places=2).map(float),
    st.booleans(),
    st.sampled_from(["wird umgesetzt", "ja", "nein", "=1+1", "12.000", "bis 1.6.2027"]),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    begun=st.dictionaries(
        st.tuples(st.integers(0, 2), st.sampled_from(FIELDS)),
        st.text(max_size=30),
        max_size=6,
    ),
    typed=st.dictionaries(
        st.tuples(st.integers(0, 2), st.sampled_from(FIELDS)), WORDS, max_size=6
    ),
)
def test_exactly_the_edited_cells_change(world, begun, typed):
    _browser, bundle, rows = world
    words = {}
    for (row, name), value in begun.items():
        words.setdefault(rows[row].pk, {})[name] = value
    content = sheets.workbook_of(bundle, words)
    assert reading_of(bundle, content).edits == {}
    book, sheet = opened(content)
    before = {
        place: sheets.answer_words.hash_of(place[1], begun.get(place, ""))
        for place in typed
    }
    expected = {}
    for place, value in typed.items():
        (row, name), text = place, sheets.answer_words.in_words(place[1], value)
        cell = sheet.cell(row + 2, column(name))
        cell.value = None
        cell.value = sheets.readable_text(value) if isinstance(value, str) else value
        if isinstance(value, str) and value:
            cell.data_type = "s"
        if sheets.answer_words.hash_of(name, text) != before[place]:
            expected.setdefault(rows[row].pk, {})[name] = text

    found = reading_of(bundle, saved(book))

    assert found.faults == []
    assert found.edits == expected


def test_table_ends_in_the_same_preview_and_is_counted(world):
    browser, bundle, _rows = world
    content = browser.get(page_of(bundle, "sheet-download")).content
    file = edited(
        content,
        {
            (0, "answer"): "wird umgesetzt",
            (0, "text"): "Im Frühjahr.",
            (0, "until"): datetime(2099, 6, 30),  # noqa: DTZ001 -- as a spreadsheet has it
            (0, "costs"): 1200.5,
            (0, "names_costs"): True,
            (2, "answer"): "zurück: nicht zuständig",
        },
    )

    page = uploaded(browser, bundle, file)
    done = browser.post(page_of(bundle, "answer-submit"), confirmed(page))

    assert (len(page.context["statements"]), len(page.context["returns"])) == (1, 1)
    assert page.context["still_open"] == 1
    assert done.status_code == 302
    assert states_of(bundle) == [
        ReferralState.STATED,
        ReferralState.SENT,
        ReferralState.RETURNED,
    ]
    said = Statement.objects.get()
    assert (str(said.costs), said.may_name_costs) == ("1200.50", True)
    assert f"{said.promised_on:%d.%m.%Y}" == "30.06.2099"
    assert set(RowAnswer.objects.values_list("way", flat=True)) == {RowWay.SHEET}
    assert (ways_of(bundle).sheet, ways_of(bundle).page) == (2, 0)


def test_second_upload_of_the_same_file_changes_nothing(world):
    browser, bundle, rows = world
    content = browser.get(page_of(bundle, "sheet-download")).content
    file = edited(content, {(0, "answer"): "umgesetzt", (0, "text"): "Steht schon."})
    first = uploaded(browser, bundle, file)
    browser.post(page_of(bundle, "answer-submit"), confirmed(first))

    second = uploaded(browser, bundle, file)

    assert second.context["kept_back"] == [(2, rows[0])]
    assert second.context["statements"] == []
    assert Statement.objects.count() == 1


def test_table_starts_from_the_page_and_changes_only_its_cells(world):
    browser, bundle, rows = world
    words = {rows[0].pk: {"answer": "planned", "text": "Von der Seite."}}
    browser.post(page_of(bundle), filled(rows, words))
    content = browser.get(page_of(bundle, "sheet-download")).content

    page = uploaded(browser, bundle, edited(content, {(0, "costs"): "80,50"}))

    (form,) = page.context["statements"]
    assert form.cleaned_data["text"] == "Von der Seite."
    assert str(form.cleaned_data["costs"]) == "80.50"


def test_rows_and_columns_may_move_go_and_come(world):
    _browser, bundle, rows = world
    book, sheet = opened(sheets.workbook_of(bundle))
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    lines[1][column("text") - 1] = "Erste."
    lines[3][column("text") - 1] = "Dritte."
    del book["Antworten"]
    book.create_sheet("Notizen")["A1"] = "Eigenes Blatt"
    moved = book.create_sheet("Umsortiert")
    moved.append(["Unser Blatt"])
    for line in (lines[0], lines[3], lines[1]):
        moved.append([*reversed(line), "eigene Spalte"])

    found = reading_of(bundle, saved(book))

    assert found.edits == {
        rows[0].pk: {"text": "Erste."},
        rows[2].pk: {"text": "Dritte."},
    }
    assert found.lines == {rows[2].pk: 3, rows[0].pk: 4}
    assert found.faults == []


def test_without_the_hidden_columns_the_number_tells_the_row(world):
    _browser, bundle, rows = world
    book, sheet = opened(sheets.workbook_of(bundle))
    sheet.cell(3, column("text")).value = "Zweite."
    sheet.delete_cols(1, 2)

    assert reading_of(bundle, saved(book)).edits == {rows[1].pk: {"text": "Zweite."}}


def test_every_fault_is_named_by_its_place(world):
    browser, bundle, rows = world
    content = browser.get(page_of(bundle, "sheet-download")).content
    book, sheet = opened(content)
    sheet.cell(2, column("text")).value = "=CONCATENATE(A1;B1)"
    sheet.cell(3, column("answer")).value = "umgesetzt"
    sheet.cell(3, column("text")).value = "Fertig."
    sheet.cell(3, column("until")).value = "demnächst"
    sheet.cell(4, column("answer")).value = "umgesetzt"
    sheet.cell(4, column("text")).value = "Fertig."
    sheet.cell(5, column("text")).value = "Neue Zeile"
    sheet.cell(6, 1).value = f"{bundle.reference}/{rows[2].pk}"
    sheet.cell(6, column("text")).value = "Noch einmal."

    page = uploaded(browser, bundle, saved(book))

    faults = [str(fault).split(":")[0] for fault in page.context["faults"]]
    assert faults == [
        f"Zeile 2, Spalte „{LABELS['text']}“",
        f"Zeile 3, Spalte „{LABELS['until']}“",
        "Zeile 5, Spalte „Nummer“",
        "Zeile 6, Spalte „Nummer“",
    ]
    (form,) = page.context["statements"]
    assert form.referral == rows[2]


def with_part(content, name, part, kind=zipfile.ZIP_DEFLATED):
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", kind) as parts:
        parts.writestr(name, part)
    return out.getvalue()


def with_many_parts(content):
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as parts:
        for number in range(sheet_reading.MOST_PARTS):
            parts.writestr(f"x/{number}.txt", b"")
    return out.getvalue()


def plain_book():
    book = Workbook()
    book.active["A1"] = "Etwas anderes"
    return saved(book)


HOSTILE = {
    "no-zip": lambda _content: b"%PDF-1.7 not a table",
    "empty-zip": lambda _content: with_part(b"", "a.txt", b""),
    "macro": lambda content: with_part(content, "xl/vbaProject.bin", b"x"),
    "link": lambda content: with_part(
        content, "xl/externalLinks/externalLink1.xml", b"<a/>"
    ),
    "object": lambda content: with_part(content, "xl/embeddings/a.bin", b"x"),
    "bomb": lambda content: with_part(content, "xl/x.xml", b" " * (41 * 1024**2)),
    "entities": lambda content: with_part(
        content, "xl/y.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    ),
    "late-entities": lambda content: with_part(
        content, "xl/z.dat", b" " * 5000 + b"<!DOCTYPE a []><a/>"
    ),
    "utf-16": lambda content: with_part(
        content, "xl/z.xml", "<a/>".encode("utf-16-le")
    ),
    "tags": lambda content: with_part(
        content, "xl/z.xml", b"<c/>" * (sheet_reading.MOST_TAGS + 1)
    ),
    "other-packing": lambda content: with_part(
        content, "xl/z.xml", b"<a/>", kind=zipfile.ZIP_LZMA
    ),
    "parts": with_many_parts,
    "large": lambda content: content + b"0" * sheet_reading.LARGEST_FILE,
    "foreign": lambda _content: plain_book(),
}


@pytest.fixture
def table(world):
    return sheets.workbook_of(world[1])


@pytest.mark.parametrize("sort", sorted(HOSTILE))
def test_what_is_no_table_of_ours_is_refused(world, table, sort):
    _browser, bundle, _rows = world

    with pytest.raises(SheetError) as refused:
        reading_of(bundle, HOSTILE[sort](table))

    assert str(refused.value).startswith(("Diese Datei", "In dieser Datei"))


def test_hostile_file_is_answered_with_words(world, table):
    browser, bundle, _rows = world

    page = uploaded(browser, bundle, HOSTILE["macro"](table))

    assert page.status_code == 422
    assert "enthält Makros" in page.content.decode()


def test_what_a_file_says_of_its_size_is_not_believed(world, table):
    _browser, bundle, rows = world
    content = edited(table, {(0, "text"): "Erste."})
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as parts,
        zipfile.ZipFile(out, "w") as new,
    ):
        for info in parts.infolist():
            part = parts.read(info)
            part = part.replace(
                b'<dimension ref="A1:N4"', b'<dimension ref="A1:XFD1048576"'
            )
            new.writestr(info.filename, part)

    assert reading_of(bundle, out.getvalue()).edits == {rows[0].pk: {"text": "Erste."}}


def test_row_at_the_end_of_the_world_is_too_many(world, table):
    _browser, bundle, _rows = world
    book, sheet = opened(table)
    sheet.cell(sheet_reading.MOST_ROWS + 1, column("text")).value = "Weit unten"

    with pytest.raises(SheetError, match="zu viele Zeilen"):
        reading_of(bundle, saved(book))
