"""Marking words in texts: what people wrote stays text, whatever it was."""

import random
from functools import cache

import pytest
from brs_kb.payloads import get_all_payloads
from django.template.loader import render_to_string
from hypothesis import given, strategies as st

from commons.search.distance import distance
from commons.search.queries.spelling import slips_in, spoken
from commons.search.questions import Question, Term
from commons.search.snippets import LENGTH, snippet
from commons.search.stems import stem
from tests.commons.test_html import Reader


def asked(*words, others=()):
    return Question(" ".join(words), tuple(Term((word,), others) for word in words))


def marked(question, text):
    return [piece.text for piece in snippet(question, "", text).text if piece.is_marked]


@pytest.mark.parametrize(
    ("word", "text", "words"),
    (
        ("rad", "Räder, Radwege und Rat", ["Räder", "Radwege"]),
        ("strasse", "Breite Str. und Straße", ["Str", "Straße"]),
        ("baum", "Bäume im Traum", ["Bäume"]),
        ("beleuchtung", "Straßenbeleuchtung", ["Straßenbeleuchtung"]),
        ("spielplatz", "Auf Spielplätzen spielen", ["Spielplätzen"]),
    ),
)
def test_words_are_marked_in_all_their_forms(word, text, words):
    assert marked(asked(word), text) == words


def test_synonyms_are_marked_too():
    question = asked("muelleimer", others=(("papierkorb",),))

    assert marked(question, "Ein neuer Papierkorb") == ["Papierkorb"]


def test_parts_of_a_question_are_marked_if_nothing_else_is():
    assert marked(asked("fahrradweg"), "Ein Weg für das Fahrrad") == ["Weg", "Fahrrad"]
    assert marked(asked("fahrradweg"), "Der Weg zum Fahrradweg") == ["Fahrradweg"]


def test_a_long_text_is_cut_where_most_words_stand():
    text = (
        "Rad. " + "Vorwort ohne Belang. " * 60 + "Das Rad am Radweg. " + "Ende. " * 60
    )

    shown = "".join(piece.text for piece in snippet(asked("rad"), "", text).text)

    assert "Das Rad am Radweg." in shown
    assert shown.startswith("… ")
    assert len(shown) <= LENGTH + 2


@given(st.text(max_size=600))
def test_pieces_are_the_text_again(text):
    pieces = snippet(asked("rad", "weg"), text, "").title

    assert "".join(piece.text for piece in pieces) == text


@cache
def payloads():
    return [entry.payload for entry in get_all_payloads().values()]


@pytest.mark.slow
def test_no_known_attack_survives_marking():
    words = ["script", "img", "alert", "onerror", "javascript", "svg", "mark", "rad"]
    chance = random.Random(3)
    assert len(payloads()) > 1000

    for payload in payloads():
        question = asked(*chance.sample(words, 3))
        shown = snippet(question, payload, f"Rad {payload} Rad")
        for pieces in shown:
            html = render_to_string("search/_pieces.html", {"pieces": pieces})
            assert {tag for tag, _attributes in Reader(html).tags} <= {"mark"}
            assert all(not attributes for _tag, attributes in Reader(html).tags)


@pytest.mark.parametrize(
    ("first", "second", "slips"),
    (
        ("spielplaz", "spielplatz", 1),
        ("spielplatz", "spielplatz", 0),
        ("spileplatz", "spielplatz", 1),
        ("kolwitzplaz", "kollwitzplatz", 2),
        ("bank", "band", 1),
        ("brunnen", "bruecke", None),
        ("", "ab", 2),
    ),
)
def test_slips_are_counted(first, second, slips):
    assert distance(first, second, most=2) == slips


def test_short_words_may_have_no_slip():
    assert (slips_in("rad"), slips_in("bank"), slips_in("spielplatz")) == (0, 1, 2)


@pytest.mark.parametrize(
    ("plain", "written"),
    (
        ("strassenbaum", "Straßenbaum"),
        ("muelleimer", "Mülleimer"),
        ("feuerwehr", "Feuerwehr"),
        ("mauer", "Mauer"),
        ("querung", "Querung"),
        ("buerger", "Bürger"),
    ),
)
def test_words_are_written_as_people_do(plain, written):
    assert spoken(plain) == written


@pytest.mark.parametrize(
    "forms",
    (
        ("baum", "baeume", "baumes", "baeumen"),
        ("platz", "plaetze", "plaetzen"),
        ("rad", "raeder", "raedern", "rades"),
        ("bank", "baenke", "baenken"),
        ("haus", "haeuser", "hauses", "haeusern"),
    ),
)
def test_all_forms_of_a_word_have_one_stem(forms):
    assert len({stem(form) for form in forms}) == 1
