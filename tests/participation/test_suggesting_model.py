"""The learned model alone: what it names, why, and what it never keeps."""

import io
import subprocess
import sys

import numpy as np
import pytest

from participation.referrals.learning.corpus import corpus_of
from participation.referrals.learning.fitting import matrix_of, space_of
from participation.referrals.learning.model import (
    BLOCKS,
    Learned,
    UnreadableModelError,
)
from participation.referrals.learning.training import (
    TooFewError,
    figures_of,
    folds_of,
    train,
)
from participation.referrals.learning.words import Example, Written
from tests.architecture.house import ROOT
from tests.participation.suggesting_texts import PARKS, SCHOOLS, STREETS, examples

NEW = Written("Radweg in der Kastanienstraße", "Der Asphalt des Radwegs hat 3 Löcher.")


@pytest.fixture(scope="module")
def trained():
    return train(examples())


def test_the_right_department_stands_first_with_the_words_that_speak_for_it(trained):
    first = trained.learned.suggest(NEW)[0]

    assert first.label == STREETS
    assert "Radweg" in first.words
    assert first.confidence > 0.8


def test_words_without_meaning_are_no_reasons(trained):
    found = trained.learned.suggest(Written("Für die Wiese", "Auf der Wiese ist es."))

    assert found[0].words == ("Wiese",)


def test_even_where_all_was_right_nothing_is_certain(trained):
    assert trained.figures.accuracy > 0.95
    assert trained.learned.temperature > 0.02


def test_confidences_add_up_and_fall(trained):
    found = [each.confidence for each in trained.learned.suggest(NEW)]

    assert sum(found) == pytest.approx(1)
    assert found == sorted(found, reverse=True)
    assert len(found) == 3


def test_a_stored_model_says_what_it_said(trained):
    again = Learned.from_bytes(trained.learned.to_bytes())

    assert again.suggest(NEW) == trained.learned.suggest(NEW)


def test_the_web_reads_an_idea_as_the_trainer_did(trained):
    """The same places and the same values, from numpy alone and from scipy."""
    known = examples()
    corpus, every = corpus_of(known), np.arange(len(known))
    space = space_of(corpus, every)
    matrix = matrix_of(corpus, every, space)

    for row, example in enumerate(known):
        read = trained.learned.read(example.written)
        mine = dict(zip(read.places.tolist(), read.values.tolist(), strict=True))
        theirs = dict(
            zip(matrix[row].indices.tolist(), matrix[row].data.tolist(), strict=True)
        )
        assert mine == pytest.approx(theirs)


def test_reasons_are_shares_of_the_score(trained):
    """All words, topic and rest together are the score itself, against the mean."""
    learned = trained.learned
    read = learned.read(NEW)
    weights = learned.weights[read.places].astype(np.float32)
    shares = (weights - weights.mean(axis=1, keepdims=True)) * read.values[:, None]
    scores = read.values @ weights

    assert shares.sum(axis=0) == pytest.approx(scores - scores.mean(), abs=1e-4)


def test_topic_and_region_are_learned_as_well():
    marked = [
        Example(
            Written("Bitte etwas tun", "Hier fehlt etwas.", topic=topic, region=1),
            label=label,
            person=topic * 100 + at,
        )
        for topic, label in ((1, STREETS), (2, PARKS))
        for at in range(10)
    ]
    first = train(marked).learned.suggest(Written("Bitte etwas tun", "", topic=2))[0]

    assert (first.label, first.marks) == (PARKS, ("topic:2",))


CANARY = "Rufen Sie mich an: 030 4711815, Krähwinkelmann, kw@beispiel.example"


def vocabulary_of(found):
    return " ".join(
        name for block in BLOCKS for name in found.learned.vocabularies[block]
    )


def test_what_a_single_text_says_is_in_no_feature():
    found = train(examples([(PARKS, "Bäume", CANARY, 1)]))
    known = vocabulary_of(found)

    assert "4711" not in known
    assert "815" not in known
    assert "kraehw" not in known
    assert b"4711815" not in found.learned.to_bytes()
    assert not any(
        piece in known.split() for piece in ("krae", "inkelm", "beispiel", "example")
    )


def test_what_one_person_writes_again_and_again_is_no_feature_either():
    often = [(PARKS, f"Bäume {at}", CANARY, 1) for at in range(8)]
    others = [(PARKS, f"Bäume {at}", CANARY, at + 1) for at in range(8)]

    assert "kraehwinkelmann" not in vocabulary_of(train(examples(often)))
    assert "kraehwinkelmann" in vocabulary_of(train(examples(others)))


def test_long_numbers_and_addresses_are_never_learned_from_anybody():
    everybody = [(PARKS, "Bäume", CANARY, at + 1) for at in range(20)]
    known = vocabulary_of(train(examples(everybody)))

    assert "4711" not in known
    assert "beispiel" not in known


def test_a_department_that_is_too_rare_counts_as_missed():
    rare = [(99, "Bäume im Ahornpark", "Auf der Wiese.", at) for at in range(4)]
    found = train(examples(rare))

    assert found.learned.labels == (STREETS, PARKS, SCHOOLS)
    assert found.figures.tested == 76
    assert found.figures.top_three <= 72 / 76


def test_one_department_alone_teaches_nothing():
    with pytest.raises(TooFewError):
        train([each for each in examples() if each.label == PARKS])


def test_figures_are_those_of_texts_the_model_had_not_seen(trained):
    """Labels that have nothing to do with the texts can't be found again."""
    chance = np.random.default_rng(1)
    labels = chance.choice([STREETS, PARKS, SCHOOLS], size=72)
    shuffled = [
        Example(each.written, label=int(label), person=each.person)
        for each, label in zip(examples(), labels, strict=True)
    ]

    assert trained.figures.accuracy > 0.95
    assert train(shuffled).figures.accuracy < 0.6


def test_figures_count_what_they_say():
    truth = np.array([1, 2, 3, 4])
    scores = np.array([[4, 3, 2, 1], [1, 2, 3, 4], [4, 3, 2, 1], [1, 2, 3, 4]])
    found = figures_of(scores, truth, np.array([1, 2, 3, 4]), 1.0)

    assert (found.accuracy, found.top_three, found.most_frequent) == (0.5, 1.0, 0.25)


def test_every_department_is_in_every_fold():
    labels = np.array([1] * 5 + [2] * 12)
    folds = folds_of(labels)

    assert sorted(folds[labels == 1]) == [0, 1, 2, 3, 4]
    assert set(folds[labels == 2]) == {0, 1, 2, 3, 4}
    assert folds_of(labels).tolist() == folds.tolist()


def test_nothing_in_a_stored_model_can_run():
    """A pickled object inside is refused, and so is anything else that does not fit."""
    out = io.BytesIO()
    np.savez(out, about=np.array([print], dtype=object), allow_pickle=True)

    for content in (out.getvalue(), b"", b"no model", out.getvalue()[:40]):
        with pytest.raises(UnreadableModelError):
            Learned.from_bytes(content)


def test_asking_needs_no_scikit_learn():
    """Nor does any module of the web process bring it along."""
    program = (
        "import os, sys\n"
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings_test')\n"
        "import django\n"
        "django.setup()\n"
        "import config.urls\n"
        "import participation.referrals.tasks\n"
        "from participation.referrals.learning.model import Learned\n"
        "print([name for name in ('sklearn', 'scipy') if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )

    assert done.stdout.strip().splitlines()[-1] == "[]"
