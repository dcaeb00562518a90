"""What a reader stumbles over is named with what is better; plain words are left alone."""

import json

import pytest
from hypothesis import given, strategies as st

from commons.plainness import LIST, MOST_FINDINGS, Stumble, sentences, stumbles
from commons.text import normalise


def found(text):
    return [(finding.code, finding.words) for finding in stumbles(text)]


@pytest.mark.parametrize(
    "text",
    (
        "Wir stellen im Mai 2027 drei Bänke auf. Das kostet 4.500 Euro.",
        "Wir werden die Bänke im Frühjahr aufstellen und die Wege erneuern.",
        "Das wird gelten, und niemand wird es vergessen oder weitergeben.",
        "Das Amt wird bereits tätig. Der Termin wird bekannt.",
        "Die BVV (Bezirksverordnetenversammlung) entscheidet. Das steht im PDF.",
        "",
        "  \n\n …",
    ),
)
def test_plain_words_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    (
        ("Der Weg wird im Mai geprüft.", "wird … geprüft"),
        ("Die Wege wurden 2024 saniert.", "wurden … saniert"),
        ("Ob der Übergang gebaut wird, sagt der Senat.", "wird … gebaut"),
        ("Es wurde an uns weitergegeben.", "wurde … weitergegeben"),
        ("Das Geld ist bewilligt worden.", "worden … bewilligt"),
    ),
)
def test_a_deed_without_a_doer_is_found(text, words):
    assert found(text) == [(Stumble.PASSIVE, words)]


def test_a_duty_that_nobody_has_is_found():
    assert found("Das ist noch zu prüfen.") == [(Stumble.TO_BE_DONE, "zu prüfen")]
    assert found("Wir haben viel zu prüfen.") == []


def test_a_sentence_is_long_from_its_21st_word_on():
    short = "Wir " + "bauen " * 18 + "Wege."
    long = "Wir " + "bauen " * 19 + "Wege."

    assert found(short) == []
    (finding,) = stumbles(long)
    assert finding.code == Stumble.LONG
    assert finding.advice == "21 Wörter in einem Satz. Machen Sie zwei daraus."


def test_many_nouns_made_of_verbs_are_found_together():
    text = "Die Prüfung der Beleuchtung und die Verlegung der Leitung dauern."

    assert found(text) == [(Stumble.NOUNS, "Prüfung, Beleuchtung, Verlegung, Leitung")]


@pytest.mark.parametrize(
    ("text", "shown", "advice"),
    (
        ("Die Lichtsignalanlage fehlt.", "Lichtsignalanlage", "Besser: Ampel."),
        ("Wir ziehen das IN ERWÄGUNG ZIEHEN vor.", "IN ERWÄGUNG ZIEHEN", "überlegen"),
        ("Gehoelze wachsen.", "Gehoelze", "Besser: Bäume und Sträucher."),
    ),
)
def test_words_of_the_office_are_found_however_they_are_written(text, shown, advice):
    finding = next(each for each in stumbles(text) if each.code == Stumble.JARGON)

    assert finding.words == shown
    assert advice in finding.advice


def test_an_unexplained_short_form_is_asked_about_once():
    assert found("Das SGA prüft. Das SGA baut.") == [(Stumble.SHORT_FORM, "SGA")]
    assert found("Das Straßen- und Grünflächenamt (SGA) baut. Das SGA sagt es.") == []


def test_dots_of_dates_and_short_words_end_no_sentence():
    text = "Das ist z. B. gut. Am 3. Mai 2027 um 10 Uhr. Abs. 2 gilt!\nNeu\n\n- Liste"

    assert sentences(text) == [
        "Das ist z. B. gut.",
        "Am 3. Mai 2027 um 10 Uhr.",
        "Abs. 2 gilt!",
        "Neu",
        "- Liste",
    ]


def test_the_list_names_each_word_once_and_something_else_instead():
    listed = json.loads(LIST.read_text(encoding="utf-8"))
    plain = [normalise(phrase) for phrase in listed]

    assert len(plain) == len(set(plain))
    assert [word for word, instead in listed.items() if word == instead] == []


@given(st.text(alphabet=st.sampled_from("ab.zuwirdgeprüft \n()-/ÄSGA:"), max_size=400))
def test_any_text_is_read_to_its_end(text):
    assert len(stumbles(text)) <= MOST_FINDINGS
    assert letters("".join(sentences(text))) == letters(text)


def letters(text):
    return [sign for sign in text if sign.isalnum()]
