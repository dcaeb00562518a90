"""Expressions: by which words a card or a signpost is found in a text. Pure.

One expression a line; all its words must stand in one sentence, in any order:

    sofa/couch/matratze liegt/steht -neu

`a/b` is either, `-a` must not be there, `a*` leaves the ending free and `*a` the
beginning. Usual endings of a word are free anyhow ("bank" finds "Bänke"), umlauts,
capitals and ß don't matter.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from commons.text import normalise

Key = TypeVar("Key", bound=Hashable)
ENDINGS = (
    *("", "e", "n", "s", "t", "en", "er", "es", "em", "et", "st", "te", "ern", "ens"),
    *("ten", "ter", "tes", "tem", "ene", "enen", "ener", "enes", "in", "innen"),
)
SHORTEST = 2  # letters of a word with a free end
LONGEST_TOKEN = 60
MOST_REMEMBERED = 20_000
# "S-Bahn" and "E-Roller" are one word each.
_SINGLE_LETTER = re.compile(r"\b([^\W\d_])-(?=\w)")
_SENTENCE = re.compile(r"[.!?;:\n]+(?:\s|$)|\n")


@dataclass(frozen=True)
class Expression(Generic[Key]):
    """`wanted`: one of each group must be there; `unwanted`: none of these."""

    key: Key
    wanted: tuple[frozenset[str], ...]
    unwanted: frozenset[str]


@dataclass(frozen=True)
class Match(Generic[Key]):
    """`weight` grows with the words that were found; `sentence` counts from 0."""

    key: Key
    weight: int
    sentence: int


@dataclass
class Vocabulary(Generic[Key]):
    """All expressions of a book, and which of their words a token means."""

    expressions: list[Expression[Key]] = field(default_factory=list)
    _by_first: dict[str, list[Expression[Key]]] = field(default_factory=dict)
    _terms: set[str] = field(default_factory=set)
    # How long the words are that have a free beginning, a free end, or both.
    _lengths: defaultdict[tuple[str, str], set[int]] = field(
        default_factory=lambda: defaultdict(set)
    )
    _remembered: dict[str, frozenset[str]] = field(default_factory=dict)

    def matches(self, sentences: Iterable[str]) -> Iterator[Match[Key]]:
        for place, sentence in enumerate(sentences):
            yield from self._in_sentence(sentence, place)

    def _in_sentence(self, sentence: str, place: int) -> Iterator[Match[Key]]:
        said: set[str] = set()
        for token in tokens_of(sentence):
            said |= self._meant_by(token)
        candidates = {
            id(expression): expression
            for term in said
            for expression in self._by_first.get(term, ())
        }
        for expression in candidates.values():
            if said & expression.unwanted:
                continue
            if all(said & group for group in expression.wanted):
                yield Match(expression.key, len(expression.wanted), place)

    def _meant_by(self, token: str) -> frozenset[str]:
        known = self._remembered.get(token)
        if known is None:
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[token] = frozenset(self._looked_up(token))
        return known

    def _looked_up(self, token: str) -> Iterator[str]:
        """The terms that a token fulfils, by looking up its parts."""
        for stem in {token, *(token.removesuffix(ending) for ending in ENDINGS)}:
            if len(stem) >= SHORTEST or stem == token:
                yield from self._known("", stem, "")
                yield from self._parts("*", stem, "", at_end=True)
        for length in self._lengths["", "*"]:
            yield from self._known("", token[:length], "*")
        yield from self._parts("*", token, "*")

    def _parts(
        self, front: str, word: str, back: str, *, at_end: bool = False
    ) -> Iterator[str]:
        for length in self._lengths[front, back]:
            last = len(word) - length
            for start in range(last if at_end else 0, last + 1):
                if start >= 0:
                    yield from self._known(front, word[start : start + length], back)

    def _known(self, front: str, core: str, back: str) -> Iterator[str]:
        term = f"{front}{core}{back}"
        if term in self._terms:
            yield term

    def add(self, expression: Expression[Key]) -> None:
        self.expressions.append(expression)
        terms = expression.unwanted.union(*expression.wanted)
        self._terms |= terms
        for term in terms:
            core = term.strip("*")
            self._lengths["*" * term.startswith("*"), "*" * term.endswith("*")].add(
                len(core)
            )
        for term in expression.wanted[0]:
            self._by_first.setdefault(term, []).append(expression)


def vocabulary(words_by_key: Mapping[Key, str]) -> Vocabulary[Key]:
    book: Vocabulary[Key] = Vocabulary()
    for key, words in words_by_key.items():
        for line in words.splitlines():
            expression = parsed(key, line)
            if expression is not None:
                book.add(expression)
    return book


def parsed(key: Key, line: str) -> Expression[Key] | None:
    """One line as an expression; None if it has no word that must be there."""
    wanted: list[frozenset[str]] = []
    unwanted: set[str] = set()
    for word in line.split():
        group = _group(word.removeprefix("-"))
        if word.startswith("-"):
            unwanted |= group
        elif group:
            wanted.append(group)
    if not wanted:
        return None
    return Expression(key, tuple(wanted), frozenset(unwanted))


def sentences_of(text: str) -> list[str]:
    return [part for part in _SENTENCE.split(text) if part and not part.isspace()]


def tokens_of(text: str) -> list[str]:
    words = _folded(text).split()
    return [word[:LONGEST_TOKEN] for word in words]


def _group(word: str) -> frozenset[str]:
    return frozenset(filter(None, map(_term, word.split("/"))))


def _term(word: str) -> str:
    core = _folded(word).replace(" ", "")
    if len(core) < (SHORTEST if "*" in word else 1):
        return ""
    front = "*" if word.startswith("*") else ""
    back = "*" if word.endswith("*") else ""
    return f"{front}{core}{back}"


def _folded(text: str) -> str:
    """Without umlauts, which plurals bring and take: Bank, Bänke."""
    plain = normalise(_SINGLE_LETTER.sub(r"\1", text))
    return plain.replace("ae", "a").replace("oe", "o").replace("ue", "u")
