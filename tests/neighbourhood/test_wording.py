"""Expressions: by which words people lead to a card or a signpost."""

import time

import pytest
from hypothesis import given, settings, strategies as st

from neighbourhood.departments.wording import parsed, sentences_of, vocabulary


def is_said(line, sentence):
    return bool(list(vocabulary({"key": line}).matches([sentence])))


@pytest.mark.parametrize(
    ("line", "sentence"),
    (
        ("bank", "Mehr Bänke am Anger"),
        ("bank", "BANK"),
        ("sofa/couch liegt/steht", "Seit Tagen steht eine alte Couch im Hof"),
        ("*lampe", "Die Straßenlampe flackert"),
        ("*lampe", "Zwei Parklampen"),
        ("spiel*", "Spielplatzfest"),
        ("*licht*", "Blinklichtanlage"),
        ("sbahn", "An der S-Bahn"),
        ("*strasse", "Görschstr. 5"),
        ("muell -mehr", "Müll im Park"),
        ("gehwegschaeden", "Gehwegschäden!"),
    ),
)
def test_an_expression_is_found_as_people_write_it(line, sentence):
    assert is_said(line, sentence)


@pytest.mark.parametrize(
    ("line", "sentence"),
    (
        ("bank", "Datenbank"),
        ("bank", "Bankfiliale"),
        ("sofa liegt", "Ein Sofa für den Park"),
        ("muell -mehr", "Mehr Müll geht nicht"),
        ("lampe", "Straßenlampe"),
        ("b 96", "Das an 96 Orten"),
    ),
)
def test_an_expression_is_not_found_in_other_words(line, sentence):
    assert not is_said(line, sentence)


def test_all_words_stand_in_one_sentence():
    book = vocabulary({"key": "sofa liegt"})
    sentences = sentences_of("Ein Sofa. Es liegt da.\nDas Sofa liegt hier!")

    assert [match.sentence for match in book.matches(sentences)] == [2]


def test_weight_is_the_number_of_words():
    book = vocabulary({"one": "sofa", "two": "sofa liegt"})

    found = {match.key: match.weight for match in book.matches(["Das Sofa liegt"])}

    assert found == {"one": 1, "two": 2}


@pytest.mark.parametrize("line", ("", "   ", "-mehr", "/", "*", "- /"))
def test_a_line_without_a_word_says_nothing(line):
    assert parsed("key", line) is None


@given(st.text(max_size=200), st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_nothing_that_is_typed_breaks_it(words, text):
    book = vocabulary({"key": words})

    assert {match.key for match in book.matches(sentences_of(text))} <= {"key"}


def test_a_hostile_text_takes_no_time():
    book = vocabulary({"key": "*sofa* liegt/*steht -mehr*"})
    text = ("a" * 60 + " ") * 160 + "\n" + "x. " * 3_000
    begun = time.process_time()

    list(book.matches(sentences_of(text)))

    assert time.process_time() - begun < 1
