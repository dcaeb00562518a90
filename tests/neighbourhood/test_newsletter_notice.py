"""The Aushang: one sheet, whatever stands in the Rundbrief."""

import io

import pytest
import segno
from PIL import Image
from pypdf import PdfReader

from commons.delivery import letters
from neighbourhood.newsletters import notices
from neighbourhood.newsletters.models import Correction, Item
from tests.neighbourhood.reading_letters import here, own_piece, published

pytestmark = pytest.mark.django_db
HOSTILE = (
    '#import "x.typ"; #{panic()} $x$ @ref <label> *_`//\\ "„“ '
    "<script>alert(1)</script> 🌳 \U0001d54f \u202e سلام"
)


def sheet(issue):
    return PdfReader(io.BytesIO(notices.pdf_of(issue)))


def text_of(pdf):
    return " ".join(pdf.pages[0].extract_text().split())


def qr_in(pdf):
    """The dark modules of the picture on the sheet, as rows of booleans."""
    picture = pdf.pages[0].images[0].image.convert("1")
    side = picture.width // notices.qr.SCALE
    small = picture.resize((side, side), Image.Resampling.NEAREST)
    return [[not small.getpixel((x, y)) for x in range(side)] for y in range(side)]


def test_one_tagged_sheet_with_all_that_is_needed_to_find_more():
    issue = published(title="Der Anger wird grün")
    office = letters.sender_of(here().pk)

    pdf = sheet(issue)

    said = text_of(pdf)
    assert len(pdf.pages) == 1
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.metadata.title == "Der Anger wird grün"
    for words in (
        "Rundbrief 1/2026",
        "1. bis 31. Oktober 2026",
        here().name,
        "Der Herbst war bunt.",
        "Nachbarschaftsfest",
        "Am Samstag auf dem Anger.",
        f"/rundbrief/{issue.pk}/",
        office.unit,
        office.phone,
    ):
        assert words in said


def test_the_code_leads_to_the_issue():
    issue = published()
    expected = segno.make(notices.address_of(issue), error="m")

    dark = qr_in(sheet(issue))

    assert notices.address_of(issue).endswith("/rundbriefe/pankow-zentrum/2026-1/")
    assert dark == [
        [bool(module) for module in row] for row in expected.matrix_iter(border=2)
    ]


@pytest.mark.parametrize("count", (0, 1, 7, 40))
def test_it_is_one_sheet_however_much_there_is(count):
    issue = published(intro="Viel ist geschehen in diesen Wochen. " * 60)
    for number in range(count):
        own_piece(issue, title=f"Stück {number} " + "lang " * 15, text="Wort " * 200)

    pdf = sheet(issue)

    assert len(pdf.pages) == 1
    assert ("weitere Beiträge im Netz" in text_of(pdf)) == (count >= 7)
    assert f"/rundbrief/{issue.pk}/" in text_of(pdf)


def test_hostile_words_are_words():
    issue = published(title=HOSTILE[:120], intro=HOSTILE)
    own_piece(issue, title="W" * 120, text=HOSTILE * 20)
    own_piece(issue, title="Donaudampfschiff" * 7, text="x" * 3_000)
    Correction.objects.create(
        newsletter=issue, text=HOSTILE * 5, created_at=issue.sent_at
    )

    pdf = sheet(issue)

    assert len(pdf.pages) == 1
    assert "#{panic()}" in text_of(pdf)


def test_every_section_keeps_its_first_piece_longest():
    issue = published()
    sections = notices.content_of(issue).sections * 2

    turns = notices._in_turns(sections)

    assert turns == [("own", 0), ("own", 0)]


def test_what_is_left_out_is_counted():
    issue = published()
    for number in range(3):
        own_piece(issue, title=f"Stück {number}")
    variants = notices.payload_of(issue)["variants"]

    shown = [sum(len(part["entries"]) for part in one["sections"]) for one in variants]
    assert shown == [4, 4, 4, 4, 4, 3, 2, 1, 0]
    assert [one["more"] for one in variants][-3:] == [
        "Und 2 weitere Beiträge im Netz",
        "Und 3 weitere Beiträge im Netz",
        "Und 4 weitere Beiträge im Netz",
    ]


def test_it_is_set_anew_when_its_words_change(monkeypatch):
    issue = published()
    made = []
    real = notices.compile_pdf
    monkeypatch.setattr(
        notices, "compile_pdf", lambda *a, **k: made.append(1) or real(*a, **k)
    )

    first, second = notices.pdf_of(issue), notices.pdf_of(issue)
    Item.objects.update(text="Jetzt am Sonntag.")
    third = notices.pdf_of(issue)

    assert first == second != third
    assert len(made) == 2


def test_everybody_gets_it_and_only_where_there_is_an_issue(client):
    published()

    response = client.get("/rundbriefe/pankow-zentrum/2026-1/aushang.pdf")
    again = client.get(
        "/rundbriefe/pankow-zentrum/2026-1/aushang.pdf",
        headers={"if-none-match": response["ETag"]},
    )

    assert response["Content-Type"] == "application/pdf"
    assert "aushang-pankow-zentrum-2026-1.pdf" in response["Content-Disposition"]
    assert again.status_code == 304
    missing = client.get("/rundbriefe/pankow-zentrum/2026-2/aushang.pdf")
    assert missing.status_code == 404
