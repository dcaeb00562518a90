"""A learned model as it is stored and asked: plain arrays, nothing that can run.

numpy alone, because the web process asks it. What the words say is added up exactly as
the trainer did it (`corpus.py`); a test compares the two.
"""

import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from typing import Any
from zipfile import BadZipFile

import numpy as np

from participation.referrals.learning.words import (
    TITLE_COUNTS,
    Written,
    pair_of,
    parts_of,
    plain,
    spelled,
)

FORMAT = 1
# The blocks of features; each is scaled to length one on its own.
WORDS, PARTS, MARKS = "words", "parts", "marks"
BLOCKS = (WORDS, PARTS, MARKS)
SHORTEST_SHOWN = 3  # letters of a word that is shown as a reason
# Such words count, but as a reason they tell a reader nothing.
_EMPTY = """
aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bitte da
dann das dass dem den der des die dies diese diesem diesen dieser dieses doch dort durch
ein eine einem einen einer eines er es etwas fuer gegen gibt habe haben hat hier ich ihr
ihre im immer in ins ist ja jeder jetzt kann kein keine koennen koennte man mehr mein
mit muss muessen nach nicht noch nun nur ob oder oft ohne schon sehr sein seit sich sie
sind so soll sollen sollte sollten ueber um und uns unser unter viel viele vom von vor
war waere waren weil wenn wer werden wie wieder wir wird wo wurde zu zum zur zwischen
"""
EMPTY = frozenset(_EMPTY.split())
UNREADABLE = (ValueError, KeyError, TypeError, OSError, EOFError, BadZipFile)
Vector = np.ndarray[Any, np.dtype[Any]]


class UnreadableModelError(Exception):
    """The stored bytes are no model of this program."""


@dataclass(frozen=True)
class Scored:
    """One department, how sure the model is (0 to 1), and what speaks for it."""

    label: int
    confidence: float
    words: tuple[str, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Read:
    """An idea in the model's features: places and values side by side.

    `owners` are the words and marks it has; each feature came by some of them, told in
    three arrays side by side: which feature, by which owner, and what part of it.
    """

    places: Vector
    values: Vector
    owners: tuple[str, ...]
    features: Vector
    by: Vector
    parts: Vector
    shown: Mapping[str, str]


@dataclass(frozen=True)
class Learned:
    """Weights by feature (row) and label (column).

    `vocabularies` gives each block its features and their rows; `temperature` makes
    scores to probabilities that hold (found on texts the model had not seen).
    """

    labels: tuple[int, ...]
    vocabularies: Mapping[str, Mapping[str, int]]
    idf: Vector
    weights: Vector
    bias: Vector
    temperature: float

    def suggest(self, written: Written, *, words: int = 4) -> list[Scored]:
        """All labels, the likeliest first, each with at most so many words."""
        read = self.read(written)
        weights = self.weights[read.places].astype(np.float32)
        scores = read.values @ weights + self.bias
        probabilities = softmax(scores / self.temperature)
        shares = weights - weights.mean(axis=1, keepdims=True)
        shares *= read.values[:, None]
        speaks = np.zeros((len(read.owners), len(self.labels)))
        np.add.at(speaks, read.by, shares[read.features] * read.parts[:, None])
        return [
            self._scored(column, probabilities, speaks[:, column], read, words)
            for column in np.argsort(-probabilities, kind="stable").tolist()
        ]

    def read(self, written: Written) -> Read:
        counts, sources, shown = _counted(written)
        places, values = [], []
        came: list[tuple[str, ...]] = []
        for block in BLOCKS:
            known = self.vocabularies[block]
            found = [
                (known[each], count, sources[block].get(each, (each,)))
                for each, count in counts[block].items()
                if each in known
            ]
            rows = np.array([row for row, _count, _source in found], dtype=np.int64)
            raw = np.array([count for _row, count, _source in found], dtype=np.float32)
            places.append(rows)
            values.append(self._scaled(rows, raw))
            came += [source for _row, _count, source in found]
        owners = {name: at for at, name in enumerate(dict.fromkeys(chain(*came)))}
        return Read(
            np.concatenate(places),
            np.concatenate(values),
            tuple(owners),
            np.repeat(np.arange(len(came)), [len(each) for each in came]),
            np.array([owners[one] for each in came for one in each], dtype=np.int64),
            np.array([1 / len(each) for each in came for _one in each]),
            shown,
        )

    def _scaled(self, rows: Vector, raw: Vector) -> Vector:
        weighed: Vector = (1 + np.log(raw)) * self.idf[rows]
        length: Vector = np.sqrt((weighed * weighed).sum())
        return weighed / length if length else weighed

    def _scored(
        self, column: int, probabilities: Vector, speaks: Vector, read: Read, most: int
    ) -> Scored:
        best = [
            read.owners[at]
            for at in np.argsort(-speaks, kind="stable").tolist()
            if speaks[at] > 0
        ]
        named = [read.shown[name] for name in best if _may_be_shown(name, read.shown)]
        return Scored(
            label=self.labels[column],
            confidence=float(probabilities[column]),
            words=tuple(dict.fromkeys(named))[:most],
            marks=tuple(name for name in best if ":" in name),
        )

    @cached_property
    def features(self) -> int:
        return sum(len(known) for known in self.vocabularies.values())

    def to_bytes(self) -> bytes:
        about = {
            "format": FORMAT,
            "temperature": self.temperature,
            "vocabularies": {
                block: sorted(known, key=known.__getitem__)
                for block, known in self.vocabularies.items()
            },
        }
        written = json.dumps(about, ensure_ascii=False).encode()
        out = io.BytesIO()
        np.savez_compressed(
            out,
            about=np.frombuffer(written, dtype=np.uint8),
            labels=np.array(self.labels, dtype=np.int64),
            idf=self.idf.astype(np.float32),
            weights=self.weights.astype(np.float16),
            bias=self.bias.astype(np.float32),
        )
        return out.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Learned":
        """Raises UnreadableModelError; objects in the file are refused by numpy."""
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as stored:
                about = json.loads(stored["about"].tobytes())
                arrays = {name: stored[name] for name in stored.files}
            return cls._made_of(about, arrays)
        except (
            ValueError,
            KeyError,
            TypeError,
            OSError,
            EOFError,
            BadZipFile,
        ) as error:
            raise UnreadableModelError(type(error).__name__) from error

    @classmethod
    def _made_of(cls, about: Any, arrays: Mapping[str, Vector]) -> "Learned":
        vocabularies: dict[str, dict[str, int]] = {}
        row = 0
        for block in BLOCKS:
            names = about["vocabularies"][block]
            vocabularies[block] = {name: row + at for at, name in enumerate(names)}
            row += len(names)
        labels = tuple(arrays["labels"].tolist())
        shapes = (arrays["weights"].shape, arrays["idf"].shape, arrays["bias"].shape)
        if about["format"] != FORMAT or shapes != (
            (row, len(labels)),
            (row,),
            (len(labels),),
        ):
            message = "shapes that do not fit"
            raise ValueError(message)
        return cls(
            labels=labels,
            vocabularies=vocabularies,
            idf=arrays["idf"],
            weights=arrays["weights"],
            bias=arrays["bias"],
            temperature=float(about["temperature"]),
        )


def softmax(scores: Vector) -> Vector:
    """Along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Vector = powers / powers.sum(axis=-1, keepdims=True)
    return shares


Counts = dict[str, Counter[str]]
Sources = dict[str, dict[str, tuple[str, ...]]]


def _counted(written: Written) -> tuple[Counts, Sources, dict[str, str]]:
    """How often each feature stands in the idea, by which words it came, and how the
    words were spelled."""
    shown: dict[str, str] = {}
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    fields = ((written.title, TITLE_COUNTS), (written.text, 1))
    for text, times in fields:
        norms = _norms(text, shown)
        words.update({norm: times * count for norm, count in Counter(norms).items()})
        for pair in _pairs(norms):
            pairs[pair] += times
    parts: Counter[str] = Counter()
    by: dict[str, list[str]] = {}
    for norm, count in words.items():
        for part, often in Counter(parts_of(norm)).items():
            parts[part] += count * often
            by.setdefault(part, []).append(norm)
    counts = {WORDS: words + pairs, PARTS: parts, MARKS: Counter(written.marks)}
    sources: Sources = {
        WORDS: {pair: tuple(pair.split()) for pair in pairs},
        PARTS: {part: tuple(norms) for part, norms in by.items()},
        MARKS: {},
    }
    return counts, sources, shown


def _norms(text: str, shown: dict[str, str]) -> list[str]:
    found = []
    for word in spelled(text):
        norm = plain(word)
        if norm:
            shown.setdefault(norm, word)
            found.append(norm)
    return found


def _pairs(norms: list[str]) -> Iterable[str]:
    return (pair for one, two in pairwise(norms) if (pair := pair_of(one, two)))


def _may_be_shown(name: str, shown: Mapping[str, str]) -> bool:
    is_telling = len(name) >= SHORTEST_SHOWN and name not in EMPTY
    return is_telling and name in shown and not name.isdigit()
