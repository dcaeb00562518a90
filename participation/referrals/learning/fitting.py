"""From counts to weights: what is kept of the words, and the classifier itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.linear_model import (  # type: ignore[import-untyped]  # has no types
    SGDClassifier,
)
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]  # has no types

from participation.referrals.learning.corpus import (
    AT_ONCE,
    FEWEST_PEOPLE,
    MANY,
    Corpus,
    people_by_column,
)
from participation.referrals.learning.model import BLOCKS, Learned

SEED = 2017
MOST_FEATURES = 100_000
PASSES = 5
Vector = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Recipe:
    """How sharp the classifier is; the benchmark compares a few.

    Stepwise, a like loss is walked down idea by idea: it needs a third of the memory
    and of the time, and with many ideas both end at the same place.
    """

    sharpness: float = 0.1
    is_balanced: bool = True
    is_stepwise: bool = False

    def for_size(self, ideas: int) -> "Recipe":
        return replace(self, is_stepwise=ideas > MANY)


@dataclass(frozen=True)
class Space:
    """The features (columns) that some ideas have in common, and how rare each is."""

    columns: Vector
    idf: Vector


def space_of(corpus: Corpus, rows: Vector) -> Space:
    """Chosen by these rows alone, so that a fold learns nothing of what it is asked."""
    counts = corpus.counts

    def some(places: Vector) -> Any:
        return counts[rows[places]]

    people = people_by_column(some, counts.shape[1], corpus.people[rows])
    each_alone = np.arange(len(rows))
    ideas = people_by_column(some, counts.shape[1], each_alone)
    columns = np.flatnonzero(people >= _least(people))
    rare = np.log((1 + len(rows)) / (1 + ideas[columns])) + 1
    return Space(columns, rare.astype(np.float32))


def _least(people: Vector) -> int:
    """How many people a feature needs, so that no more than `MOST_FEATURES` stay."""
    if np.sum(people >= FEWEST_PEOPLE) <= MOST_FEATURES:
        return FEWEST_PEOPLE
    at = len(people) - MOST_FEATURES
    return max(FEWEST_PEOPLE, int(np.partition(people, at)[at]) + 1)


def matrix_of(corpus: Corpus, rows: Vector, space: Space) -> Any:
    """Ideas (rows) by features, as `Learned.read` makes them for one idea."""
    is_whole = len(rows) == len(corpus)
    matrix = (corpus.counts if is_whole else corpus.counts[rows])[:, space.columns]
    blocks = corpus.blocks[space.columns]
    for first in range(0, len(rows), AT_ONCE):
        last = min(first + AT_ONCE, len(rows))
        span = slice(matrix.indptr[first], matrix.indptr[last])
        places = matrix.indices[span]
        values = (1 + np.log(matrix.data[span])) * space.idf[places]
        lengths = np.diff(matrix.indptr[first : last + 1])
        # Each block of each idea is scaled to length one on its own.
        groups = np.repeat(np.arange(last - first), lengths) * len(BLOCKS)
        groups += blocks[places]
        sizes = np.sqrt(np.bincount(groups, values**2))
        matrix.data[span] = values / sizes[groups]
    return matrix


def weights_of(
    matrix: Any, targets: Vector, count: int, recipe: Recipe
) -> tuple[Vector, Vector]:
    """Weights (features by labels) and bias; `targets` count the labels from 0."""
    classifier = _classifier(matrix.shape[0], recipe)
    classifier.fit(matrix, targets)
    weights, bias = classifier.coef_, classifier.intercept_
    if count == 2:  # noqa: PLR2004 -- for two it only says how much the second is it
        weights, bias = np.vstack([-weights, weights]), np.array([-bias[0], bias[0]])
    return np.ascontiguousarray(weights.T, dtype=np.float32), bias.astype(np.float32)


def _classifier(ideas: int, recipe: Recipe) -> Any:
    balance = "balanced" if recipe.is_balanced else None
    if not recipe.is_stepwise:
        return LinearSVC(
            C=recipe.sharpness, class_weight=balance, random_state=SEED, tol=1e-3
        )
    return SGDClassifier(
        loss="modified_huber",
        alpha=1 / (recipe.sharpness * ideas),
        max_iter=PASSES,
        tol=None,
        average=True,
        class_weight=balance,
        random_state=SEED,
    )


def learned_of(
    corpus: Corpus,
    space: Space,
    labels: Sequence[int],
    fitted: tuple[Vector, Vector],
    temperature: float,
) -> Learned:
    vocabularies: dict[str, dict[str, int]] = {name: {} for name in BLOCKS}
    for row, column in enumerate(space.columns.tolist()):
        name = BLOCKS[corpus.blocks[column]]
        vocabularies[name][corpus.names[column]] = row
    weights, bias = fitted
    return Learned(
        labels=tuple(labels),
        vocabularies=vocabularies,
        idf=space.idf,
        weights=weights.astype(np.float16),
        bias=bias,
        temperature=temperature,
    )
