"""Splitting German compounds, so that "Radweg" is found in "Fahrradweg".

A word is split if known parts cover it whole. The name of a street, bridge or park
ends in a known word behind a front that may be anything. Of other words the end counts
if it is long, or else the beginning.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from commons.search.stems import fold
from commons.search.words import PARTS, PLACES

# Between parts, and what case and number hang on the last.
LINKS = ("", "s", "es", "n", "en", "er", "e")
SHORTEST = 3
SHORTEST_FRONT = 4
SHORTEST_TAIL = 5
SHORTEST_HEAD = 4
LONGEST_WORD = 40


@dataclass(frozen=True)
class Piece:
    """A part and where it stands in the word, whose umlauts are folded."""

    part: str
    start: int
    end: int


def parts_of(words: str) -> str:
    """For the index: each smallest part of normalised words, and neighbours together.

    "schulwegsicherheit" gives schule, weg, sicherheit, schulweg and wegsicherheit.
    """
    found: dict[str, None] = {}
    for word in words.split():
        found |= dict.fromkeys(_indexed(word))
    return " ".join(found)


@lru_cache(maxsize=20_000)
def split(word: str) -> tuple[str, ...]:
    """For a question: the largest parts of one word; empty if it is no compound."""
    return tuple(piece.part for piece in _pieces(fold(word)))


@lru_cache(maxsize=20_000)
def _indexed(word: str) -> tuple[str, ...]:
    folded = fold(word)
    pieces = list(_smallest(folded))
    found = [piece.part for piece in pieces]
    for first, second in combinations(pieces, 2):
        joined = folded[first.start : second.end]
        found += [joined] if joined != folded else []
    found = found or [*_partly(word, folded)]
    # Some write no umlauts, and older PostgreSQL does not know "ae" for one.
    return tuple(found if folded == word else [*found, folded])


def _smallest(folded: str) -> Iterator[Piece]:
    for piece in _pieces(folded):
        inner = list(_smallest(folded[piece.start : piece.end]))
        for part in inner:
            yield Piece(part.part, piece.start + part.start, piece.start + part.end)
        if not inner:
            yield piece


def _pieces(folded: str) -> tuple[Piece, ...]:
    if not 2 * SHORTEST <= len(folded) <= LONGEST_WORD:
        return ()
    pieces = _cover(folded, 0)
    return pieces if pieces is not None and len(pieces) > 1 else ()


def _cover(folded: str, start: int) -> tuple[Piece, ...] | None:
    """Known parts for all from `start` on; a whole word is not its own part."""
    if start == len(folded):
        return ()
    for piece, after in _heads(folded, start):
        if start == 0 and after == len(folded):
            continue
        tail = _cover(folded, after)
        if tail is not None:
            return (piece, *tail)
    return None


def _heads(folded: str, start: int) -> Iterator[tuple[Piece, int]]:
    for end in range(len(folded), start + SHORTEST - 1, -1):
        part = _BY_FOLDED.get(folded[start:end])
        if part is None:
            continue
        for link in LINKS:
            if folded.startswith(link, end):
                yield Piece(part, start, end), end + len(link)


def _partly(word: str, folded: str) -> tuple[str, ...]:
    """What is known of a word that is not known whole: its end, or its beginning."""
    tail = _known_tail(folded)
    if tail and tail[0] not in PLACES:
        return tail
    return _place(word) or tail or _known_head(folded)


def _place(word: str) -> tuple[str, ...]:
    for front in range(SHORTEST_FRONT, len(word) - SHORTEST + 1):
        if word[front:] in PLACES:
            return (word[:front], word[front:])
    return ()


def _known_tail(folded: str) -> tuple[str, ...]:
    """What a word ends in whose front is unknown: Lieblingsspielplatz."""
    if len(folded) > LONGEST_WORD:
        return ()
    for front in range(SHORTEST_FRONT, len(folded) - SHORTEST_TAIL + 1):
        for piece, after in _heads(folded, front):
            if after == len(folded) and piece.end - front >= SHORTEST_TAIL:
                inner = [part.part for part in _smallest(folded[front:after])]
                return (piece.part, *inner)
    return ()


def _known_head(folded: str) -> tuple[str, ...]:
    """What a word begins with whose end is unknown: Mülltrennung."""
    if len(folded) > LONGEST_WORD:
        return ()
    for piece, after in _heads(folded, 0):
        is_long = len(piece.part) >= SHORTEST_HEAD
        if is_long and len(folded) - after >= SHORTEST_TAIL:
            inner = [part.part for part in _smallest(folded[: piece.end])]
            return (piece.part, *inner)
    return ()


def _by_folded() -> dict[str, str]:
    """Each part as it stands in a word; some lose their last e: Schulweg."""
    without_e = {fold(part[:-1]): part for part in PARTS if part.endswith("e")}
    short = {form: part for form, part in without_e.items() if len(form) > SHORTEST}
    return short | {fold(part): part for part in PARTS}


_BY_FOLDED = _by_folded()
