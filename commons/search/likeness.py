"""How alike things are by their words, at the price of a glance into the index.

Candidates are chosen by the rarity of words, never by age: "Radweg" stands in every
third text and says little, "Brechtbruecke" in two and says all. How common a word is
PostgreSQL knows from the statistics of the index (ANALYZE keeps the thousand most
common ones; what is missing there is rare), so nothing has to be counted.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import log, sqrt
from typing import Any

from django.db import connection

from commons.search.compounds import parts_of
from commons.search.registry import Document
from commons.search.words import NOISE
from commons.text import normalise

# What a word weighs: in a title, in a text, as a part of a compound.
IN_TITLE, IN_TEXT, AS_PART = 1.0, 0.5, 0.4
# What the same run of letters in two titles adds.
SPELLING = 0.1
# Rows that the chosen words bring together at most, all and each.
MOST_ROWS, MOST_ROWS_EACH = 4_000, 1_000
MOST_CANDIDATES = 150
MOST_CHOICES = 24
# With so many rare words nobody needs the common ones; else three pairs of them.
ENOUGH_RARE, MOST_PAIRED = 4, 3
LONGEST_TEXT = 4_000
LEAST_CLOSENESS = 0.25
# Of a word before there are statistics; a database without them is small.
UNKNOWN_SHARE = 0.003
# An average idea of Bonn's 2,393: the length of its vector, and its words.
USUAL_NORM, USUAL_SIZE = 13.35, 41.0
# How much of a text's length counts against it.
LENGTH_COUNTS = 0.7

READ = """
WITH known AS (
    SELECT word.lexeme, word.share
    FROM pg_stats AS stats, unnest(
        stats.most_common_elems::text::text[], stats.most_common_elem_freqs
    ) AS word(lexeme, share)
    WHERE stats.schemaname = current_schema() AND word.lexeme IS NOT NULL
        AND stats.tablename = 'search_searchrow' AND stats.attname = 'words'
)
SELECT asked.lexeme, asked.weights,
    coalesce(known.share, (SELECT min(share) / 2 FROM known), %s),
    (SELECT reltuples FROM pg_class WHERE oid = 'search_searchrow'::regclass)
FROM unnest(
    setweight(to_tsvector('german', %s), 'A')
    || setweight(to_tsvector('german', %s), 'B')
    || setweight(to_tsvector('german', %s), 'C')
) AS asked LEFT JOIN known ON known.lexeme = asked.lexeme
"""
CHOICE = """
(SELECT id, %s::float8 AS worth FROM search_searchrow
WHERE words @@ %s::tsquery AND kind = %s AND audience = 'public' LIMIT %s)
"""
INDEXED = """
SELECT target_id, title, words, trigram_text AS spelling FROM search_searchrow
WHERE kind = %s AND audience = 'public' AND (target_id = ANY(%s) OR id = ANY(ARRAY(
    SELECT id FROM ({choices}) AS choices
    GROUP BY id ORDER BY sum(worth) DESC, id DESC LIMIT %s
)))
"""
GIVEN = """
SELECT target_id, title, setweight(to_tsvector('german', spelling), 'A')
    || setweight(to_tsvector('german', body), 'B')
    || setweight(to_tsvector('german', parts), 'C') AS words, spelling
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[])
    AS given(target_id, title, spelling, body, parts)
"""
SHARED = """
SELECT found.target_id, found.title, length(found.words),
    similarity(found.spelling, %s), (
        SELECT sum(asked.worth * CASE WHEN 'A' = ANY(word.weights) THEN %s
            WHEN 'B' = ANY(word.weights) THEN %s ELSE %s END)
        FROM unnest(found.words) AS word
        JOIN unnest(%s::text[], %s::float8[]) AS asked(lexeme, worth)
            ON asked.lexeme = word.lexeme
    )
FROM ({found}) AS found
"""


@dataclass(frozen=True)
class Word:
    """A word of a question; `share` is the part of all texts that have it."""

    lexeme: str
    weight: float
    share: float

    @property
    def rarity(self) -> float:
        return log(1 + 1 / self.share)


@dataclass(frozen=True)
class Question:
    """What somebody writes, as the index sees it; `rows` is the size of the index."""

    title: str
    words: tuple[Word, ...]
    rows: float

    @property
    def is_telling(self) -> bool:
        """Two words that say something: with one all of a city is alike."""
        return sum(word.weight > AS_PART for word in self.words) > 1

    @property
    def norm(self) -> float:
        return sqrt(sum((word.weight * word.rarity) ** 2 for word in self.words))


@dataclass(frozen=True)
class Likeness:
    """`closeness` lies between 0 and about 1; the same text again gives 1."""

    target_id: int
    title: str
    closeness: float


def read(title: str, text: str = "") -> Question:
    """Look up how rare the words are; those said in nearly every text are left out."""
    title, text = _telling(title), _telling(text[:LONGEST_TEXT])
    parameters: list[Any] = [UNKNOWN_SHARE, title, text, parts_of(f"{title} {text}")]
    with connection.cursor() as cursor:
        cursor.execute(READ, parameters)
        rows = cursor.fetchall()
    words = tuple(Word(row[0], _weight(row[1]), row[2]) for row in rows)
    return Question(title, words, rows[0][3] if rows else 0)


def alike(
    question: Question, *, kind: str, also: Collection[int] = ()
) -> list[Likeness]:
    """Public things with rare words in common, and those of `also`, best first."""
    if not question.words:
        return []
    parameters: list[Any] = [kind, list(also)]
    choices = list(_choices(question))
    for query, worth in choices:
        parameters += [worth, query, kind, MOST_ROWS_EACH]
    found = INDEXED.format(choices="UNION ALL".join([CHOICE] * len(choices)))
    return _compared(question, found, [*parameters, MOST_CANDIDATES])


def compare(question: Question, documents: Mapping[int, Document]) -> list[Likeness]:
    """The same for things that no index knows, such as those that wait."""
    if not question.words or not documents:
        return []
    titles = [normalise(document.title) for document in documents.values()]
    texts = [normalise(document.text[:LONGEST_TEXT]) for document in documents.values()]
    parts = [
        parts_of(f"{title} {text}") for title, text in zip(titles, texts, strict=True)
    ]
    shown = [document.title for document in documents.values()]
    given = [list(documents), shown, titles, texts, parts]
    return _compared(question, GIVEN, given)


def similar(
    text: str, *, kind: str, limit: int = 5, without_id: int | None = None
) -> list[Likeness]:
    """Public things that speak of the same, by the words alone."""
    question = read(text)
    if not question.is_telling:
        return []
    found = [
        one
        for one in alike(question, kind=kind)
        if one.target_id != without_id and one.closeness >= LEAST_CLOSENESS
    ]
    return found[:limit]


def _choices(question: Question) -> Iterable[tuple[str, float]]:
    """Queries for rare words, and for common ones two at once.

    The rarest come first, until they would bring too many rows together.
    """
    words = sorted(question.words, key=lambda word: word.share)
    rows_each = {word: word.share * question.rows for word in words}
    rare = [word for word in words if rows_each[word] <= MOST_ROWS_EACH][:MOST_CHOICES]
    expected = 0.0
    for word in rare:
        expected += rows_each[word]
        if expected > MOST_ROWS:
            return
        yield _quoted(word), word.weight * word.rarity**2
    if len(rare) >= ENOUGH_RARE:
        return
    frequent = [word for word in words if word not in rare][:MOST_PAIRED]
    for one, two in combinations(frequent, 2):
        worth = one.weight * one.rarity**2 + two.weight * two.rarity**2
        yield f"{_quoted(one)} & {_quoted(two)}", worth


def _compared(question: Question, found: str, parameters: list[Any]) -> list[Likeness]:
    asked: list[Any] = [
        question.title,
        *(IN_TITLE, IN_TEXT, AS_PART),
        [word.lexeme for word in question.words],
        [word.weight * word.rarity**2 for word in question.words],
    ]
    with connection.cursor() as cursor:
        cursor.execute(SHARED.format(found=found), [*asked, *parameters])
        rows = cursor.fetchall()
    compared = (
        Likeness(
            target_id, title, _closeness(question, size, shared) + SPELLING * spelling
        )
        for target_id, title, size, spelling, shared in rows
    )
    return sorted(compared, key=lambda one: (-one.closeness, -one.target_id))


def _closeness(question: Question, size: int, shared: float | None) -> float:
    """The cosine of the two, with the length of the other one estimated."""
    length = 1 - LENGTH_COUNTS + LENGTH_COUNTS * size / USUAL_SIZE
    return (shared or 0) / (question.norm * USUAL_NORM * sqrt(length))


def _telling(text: str) -> str:
    return " ".join(word for word in normalise(text).split() if word not in NOISE)


def _weight(weights: list[str]) -> float:
    if "A" in weights:
        return IN_TITLE
    return IN_TEXT if "B" in weights else AS_PART


def _quoted(word: Word) -> str:
    return "'" + word.lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
