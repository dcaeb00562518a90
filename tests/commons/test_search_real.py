"""Search over 2,393 real texts of citizens, against counts made without it."""

import re

import pytest

from commons.search import queries, registry as sources, services
from commons.search.registry import Document
from commons.tables import Column, read_csv
from commons.text import normalise
from tests.shared_data import shared

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
COLUMNS = (Column("title", ("titel",)), Column("text", ("text",)))


class Text:
    def __init__(self, pk, title, text):
        self.pk, self.title, self.text = pk, title, text


@pytest.fixture
def texts():
    rows = read_csv(shared("contributions/bonn_raddialog_2017.csv"), COLUMNS)
    texts = [
        Text(pk, row.values["title"], row.values["text"])
        for pk, row in enumerate(rows, start=1)
    ]
    before = dict(sources._sources)
    sources.register(
        "text",
        document_of=lambda text: Document(text.title, text.text),
        everything=lambda: texts,
    )
    services.index_many("text", texts)
    yield {text.pk: normalise(f"{text.title} {text.text}") for text in texts}
    sources._sources = before


def found(text):
    hits = queries.search(None, text, kinds=["text"]).hits
    return {hit.target_id for hit in hits}


def with_word(texts, pattern):
    return {pk for pk, words in texts.items() if re.search(rf"\b{pattern}\b", words)}


def test_real_texts_are_found_by_their_words(texts):
    """Every text with the word itself, and nothing without the letters of any form."""
    assert len(texts) == 2_393
    for asked, letters in (
        ("Kennedybrücke", "kennedybruecke"),
        ("Zebrastreifen", "zebrastreifen"),
        ("Kreisverkehr", "kreisverkehr"),
        ("Schlaglöcher", "schlagloecher"),
        ("Ampel", "ampel"),
        ("Poppelsdorfer Allee", "poppelsdorfer allee"),
    ):
        assert with_word(texts, letters) <= found(asked), asked


def test_two_spellings_find_the_same_real_texts(texts):
    for first, second in (
        ("Kennedybrücke", "Kennedybruecke"),
        ("Reuterstr.", "Reuterstraße"),
        ("Fahrradstraße", "FAHRRADSTRASSE"),
        ("Schlagloch", "Schlaglöcher"),
    ):
        assert found(first) == found(second) != set(), first


def test_parts_of_compounds_find_real_texts(texts):
    assert with_word(texts, r"fahrradampel\w*") <= found("Ampel")
    assert with_word(texts, r"strassenbeleuchtung") <= found("Beleuchtung")
    assert with_word(texts, "kennedybruecke") <= found("Brücke")


def test_a_slip_finds_what_the_right_word_finds(texts):
    assert found("Kennedybrüke") == found("Kennedybrücke")
    assert found("Beleuchtng Radweg") == found("Beleuchtung Radweg")
