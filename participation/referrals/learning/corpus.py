"""Many ideas as sparse counts, made word by word so that a hundred thousand fit.

A word is cut into its pieces once, however many ideas use it: the counts of pieces are
the counts of words times a table of words and pieces.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]  # has no types

from participation.referrals.learning.words import (
    TITLE_COUNTS,
    Example,
    Written,
    pair_of,
    parts_of,
    plain,
    spelled,
)

# What fewer people wrote might be somebody's name or number: it is never kept.
FEWEST_PEOPLE = 5
# Of so many ideas, pieces that stand in more than a fifth are left out: they tell next
# to nothing from another, and take half of the memory.
MANY = 20_000
MOST_COMMON = 0.2
AT_ONCE = 5_000  # rows whose people are counted in one go
Vector = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Block:
    """Counts of features (columns) in ideas (rows)."""

    names: Sequence[str]
    counts: Any

    def usual(self, people: Vector) -> "Block":
        """Without what fewer than `FEWEST_PEOPLE` wrote."""
        enough = people_by_column(self.counts.__getitem__, self.counts.shape[1], people)
        columns = np.flatnonzero(enough >= FEWEST_PEOPLE)
        return Block(
            [self.names[at] for at in columns.tolist()], self.counts[:, columns]
        )


@dataclass(frozen=True)
class Corpus:
    """All features of all ideas in one matrix; `blocks` tells each column's block.

    `names` are those of the columns, and `counts` how often each stands in an idea.
    """

    labels: Vector
    people: Vector
    names: Sequence[str]
    blocks: Vector
    counts: Any

    def __len__(self) -> int:
        return len(self.labels)


@dataclass
class _Lexicon:
    """Words by their number; `spellings` remembers what a written word becomes."""

    norms: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    spellings: dict[str, int] = field(default_factory=dict)

    def number_of(self, word: str) -> int:
        known = self.spellings.get(word)
        if known is None:
            known = self.spellings[word] = self._new(plain(word))
        return known

    def _new(self, norm: str) -> int:
        if not norm:
            return -1
        number = self.numbers.setdefault(norm, len(self.norms))
        if number == len(self.norms):
            self.norms.append(norm)
        return number

    def numbers_of(self, text: str) -> list[int]:
        found = map(self.number_of, spelled(text))
        return [number for number in found if number >= 0]


def corpus_of(examples: Sequence[Example]) -> Corpus:
    """Only features that at least `FEWEST_PEOPLE` people wrote come in."""
    people = np.unique([each.person for each in examples], return_inverse=True)[1]
    norms, counts, pairs = _words_of(examples)
    known = [
        Block(norms, counts).usual(people),
        pairs.usual(people),
        _marks([each.written for each in examples]).usual(people),
    ]
    pieces = _pieces(norms, counts, people)
    # Words, pieces and marks in the order of `BLOCKS`; pairs are words of two.
    parts = (known[0], known[1], pieces, known[2])
    names = [name for block in parts for name in block.names]
    blocks = np.repeat([0, 0, 1, 2], [len(block.names) for block in parts])
    labels = np.array([example.label for example in examples], dtype=np.int64)
    together = _together(known, counts, pieces.counts)
    return Corpus(labels, people, names, blocks.astype(np.int8), together)


def _words_of(examples: Sequence[Example]) -> tuple[list[str], Any, Block]:
    """All words, how often each stands in each idea, and those side by side."""
    lexicon = _Lexicon()
    flat, lengths = array("i"), array("i")
    for example in examples:
        for text in (example.written.title, example.written.text):
            numbers = lexicon.numbers_of(text)
            flat.extend(numbers)
            lengths.append(len(numbers))
    words = np.asarray(flat)
    fields = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    times = np.where(fields % 2 == 0, TITLE_COUNTS, 1)
    shape = (len(examples), len(lexicon.norms))
    counts = _counts(fields // 2, words, times, shape)
    return lexicon.norms, counts, _pairs(lexicon.norms, words, fields, len(examples))


def people_by_column(
    rows_of: Callable[[Vector], Any], columns: int, people: Vector
) -> Vector:
    """How many different people wrote each feature; a few thousand ideas at once."""
    found = np.zeros(columns, dtype=np.int64)
    order = np.argsort(people, kind="stable")
    starts = np.flatnonzero(np.diff(people[order], prepend=-1))
    for first, last in _runs(starts, len(order)):
        rows = order[first:last]
        here = np.unique(people[rows], return_inverse=True)[1]
        counts = rows_of(rows)
        if here.max() + 1 < len(rows):
            ones = np.ones(len(rows), dtype=np.float32)
            shape = (here.max() + 1, len(rows))
            who = sparse.csr_matrix((ones, (here, np.arange(len(rows)))), shape=shape)
            counts = who @ counts
        found += np.bincount(counts.indices, minlength=columns)
    return found


def _runs(starts: Vector, end: int) -> Iterable[tuple[int, int]]:
    """Rows in order of people, so many at once that nobody's are torn apart."""
    wanted = np.searchsorted(starts, np.arange(AT_ONCE, end, AT_ONCE))
    cuts = {int(starts[at]) for at in wanted if at < len(starts)}
    return pairwise(sorted({0, end} | cuts))


def _together(known: list[Block], counts: Any, table: Any) -> Any:
    """One matrix, made some rows at a time: twice its memory would be too much."""
    words, pairs, marks = (block.counts for block in known)
    numbers, indices, lengths = [], [], [np.zeros(1, dtype=np.int64)]
    columns = 0
    for first in range(0, counts.shape[0], AT_ONCE):
        rows = slice(first, first + AT_ONCE)
        parts = [words[rows], pairs[rows], counts[rows] @ table, marks[rows]]
        here = sparse.hstack(parts, format="csr", dtype=np.float32)
        columns = here.shape[1]
        numbers.append(here.data)
        indices.append(here.indices.astype(np.int32))
        lengths.append(np.diff(here.indptr))
    values = np.concatenate(numbers)
    numbers.clear()
    places = np.concatenate(indices)
    indices.clear()
    ends = np.cumsum(np.concatenate(lengths))
    return sparse.csr_matrix((values, places, ends), shape=(len(ends) - 1, columns))


def _counts(rows: Vector, columns: Vector, times: Vector, shape: Any) -> Any:
    values = times.astype(np.float32)
    return sparse.csr_matrix((values, (rows, columns)), shape=shape)


def _pairs(norms: list[str], words: Vector, fields: Vector, ideas: int) -> Block:
    """Words side by side in one title or one text."""
    is_number = np.array([norm.isdigit() for norm in norms], dtype=bool)
    one, two = words[:-1].astype(np.int64), words[1:].astype(np.int64)
    beside = fields[:-1] == fields[1:]
    if len(norms):
        beside &= ~(is_number[one] & is_number[two])
    keys = one[beside] * len(norms) + two[beside]
    where = fields[:-1][beside]
    known, columns, often = np.unique(keys, return_inverse=True, return_counts=True)
    # Nobody's in more texts than it stands at places.
    kept = np.flatnonzero(often >= FEWEST_PEOPLE)
    at = np.full(len(known), -1)
    at[kept] = np.arange(len(kept))
    is_kept = at[columns] >= 0
    where, columns = where[is_kept], at[columns][is_kept]
    times = np.where(where % 2 == 0, TITLE_COUNTS, 1)
    names = [
        pair_of(norms[key // len(norms)], norms[key % len(norms)]) or ""
        for key in known[kept].tolist()
    ]
    return Block(names, _counts(where // 2, columns, times, (ideas, len(kept))))


def _pieces(norms: list[str], counts: Any, people: Vector) -> Block:
    """Pieces of words; `counts` are those in words (rows), not yet in ideas."""
    numbers: dict[str, int] = {}
    rows, columns = array("i"), array("i")
    for row, norm in enumerate(norms):
        for part in parts_of(norm):
            rows.append(row)
            columns.append(numbers.setdefault(part, len(numbers)))
    row_of, column_of = np.asarray(rows), np.asarray(columns)
    shape = (len(norms), len(numbers))
    table = _counts(row_of, column_of, np.ones(len(row_of)), shape)
    names = list(numbers)
    # A piece stands in no more ideas than all words with it together.
    at_most = (table > 0).T @ np.bincount(counts.indices, minlength=len(norms))
    kept = np.flatnonzero(at_most >= FEWEST_PEOPLE)
    table = table[:, kept]
    seen = people_by_column(lambda some: counts[some] @ table, len(kept), people)
    ideas = counts.shape[0]
    most = ideas * MOST_COMMON if ideas > MANY else ideas
    enough = np.flatnonzero((seen >= FEWEST_PEOPLE) & (seen <= most))
    return Block([names[kept[at]] for at in enough], table[:, enough])


def _marks(written: Iterable[Written]) -> Block:
    numbers: dict[str, int] = {}
    rows, columns = array("i"), array("i")
    ideas = 0
    for row, each in enumerate(written):
        ideas = row + 1
        for mark in each.marks:
            rows.append(row)
            columns.append(numbers.setdefault(mark, len(numbers)))
    shape = (ideas, len(numbers))
    times = np.ones(len(rows))
    return Block(
        list(numbers), _counts(np.asarray(rows), np.asarray(columns), times, shape)
    )
