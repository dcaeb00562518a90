"""Word files: they open, say what they were told, and run nothing."""

from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from django.utils import timezone
from docx import Document
from hypothesis import given, settings, strategies as st

from commons import docx
from commons.docx import Heading, Paragraph, Table, docx_response, write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document(content):
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ET.fromstring(archive.read(name))
        return ET.fromstring(archive.read("word/document.xml"))


def paragraphs(content):
    found = []
    for paragraph in document(content).iter(f"{W}p"):
        parts = [
            "\n" if part.tag == f"{W}br" else part.text or ""
            for part in paragraph.iter()
            if part.tag in {f"{W}t", f"{W}br"}
        ]
        found.append("".join(parts))
    return found


def test_words_come_out_as_they_went_in():
    content = write_docx(
        "Antrag", [Heading("Zweck"), Paragraph("Bänke & Licht\nam <Anger>")]
    )

    assert paragraphs(content) == ["Antrag", "Zweck", "Bänke & Licht\nam <Anger>"]


def test_lists_and_quotes_keep_a_line_each():
    text = "Wir **kaufen**:\n\n- Farbe\n- Pinsel\n\n3. erst\n4. dann\n\n> so"

    assert [each.text for each in docx.paragraphs(text)] == [
        *("Wir kaufen:", "– Farbe", "– Pinsel"),
        *("3. erst", "4. dann", "so"),
    ]


def test_headings_have_a_level_that_is_read_aloud():
    root = document(write_docx("Antrag", [Heading("Zweck"), Heading("Genauer", 2)]))

    styles = [style.get(f"{W}val") for style in root.iter(f"{W}pStyle")]
    assert styles == ["Title", "Heading1", "Heading2"]


def test_the_heading_row_of_a_table_is_one():
    table = Table(("Was", "Euro"), [("Farbe", "180,50 €"), ("Bänke", "1.250,00 €")])
    root = document(write_docx("Antrag", [table]))

    rows = list(root.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [
        True,
        False,
        False,
    ]
    assert [len(row.findall(f"{W}tc")) for row in rows] == [2, 2, 2]


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=60))
def test_no_text_breaks_a_file(text):
    content = write_docx(text, [Paragraph(text), Table((text,), [(text,)])])

    assert document(content) is not None


@pytest.mark.parametrize("text", ("\x00\x0b", "\ud800", "]]>", "&#0;", "<w:p/>"))
def test_hostile_signs_are_signs_or_nothing(text):
    root = document(write_docx("Antrag", [Paragraph(text)]))

    assert len(list(root.iter(f"{W}p"))) == 2


def test_the_file_is_ours_in_german_and_on_a4():
    file = Document(BytesIO(write_docx("Antrag", [])))

    known, page = file.core_properties, file.sections[0]
    assert (known.title, known.language, known.author) == ("Antrag", "de-DE", "")
    assert known.created.year == timezone.now().year
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    languages = {each.get(f"{W}val") for each in file.styles.element.iter(f"{W}lang")}
    assert languages == {"de-DE"}


def test_a_browser_keeps_it():
    response = docx_response("antrag-bänke.docx", "Antrag", [])

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
