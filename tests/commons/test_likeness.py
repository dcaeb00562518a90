"""How alike things are by their words, with and without statistics."""

import pytest
from django.db import connection

from commons.search import likeness, services
from commons.search.likeness import Question, Word
from commons.search.registry import Document
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


def indexed(*titles):
    ideas = [IdeaFactory(title=title, text="") for title in titles]
    services.index_many("idea", ideas)
    return [idea.pk for idea in ideas]


def found(question, **kwargs):
    return [one.target_id for one in likeness.alike(question, kind="idea", **kwargs)]


def test_the_same_words_are_close_to_one():
    [same] = indexed("Trinkbrunnen auf dem Spielplatz am Anger")

    [one] = likeness.alike(
        likeness.read("Trinkbrunnen auf dem Spielplatz am Anger"), kind="idea"
    )

    assert one.target_id == same
    assert one.closeness > 0.6


def test_a_rare_word_says_more_than_a_common_one():
    indexed(*(f"Radweg Nummer {number}" for number in range(40)))
    [rare] = indexed("Brechtbrücke")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_searchrow")

    question = likeness.read("Radweg auf der Brechtbrücke")

    shares = {word.lexeme: word.share for word in question.words}
    assert shares["radweg"] > 10 * shares["brechtbruck"]
    assert found(question)[0] == rare


def test_what_is_asked_for_by_id_is_compared_without_a_word_in_common():
    near, other = indexed("Hundewiese", "Zebrastreifen")

    assert found(likeness.read("Neue Bänke"), also=[near]) == [near]
    assert found(likeness.read("Neue Bänke")) == []
    assert other not in found(likeness.read("Neue Bänke"), also=[near])


def test_things_in_no_index_are_compared_in_the_same_way():
    document = Document("Trinkbrunnen am Anger", "Im Sommer fehlt Wasser.")
    indexed("Ein Trinkbrunnen für den Anger")
    question = likeness.read("Trinkbrunnen am Anger")

    [given] = likeness.compare(question, {7: document})

    assert given.target_id == 7
    assert given.closeness > likeness.alike(question, kind="idea")[0].closeness
    assert likeness.compare(question, {}) == []


def words(*shares):
    return tuple(
        Word(f"wort{number}", 1.0, share) for number, share in enumerate(shares)
    )


def test_common_words_are_only_looked_up_two_at_once():
    question = Question("", words(0.001, 0.3, 0.4), rows=100_000)

    queries = [query for query, _worth in likeness._choices(question)]

    assert queries == ["'wort0'", "'wort1' & 'wort2'"]


def test_rare_words_end_before_they_bring_too_many_rows():
    question = Question("", words(*[0.009] * 30), rows=100_000)

    assert len(list(likeness._choices(question))) == 4


@pytest.mark.parametrize(
    ("text", "is_telling"),
    (
        ("", False),
        ("Bänke", False),
        ("Die Bänke", False),
        ("Bitte mehr Bänke", False),
        ("Spielplatz", False),
        ("Bänke am Anger", True),
    ),
)
def test_two_words_must_say_something(text, is_telling):
    assert likeness.read(text).is_telling is is_telling
