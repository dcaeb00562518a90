"""Mails taken apart: what is new in them, and whatever is in them."""

import time
from email.message import EmailMessage

import pytest
from hypothesis import given, settings, strategies as st

from commons.incoming import parsing
from commons.incoming.enums import Automatic, Note
from commons.incoming.parsing import bodies, charsets
from commons.incoming.parsing.cutting import cut
from commons.incoming.parsing.hypertext import text_of
from tests.mail.letters import ANSWER, CORPUS, letter

SHORT = "wir stellen im Frühjahr drei Bänke am See auf."
KEPT = {
    "html_outlook": SHORT,
    "nur_html": f"Guten Tag,\n\n{SHORT}",
    "logo": SHORT,
    "outlook_en": "Dear colleagues,\n\nwe will put up three benches by the lake in "
    "spring.",
    "falsch_utf8_ist_cp1252": "Wir stellen „drei Bänke“ für 1.500 € auf.",
    "inline": "> Können dort Bänke stehen?\n\nJa, drei Bänke im Frühjahr.\n\n"
    "> Was ist mit dem Müll?\n\nDafür ist die BSR zuständig.",
    "liste_und_ps": "Guten Tag,\n\nes geht so:\n\n- drei Bänke am See\n- eine am "
    "Spielplatz\n\nPS: Die Bänke kommen erst nach dem Frost.",
    "verschluesselt": "",
    "leer": "",
}
# Whole, since nothing tells the new from the old; or not by a person.
WHOLE = {"inline_rot", "nur_zitat"}
MACHINES = {
    "abwesend": Automatic.ABSENCE,
    "abwesend_ohne_kennung": Automatic.ABSENCE,
    "out_of_office": Automatic.ABSENCE,
    "ticketsystem": Automatic.OTHER,
    "lesebestaetigung": Automatic.RECEIPT,
}
NAMES = sorted(path.stem for path in CORPUS.glob("*.eml"))


@pytest.mark.parametrize("name", sorted(set(NAMES) - WHOLE - set(MACHINES)))
def test_only_what_is_new_is_kept(name):
    assert parsing.parse(letter(name)).kept == KEPT.get(name, ANSWER)


@pytest.mark.parametrize(
    ("name", "note"), (("inline_rot", "points_below"), ("nur_zitat", "only_quote"))
)
def test_where_old_and_new_cannot_be_told_apart_all_is_kept(name, note):
    parsed = parsing.parse(letter(name))

    assert parsed.kept == parsed.text
    assert note in parsed.notes


@pytest.mark.parametrize("name", NAMES)
def test_a_machine_is_told_from_a_person(name):
    parsed = parsing.parse(letter(name))

    assert parsed.automatic == MACHINES.get(name, Automatic.NONE)


@pytest.mark.parametrize(
    ("name", "notes"),
    (
        ("smime", {"signed"}),
        ("pgp_inline", {"signed"}),
        ("verschluesselt", {"encrypted"}),
        ("winmail", {"winmail"}),
        ("nur_html", {"html_only"}),
        ("falsch_ascii", {"charset"}),
        ("falsch_latin1_ist_utf8", {"charset"}),
        ("outlook_original", set()),
    ),
)
def test_what_a_reader_should_know_is_noted(name, notes):
    assert parsing.parse(letter(name)).notes == notes


def test_the_files_of_a_nested_mail_are_found_with_their_names():
    parsed = parsing.parse(letter("verschachtelt"))

    assert [part.name for part in parsed.parts] == [
        "plan.pdf",
        "foto.jpg",
        "brief.docx",
    ]


def test_no_header_breaks_out_of_its_line():
    parsed = parsing.parse(letter("boese_kopfzeilen"))

    assert "\n" not in parsed.subject
    assert parsed.sender == "gruen@amt.example"


def test_nothing_of_a_page_runs_or_is_loaded():
    parsed = parsing.parse(letter("nur_html"))

    assert "alert" not in parsed.text
    assert "evil.example" not in parsed.text
    assert "> > Ganz alt" in parsed.text


@pytest.mark.parametrize(
    ("content", "declared", "text"),
    (
        ("Grüße", "utf-8", "Grüße"),
        ("Grüße", "iso-8859-1", "Grüße"),
        ("Grüße", "us-ascii", "Grüße"),
        ("Grüße", "", "Grüße"),
        ("Grüße", "x-unbekannt", "Grüße"),
        ("Grüße", "base64", "Grüße"),
        ("Grüße", "utf-16", "Grüße"),
    ),
)
@pytest.mark.parametrize("written", ("utf-8", "cp1252"))
def test_umlauts_come_through_whatever_is_declared(content, declared, text, written):
    raw = content.encode("utf-16" if declared == "utf-16" else written)

    assert charsets.decode(raw, declared)[0] == text


def test_a_deep_nest_is_refused_or_read_but_never_breaks():
    raw = "".join(
        f"Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}\n"
        for number in range(3_000)
    ).encode()

    try:
        parsed = parsing.parse(raw)
    except parsing.Unreadable:
        return
    assert parsed.text == ""


HOSTILE = {
    "on": "On 1 " + "a " * 20_000 + "wrote",
    "am": ("Am 1.1. " + "x" * 490 + "\n") * 5_000,
    "headers": "Von: a\nAn: b\n" * 2_500,
    "quotes": "> " * 40_000,
    "dashes": "-" * 90_000,
    "greater": ">>> " + "a" * 90_000,
    "blank": "\n" * 90_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long_to_cut(name):
    begun = time.process_time()

    cut(HOSTILE[name])

    assert time.process_time() - begun < 2


LINES = st.sampled_from(
    [
        "",
        "> alt",
        ">> älter",
        "Am 23.11.2026 um 09:14 schrieb Amt <a@b.example>:",
        "Von: Amt",
        "Gesendet: heute",
        "An: uns",
        "-- ",
        "Mit freundlichen Grüßen",
        "PS: noch etwas",
        "-----Ursprüngliche Nachricht-----",
        "neu",
        "On 1.1.2026 somebody wrote:",
        "________________________________",
    ]
)


@given(st.lists(LINES | st.text(max_size=30), max_size=40))
def test_kept_lines_are_lines_of_the_text_in_order(lines):
    text = "\n".join(lines).replace("\r", "")
    count = len(text.split("\n"))

    ranges = cut(text).ranges

    flat = [number for pair in ranges for number in pair]
    assert flat == sorted(flat)
    assert all(0 <= number <= count for number in flat)


@given(st.lists(LINES, max_size=30))
def test_where_somebody_wrote_something_is_kept(lines):
    text = "\n".join(lines)

    kept = "".join(
        "\n".join(text.split("\n")[first:end]) for first, end in cut(text).ranges
    )

    assert bool(kept.strip()) == bool(text.strip())


@settings(max_examples=150)
@given(st.binary(max_size=600))
def test_any_bytes_can_be_taken_apart(raw):
    assert "\x00" not in parsing.parse(raw).text


HEADERS = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=b",
        b"Content-Type: multipart/alternative; boundary=b",
        b"Content-Type: text/html; charset=iso-8859-1",
        b"Content-Type: text/plain; charset=\xff\xfe",
        b"Content-Type: message/rfc822",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b",
        b"Content-Type: message/delivery-status",
        b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: x-uuencode",
        b"Content-Disposition: attachment; filename*=utf-8''%00%ff",
        b"From: =?utf-8?b?////?= <a@\xe4.example>",
        b"To: ,,;<>@",
        b"Date: Thu, 99 Foo 99999 99:99:99 +9999",
        b"Subject: =?utf-16?b?/////w==?=",
        b"--b",
        b"--b--",
        b"",
    ]
)


@settings(max_examples=200)
@given(st.lists(HEADERS | st.binary(max_size=40), max_size=25))
def test_any_order_of_headers_and_parts_can_be_taken_apart(lines):
    parsed = parsing.parse(b"\n".join(lines))

    assert len(parsed.subject) <= 300
    parsed.text.encode()


@settings(max_examples=80)
@given(st.lists(st.sampled_from(["<b>", "</b>", "<table>", "<tr>", "<td colspan=99999>", "<blockquote>", "</blockquote>", "<pre>", "&#0;", "&#xD800;", "<!--", "-->", "<style>", "<li>", "<ol>", "x", "\x00"])))  # fmt: skip
def test_any_page_becomes_text(pieces):
    assert isinstance(text_of("".join(pieces)), str)


def test_a_mail_that_python_writes_is_read_back():
    mail = EmailMessage()
    mail["From"] = "Grünflächen <gruen@amt.example>"
    mail["To"] = "vorgang+abc@bindeglied.example"
    mail["Subject"] = "Größe der Bänke"
    mail.set_content("Drei Bänke.\n")

    parsed = parsing.parse(mail.as_bytes())

    assert (parsed.subject, parsed.text) == ("Größe der Bänke", "Drei Bänke.")
    assert parsed.recipients == ("vorgang+abc@bindeglied.example",)


GAPS = {
    "padding": '<div style="padding-left:9999999em">' + "<p>x" * 20_000,
    "margin": '<p style="margin-top:9999999em">x' * 5_000,
    "columns": f"<table><tr><td>{'a' * 50_000}</table>"
    f"<table><tr><td>{'a' * 50_000}</td></tr>{'<tr><td>b</td></tr>' * 5_000}",
    "lists": "<ul>" * 240 + "<li>x" * 20_000,
    "boxes": "<div>" * 240 + "<p>x" * 20_000,
    "quotes": "<blockquote>" * 200 + "<p>x" * 20_000,
}


@pytest.mark.parametrize("name", GAPS)
def test_a_small_page_never_becomes_a_large_text(name):
    """One of these once asked for 300 MB out of 45 kB, and killed its worker."""
    page = GAPS[name]

    text = text_of(page)

    assert "x" in text or "b" in text
    assert len(text) < 20 * len(page)


def test_rows_of_a_table_stay_lines_of_words():
    page = "<table><tr><td>Bank</td><td>1.500 €</td></tr><tr><td>Korb</td></tr></table>"

    assert text_of(page).split("\n") == ["Bank 1.500 €", "Korb"]


def test_of_many_pages_in_a_mail_only_the_first_are_read(monkeypatch):
    read = []
    monkeypatch.setattr(bodies, "text_of", lambda page: read.append(page) or "ja")
    page = b"--b\nContent-Type: text/html\n\n" + b"<p>" * 150_000 + b"\n"
    head = b"Content-Type: multipart/mixed; boundary=b\n\n"

    parsed = parsing.parse(head + page * 9)

    assert len(read) == 2
    assert Note.SHORTENED in parsed.notes


def test_a_mail_that_is_built_to_be_slow_is_not_taken_apart():
    """Ninety parts in each other around millions of lines took minutes."""
    borders = (
        f"Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}\n"
        for number in range(90)
    )
    slow = "".join(borders).encode() + b"Content-Type: text/plain\n\n"

    assert parsing.parse(slow + b"-\n" * 1_000).recipients == ()
    with pytest.raises(parsing.Unreadable):
        parsing.parse(slow + b"-\n" * 1_000_000)
