import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st
from openpyxl import load_workbook

from commons import tables
from commons.tables import Column, TableError

COLUMNS = (
    Column("street", ("Straße", "str")),
    Column("number", ("Hausnummer", "HNR")),
    Column("note", ("Bemerkung",), is_required=False),
)


def read(content):
    return [row.values for row in tables.read_csv(content, COLUMNS)]


@pytest.mark.parametrize("delimiter", (";", ",", "\t", "|"))
@pytest.mark.parametrize("encoding", ("utf-8", "utf-8-sig", "cp1252", "utf-16"))
@pytest.mark.parametrize("line_end", ("\n", "\r\n"))
def test_any_delimiter_encoding_and_line_end_is_read(delimiter, encoding, line_end):
    lines = (("STRASSE", "Hausnummer"), ("Große Straße", "5"), ("„Am Ufer“", "6"))
    text = line_end.join(delimiter.join(cells) for cells in lines)

    assert read(text.encode(encoding)) == [
        {"street": "Große Straße", "number": "5"},
        {"street": "„Am Ufer“", "number": "6"},
    ]


def test_columns_are_found_by_name_in_any_order_and_others_left_out():
    rows = list(tables.read_csv(b"x;HNR;Bemerkung;Str.\n1; 7 ;oben;Allee\n", COLUMNS))

    assert rows == [tables.Row(2, {"street": "Allee", "number": "7", "note": "oben"})]


def test_quoted_cells_hold_delimiters_and_line_breaks():
    content = b'Str,HNR,Bemerkung\n"Allee, alte",5,"eins\nzwei"\n\nWeg,6\n'

    rows = list(tables.read_csv(content, COLUMNS))

    assert [(row.line, row.values) for row in rows] == [
        (3, {"street": "Allee, alte", "number": "5", "note": "eins\nzwei"}),
        (5, {"street": "Weg", "number": "6", "note": ""}),
    ]


def test_paths_and_streams_are_read_too(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"Str;HNR\nWeg;1\n")

    assert (
        read(path)
        == read(str(path))
        == read(io.BytesIO(path.read_bytes()))
        == read(path.read_bytes())
    )


@pytest.mark.parametrize(
    ("content", "message"),
    (
        (b"", "Die Datei ist leer."),
        (b"\n  \n", "Die Datei ist leer."),
        (
            b"Str;Ort\nWeg;x\n",
            "Zeile 1: Es fehlt: Hausnummer / HNR. Vorhanden: Str, Ort",
        ),
        (b"Str;HNR;Hausnummer\n", "Zeile 1, Spalte „Hausnummer“: kommt mehrmals vor"),
        (b"Str;HNR\nWeg;1\nWeg;2;3\n", "Zeile 3: 3 Zellen, die Kopfzeile hat 2"),
        (b"Str;HNR\nWeg;\x81\x00\xfc\n", "Zeile 2: weder UTF-8 noch Windows-1252"),
        (b"Str;HNR\nWeg;\x00\n", "Zeile 2: ein Nullzeichen; das ist keine Texttabelle"),
    ),
)
def test_what_is_wrong_is_named_with_its_place(content, message):
    with pytest.raises(TableError) as error:
        read(content)

    assert str(error.value) == message


def test_an_endless_cell_is_an_error_with_its_line():
    with pytest.raises(TableError, match="Zeile 2: kein lesbares CSV"):
        read(b'Str;HNR\n"' + b"x" * 200_000)


def test_a_row_names_line_and_column_when_its_reader_refuses_it():
    row = next(tables.read_csv(b"Str;HNR\nWeg;x\n", COLUMNS))

    error = row.refuse("number", "„x“ ist keine Hausnummer")

    assert str(error) == "Zeile 2, Spalte „number“: „x“ ist keine Hausnummer"


@given(st.binary(max_size=300))
def test_no_content_does_more_than_being_refused(content):
    try:
        read(b"Str;HNR\n" + content)
    except TableError as error:
        assert str(error)  # noqa: PT017 -- either way is right


@pytest.mark.parametrize(
    "formula",
    ("=1+1", "+49 30", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\uff1d1"),
)
def test_text_never_runs_as_a_formula_in_a_csv(formula):
    assert tables.safe_cell(formula) == f"'{formula}"
    ((cell,),) = csv_rows(tables.write_csv(["x"], [[formula]]))[1:]
    assert cell == f"'{formula}"


@pytest.mark.parametrize(
    "value", (-1, 1.5, Decimal("-2.5"), date(2026, 1, 1), None, "Baum")
)
def test_numbers_dates_and_plain_words_stay_as_they_are(value):
    assert tables.safe_cell(value) == value


def csv_rows(content):
    return list(
        csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    )


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_no_written_cell_begins_like_a_formula(cells):
    rows = csv_rows(tables.write_csv(["a"] * len(cells), [cells]))

    assert all(
        cell.lstrip()[:1] not in set("=+-@") or cell[:1] == "'" for cell in rows[1]
    )


def test_a_csv_opens_in_german_spreadsheets():
    content = tables.write_csv(["Größe"], [[datetime(2026, 7, 1, 22, 30, tzinfo=UTC)]])

    assert content == "\ufeffGröße\r\n2026-07-02 00:30:00\r\n".encode()


def test_a_workbook_keeps_text_as_text_and_numbers_as_numbers():
    rows = [["=HYPERLINK(1)", -3, date(2026, 1, 2), None, "a\x00b"]]
    content = tables.write_xlsx("Ideen: 2026/27", ["a", "b", "c", "d", "=e"], rows)

    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet.title == "Ideen  2026 27"
    assert [cell.value for cell in sheet[1]] == ["a", "b", "c", "d", "=e"]
    assert [cell.value for cell in sheet[2]] == [
        "=HYPERLINK(1)", -3, datetime(2026, 1, 2), None, "ab",  # noqa: DTZ001 -- a day
    ]  # fmt: skip
    assert {cell.data_type for row in sheet for cell in row} == {"s", "n", "d"}


def test_downloads_name_their_file_and_are_not_sniffed():
    response = tables.csv_response('Ideen "Buch"\r\n.csv', ["a"], [["b"]])
    book = tables.xlsx_response("Ideen.xlsx", ["a"], [["b"]])

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    assert "\n" not in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert book["Content-Type"] == tables.XLSX_TYPE
