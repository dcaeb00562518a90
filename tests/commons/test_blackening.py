"""Words are found in every shape a copy may have, and nothing else is touched."""

import pytest

from commons.blackening import BAR, Blackening, Passage, mark_of
from commons.html import blackened_line, plain_text, render_markdown, text_blocks

PHONE = mark_of("Telefonnummer")
NAME = mark_of("Name")


def phone(words="030 123 45 67"):
    return Blackening((Passage(words, "Telefonnummer"),))


def name(words="Anna Müller"):
    return Blackening((Passage(words, "Name"),))


@pytest.mark.parametrize(
    "copy",
    (
        "030 123 45 67",
        "030/1234567",
        "0301234567",
        "(030) 123-4567",
        "+49 30 1234567",
        "0049 (0)30 1234567",
        "030 123\n45 67",
    ),
)
@pytest.mark.parametrize("marked", ("030 123 45 67", "+49 30 1234567", "030/1234567,"))
def test_a_number_is_found_however_it_is_grouped(copy, marked):
    assert phone(marked).text(f"Ruf an: {copy}!") == f"Ruf an: {PHONE}!"


@pytest.mark.parametrize(
    "copy",
    (
        "Anna Müller",
        "anna müller",
        "Anna\nMüller",
        "Anna  **Müller",
        "Anna-Müller",
        "Anna Müllers",
        "Anna, Müller",
    ),
)
def test_words_are_found_across_lines_and_markup(copy):
    assert name().text(f"Das sagt {copy}.") == f"Das sagt {NAME}."


@pytest.mark.parametrize(
    "text", ("Annaberg Müller", "Anna kam. Frau Müller auch.", "Anna Müllerin", "")
)
def test_other_words_stay(text):
    assert name().text(text) == text


def test_other_numbers_stay():
    text = "030 123 45 68, 9030 1234567, 030 123 45 678"

    assert phone().text(text) == text


def test_what_is_black_already_is_left_alone():
    black = name("Name").text("Der Name ist geheim.")

    assert black == f"Der {NAME} ist geheim."
    assert name("Name").text(black) == black
    assert name("Name").count_in(black) == {}


def test_longer_passages_win():
    both = Blackening((Passage("Anna", "Name"), Passage("Anna-Weg 5", "Adresse")))

    assert both.text("Anna im Anna-Weg 5") == f"{NAME} im {mark_of('Adresse')}"


def test_a_short_column_gets_short_marks():
    black = name("Li").text("Li und Li", 12)

    assert black == f"{BAR} und {BAR}"[:12]


def test_json_is_searched_through_and_its_keys_stay():
    value = {"Anna Müller": ["Anna Müller", {"x": "030"}, 7, None]}

    assert name().value(value) == {"Anna Müller": [NAME, {"x": "030"}, 7, None]}


def test_addresses_follow_the_words():
    black = Blackening(
        (Passage("Anna", "Name"),), exchanged={"2026-1/anna": "2026-1/name"}
    )

    assert black.text("/ideen/2026-1/anna/") == "/ideen/2026-1/name/"


def test_places_are_counted_by_what_they_are():
    both = Blackening((*phone().passages, *name().passages))
    text = "Anna Müller, 030 1234567, nochmal 0301234567"

    assert both.count_in(text) == {"Name": 1, "Telefonnummer": 2}


@pytest.mark.parametrize(
    ("words", "is_telling"),
    (
        ("030 1234567", True),
        ("Anna Müller", True),
        ("Anna", False),
        ("Kanarienvogel", False),
        ("B-AB 1234", True),
    ),
)
def test_a_name_alone_is_not_looked_for_elsewhere(words, is_telling):
    assert Passage(words, "Name").is_telling is is_telling


def test_signs_alone_are_no_words():
    assert Passage("—!?", "Name").runs == []
    assert name("—!?").text("—!?") == "—!?"


def test_a_mark_never_becomes_a_link():
    html = render_markdown(phone().text("030 1234567(https://example.org)"))

    assert "Telefonnummer</a>" not in html


def test_a_mark_is_a_bar_to_the_eye_and_words_to_the_ear():
    html = render_markdown(f"Anruf: {PHONE} **fett**")

    assert (
        f'<span class="redacted"><span aria-hidden="true">{PHONE}</span>'
        '<span class="visually-hidden">geschwärzt: Telefonnummer</span></span>'
    ) in html
    assert "<strong>fett</strong>" in html


@pytest.mark.parametrize(
    "text",
    (
        f"https://example.org/{BAR} [Name]",
        f'[x](https://example.org/"{BAR}")',
        f"**{BAR} [Na** me]",
        f"{BAR} [<script>]",
        f"{BAR} [a](https://example.org)",
    ),
)
def test_a_typed_mark_breaks_no_html(text):
    html = render_markdown(text)

    assert "<script" not in html
    assert html.count("<a ") == html.count("</a>")
    assert html.count("<span") == html.count("</span>")
    assert 'href="https://example.org/<' not in html


def test_a_line_is_escaped_and_says_what_is_black():
    html = blackened_line(f"<b>{NAME}")

    assert html.startswith("&lt;b&gt;<span")
    assert "geschwärzt: Name" in html


def test_papers_and_excerpts_show_the_mark():
    assert plain_text(f"Von {NAME}.") == f"Von {NAME}."
    runs = text_blocks(f"Von {NAME}.")[0]["runs"]
    assert "".join(run["text"] for run in runs) == f"Von {NAME}."
