"""Papers are tagged, in their language, and user text in them is never markup."""

import io
import shutil
from datetime import UTC, datetime

import pytest
import time_machine
import typst
from hypothesis import given, settings as hypothesis, strategies as st
from PIL import Image
from pypdf import PdfReader

from commons import pdf
from commons.html import text_blocks

DOSSIER = """
#import "base.typ": *
#show: dossier.with(kicker: "Weiterleitung")
#facts((("Frist", payload.at("due", default: "")),))
== Der Text
#user-text(payload.blocks)
#rows(("A", "B"), (("1", payload.title),))
"""
LETTER = """
#import "base.typ": *
#show: letter.with(recipient: payload.recipient, place-and-date: "Berlin")
#user-text(payload.blocks)
"""
PICTURE = """
#import "base.typ": *
#show: dossier
#picture(payload.picture, payload.words)
"""


@pytest.fixture(scope="module", autouse=True)
def _papers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("typst")
    shutil.copy(pdf.FOLDER / "base.typ", folder)
    for name, source in (
        ("dossier", DOSSIER),
        ("letter", LETTER),
        ("picture", PICTURE),
    ):
        (folder / f"{name}.typ").write_text(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "FOLDER", folder)
        yield


def dossier(text="Mehr Bäume", **payload):
    content = {"title": "Mehr Bäume", "blocks": text_blocks(text)} | payload
    return PdfReader(io.BytesIO(pdf.compile_pdf("dossier.typ", content)))


def words_of(document):
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def tags_of(element):
    """The names of the structure tree below an element, in reading order."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        return [tag for child in element for tag in tags_of(child)]
    if not isinstance(element, dict):
        return []
    own = [element["/S"]] if "/S" in element else []
    return own + tags_of(element.get("/K", []))


def test_a_paper_has_its_text_title_language_and_tags():
    document = dossier("# Warum\n\n- eins\n- zwei", language="de", due="2. Januar 2026")

    root = document.trailer["/Root"]
    assert document.metadata.title == "Mehr Bäume"
    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert "Frist: 2. Januar 2026" in words_of(document)
    assert "– eins – zwei" in words_of(document)
    tags = tags_of(root["/StructTreeRoot"])
    assert [tag for tag in tags if tag.startswith("/H")] == ["/H1", "/H2"]
    assert {"/P", "/L", "/LI", "/Table", "/TH", "/TD"} <= set(tags)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_a_paper_speaks_the_language_of_its_reader():
    assert "Seite 1 von 1" in words_of(dossier())
    english = dossier(language="en")
    assert "Page 1 of 1" in words_of(english)
    assert english.trailer["/Root"]["/Lang"] == "en"
    assert dossier(language="de-ls").trailer["/Root"]["/Lang"] == "de"


@pytest.mark.parametrize(
    "hostile",
    (
        '#panic("x")',
        '#include "/etc/passwd"',
        '#image("../../../etc/passwd")',
        "$x^2$ and $",
        "\\ \\\\ \\n \\u{1F600}",
        '"quoted" and `code`',
        "#sys.inputs.payload",
        "= Überschrift <label> @label",
        "[unclosed ] and } and { and )",
        "// comment /* comment",
        "#set page(width: 1cm)",
        "https://a.de/#fragment",
    ),
)
def test_what_people_write_is_never_markup(hostile):
    document = dossier(
        text="", title=hostile, blocks=[{"kind": "paragraph", "runs": [
            {"text": hostile, "is_strong": True, "is_emphasised": False, "href": ""}]}],
    )  # fmt: skip

    plain = " ".join(hostile.split())
    assert words_of(document).replace(" ", "").count(plain.replace(" ", "")) == 3
    assert document.metadata.title == hostile
    assert len(document.pages) == 1


@given(st.text(st.characters(codec="utf-8"), max_size=40))
@hypothesis(max_examples=60)
@pytest.mark.slow
def test_every_text_makes_a_paper(text):
    assert len(dossier(text, title=f"Titel {text}").pages) >= 1


def test_signs_that_the_fonts_lack_become_one_square_and_the_page_says_so():
    document = dossier("Ein 🌳👍🏽 am Platz", title="Baum 👩‍👩‍👧")

    words = words_of(document)
    assert "Ein □ am Platz" in words
    assert "Baum □" in words
    assert "□ steht für ein Zeichen" in words
    assert "□" not in words_of(dossier("Ein Baum – „am“ Platz … 5 €"))


def test_a_sign_that_only_fails_in_company_is_replaced_in_a_second_try(monkeypatch):
    monkeypatch.setattr(pdf, "is_displayable", lambda char: True)

    assert "Ein □ am Platz" in words_of(dossier("Ein 🌳 am Platz"))


@pytest.mark.parametrize("text", ("Привет", "Ελλάδα", "Łódź ğ ț ő", "→ ✓ ★ ♥ ½ ≥", "ﬁ"))
def test_the_fonts_know_more_than_german(text):
    assert "□" not in words_of(dossier(text))


def test_line_ends_of_any_system_part_lines_and_controls_are_gone():
    document = dossier(title="eins\r\nzwei\rdrei\u2028vier\x07\x00")

    assert "eins zwei drei vier" in words_of(document)
    assert "□" not in words_of(document)


def test_a_letter_has_its_recipient():
    content = pdf.compile_pdf(
        "letter.typ",
        {"title": "Ihre Idee", "blocks": [], "recipient": ["Amt", "Straße 1"]},
    )

    assert "Amt Straße 1" in words_of(PdfReader(io.BytesIO(content)))


def picture_of(words, images, picture="bild-1.jpg"):
    payload = {"title": "Bild", "picture": picture, "words": words}
    return pdf.compile_pdf("picture.typ", payload, images=images)


def jpeg():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(out, "JPEG")
    return out.getvalue()


def test_a_picture_comes_with_words_for_those_who_do_not_see_it():
    document = PdfReader(io.BytesIO(picture_of("Eine Linde", {"bild-1.jpg": jpeg()})))

    assert len(document.pages[0].images) == 1
    tree = document.trailer["/Root"]["/StructTreeRoot"]
    assert "/Figure" in tags_of(tree)
    assert "Eine Linde" in alternatives_of(tree)


def alternatives_of(element):
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        return [alt for child in element for alt in alternatives_of(child)]
    if not isinstance(element, dict):
        return []
    own = [str(element["/Alt"])] if "/Alt" in element else []
    return own + alternatives_of(element.get("/K", []))


@pytest.mark.parametrize("name", ("../a.jpg", "/etc/a.jpg", "a.svg", "A.jpg", ""))
def test_an_image_lies_only_where_images_lie(name):
    with pytest.raises(ValueError, match="is no name for an image"):
        picture_of("x", {name: jpeg()})


def test_a_template_reads_nothing_outside_its_folder():
    with pytest.raises(typst.TypstError):
        picture_of("x", {}, picture="../../../../../../etc/hostname")


@pytest.mark.parametrize("name", ("../base.typ", "/etc/passwd", "dossier", "a/b/c.typ"))
def test_only_our_own_templates_are_compiled(name):
    with pytest.raises(ValueError, match="is no template of ours"):
        pdf.compile_pdf(name, {"title": "x"})


def test_the_same_data_at_the_same_moment_makes_the_same_paper():
    with time_machine.travel(datetime(2026, 1, 2, tzinfo=UTC), tick=False):
        papers = {
            pdf.compile_pdf("dossier.typ", {"title": "x", "blocks": []})
            for _ in range(2)
        }

    assert len(papers) == 1
