"""One training from decisions to a model, with figures on texts it had not seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from participation.referrals.learning.corpus import Corpus, corpus_of
from participation.referrals.learning.fitting import (
    SEED,
    Recipe,
    learned_of,
    matrix_of,
    space_of,
    weights_of,
)
from participation.referrals.learning.model import Learned, softmax
from participation.referrals.learning.words import Example

FOLDS = 5
FEWEST_OF_ONE = 5  # decisions for a department; with fewer it can't be tested
FEWEST_LABELS = 2
SHOWN = 3
# Figures come from the newest so many: five trainings on these cost as one on all.
MOST_TESTED = 20_000
BINS = 10
USUAL = Recipe()
TEMPERATURES = np.geomspace(0.02, 5, 80)
Vector = np.ndarray[Any, np.dtype[Any]]


class TooFewError(Exception):
    """There are not two departments with enough decisions each."""


@dataclass(frozen=True)
class Figures:
    """Shares from 0 to 1 over `tested` decisions, each asked in a fold without it.

    A decision for a department that is too rare to be learned counts as missed.
    `most_frequent` is what always naming the largest department would reach, and
    `off` how far a named confidence is from the truth, on average.
    """

    tested: int
    accuracy: float
    top_three: float
    macro_f1: float
    most_frequent: float
    off: float


@dataclass(frozen=True)
class Trained:
    learned: Learned
    figures: Figures


def train(examples: Sequence[Example], recipe: Recipe = USUAL) -> Trained:
    """Learn from decisions, the oldest first.

    Raises:
        TooFewError: fewer than two departments have five decisions each.
    """
    corpus = corpus_of(examples)
    labels = known_labels(corpus.labels)
    recipe = recipe.for_size(len(corpus))
    tested = np.arange(max(0, len(corpus) - MOST_TESTED), len(corpus))
    scores = cross_scored(corpus, tested, labels, recipe)
    temperature = calmed(scores, corpus.labels[tested], labels)
    rows = np.flatnonzero(np.isin(corpus.labels, labels))
    space = space_of(corpus, rows)
    targets = np.searchsorted(labels, corpus.labels[rows])
    matrix = matrix_of(corpus, rows, space)
    fitted = weights_of(matrix, targets, len(labels), recipe)
    return Trained(
        learned_of(corpus, space, labels.tolist(), fitted, temperature),
        figures_of(scores, corpus.labels[tested], labels, temperature),
    )


def known_labels(labels: Vector) -> Vector:
    """Those with enough decisions, in order."""
    found, often = np.unique(labels, return_counts=True)
    known: Vector = found[often >= FEWEST_OF_ONE]
    if len(known) < FEWEST_LABELS:
        raise TooFewError
    return known


def folds_of(labels: Vector, seed: int = SEED) -> Vector:
    """A fold for each decision; every department is spread over all of them."""
    chance = np.random.default_rng(seed)
    folds = np.empty(len(labels), dtype=np.int64)
    begin = 0
    for label in np.unique(labels):
        rows = chance.permutation(np.flatnonzero(labels == label))
        folds[rows] = (np.arange(len(rows)) + begin) % FOLDS
        begin += len(rows)
    return folds


def cross_scored(
    corpus: Corpus, tested: Vector, labels: Vector, recipe: Recipe, seed: int = SEED
) -> Vector:
    """Scores for each tested decision, by a model that had not seen it."""
    scores = np.zeros((len(tested), len(labels)), dtype=np.float32)
    folds = folds_of(corpus.labels[tested], seed)
    for fold in range(FOLDS):
        is_known = np.isin(corpus.labels[tested], labels)
        rows = tested[(folds != fold) & is_known]
        asked = np.flatnonzero(folds == fold)
        space = space_of(corpus, rows)
        present = np.unique(corpus.labels[rows])
        targets = np.searchsorted(present, corpus.labels[rows])
        weights, bias = weights_of(
            matrix_of(corpus, rows, space), targets, len(present), recipe
        )
        columns = np.searchsorted(labels, present)
        found = matrix_of(corpus, tested[asked], space) @ weights + bias
        scores[asked] = found.min() - 1  # a label that this fold does not know
        scores[np.ix_(asked, columns)] = found
    return scores


def calmed(scores: Vector, truth: Vector, labels: Vector) -> float:
    """The temperature at which the model is as sure as it is right."""
    is_known = np.isin(truth, labels)
    targets = np.searchsorted(labels, truth[is_known])
    picked = (np.arange(len(targets)), targets)
    # As if one in so many had been wrong: nothing that was seen so rarely is certain.
    doubt = 1 / (len(targets) + 2)
    losses = [_loss(scores[is_known] / each, picked, doubt) for each in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])


def _loss(scores: Vector, picked: tuple[Vector, Vector], doubt: float) -> float:
    logs = np.log(softmax(scores) + 1e-12)
    return float(-((1 - doubt) * logs[picked] + doubt * logs.mean(axis=1)).mean())


def figures_of(
    scores: Vector, truth: Vector, labels: Vector, temperature: float
) -> Figures:
    order = np.argsort(-scores, axis=1, kind="stable")
    named = labels[order]
    is_right = named[:, 0] == truth
    sure = softmax(scores / temperature).max(axis=1)
    return Figures(
        tested=len(truth),
        accuracy=float(is_right.mean()),
        top_three=float((named[:, :SHOWN] == truth[:, None]).any(axis=1).mean()),
        macro_f1=macro_f1(named[:, 0], truth),
        most_frequent=float(np.unique(truth, return_counts=True)[1].max() / len(truth)),
        off=off_by(sure, is_right),
    )


def macro_f1(named: Vector, truth: Vector) -> float:
    """The mean over departments, rare ones as heavy as large ones."""
    found = []
    for label in np.union1d(named, truth):
        both = np.sum((named == label) & (truth == label))
        found.append(2 * both / (np.sum(named == label) + np.sum(truth == label)))
    return float(np.mean(found))


def off_by(sure: Vector, is_right: Vector) -> float:
    """Expected calibration error over ten equal steps of confidence."""
    steps = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [
        abs(sure[steps == step].mean() - is_right[steps == step].mean())
        * np.mean(steps == step)
        for step in np.unique(steps)
    ]
    return float(np.sum(gaps))
