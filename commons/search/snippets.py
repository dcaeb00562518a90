"""Showing where a text answers: pieces with a mark, never HTML.

Templates write the pieces, escaped like everything, and put `<mark>` around those that
are marked; so no text can bring its own.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from commons.search.compounds import parts_of, split
from commons.search.questions import Question
from commons.search.stems import stem
from commons.text import ELLIPSIS, cut_at_word, normalise

LENGTH = 230
BEFORE = 60  # letters of a text before its first marked word
LONGEST_TEXT = 20_000
_WORDS = re.compile(r"[^\W_]+")


class Piece(NamedTuple):
    text: str
    is_marked: bool = False


class Snippet(NamedTuple):
    title: list[Piece]
    text: list[Piece]


def snippet(question: Question, title: str, text: str) -> Snippet:
    """Title and the telling part of a text; parts of words count if nothing else."""
    text = text[:LONGEST_TEXT]
    wanted = _wanted(question)
    if not any(_is_marked(word[0], wanted) for word in _WORDS.finditer(title + text)):
        wanted |= _parts(question)
    return Snippet(_pieces(title, wanted), _pieces(_telling(text, wanted), wanted))


def _wanted(question: Question) -> frozenset[str]:
    ways = (way for term in question.terms for way in (term.words, *term.others))
    return frozenset(stem(word) for way in ways for word in way)


def _parts(question: Question) -> frozenset[str]:
    return frozenset(stem(part) for word in question.words for part in split(word))


def _is_marked(word: str, wanted: frozenset[str]) -> bool:
    return not wanted.isdisjoint(_stems_of(word))


@lru_cache(maxsize=50_000)
def _stems_of(word: str) -> frozenset[str]:
    """The word and what it is made of: "Rad" stands in "Radweg"."""
    plain = normalise(word)
    return frozenset(map(stem, f"{plain} {parts_of(plain)}".split()))


def _telling(text: str, wanted: frozenset[str]) -> str:
    """The part with the most words that were asked for, cut at words."""
    if len(text) <= LENGTH:
        return text
    found = [
        word.start() for word in _WORDS.finditer(text) if _is_marked(word[0], wanted)
    ]
    if not found:
        return cut_at_word(text, LENGTH)
    densest = max(found, key=lambda start: (_within(found, start), -start))
    begin = max(densest - BEFORE, 0)
    if begin:
        begin = text.find(" ", begin, densest) + 1 or densest
    shown = cut_at_word(text[begin:], LENGTH)
    return f"{ELLIPSIS} {shown}" if begin else shown


def _within(starts: Iterable[int], first: int) -> int:
    return sum(first <= start < first + LENGTH - BEFORE for start in starts)


def _pieces(text: str, wanted: frozenset[str]) -> list[Piece]:
    pieces, at = [], 0
    for word in _WORDS.finditer(text):
        if _is_marked(word[0], wanted):
            pieces += [Piece(text[at : word.start()]), Piece(word[0], is_marked=True)]
            at = word.end()
    pieces.append(Piece(text[at:]))
    return [piece for piece in pieces if piece.text]
