"""The figures of `make eval-similar` hold: measured on labelled pairs of real ideas."""

import pytest

from benchmarks import judgement
from tests.shared_data import shared

pytestmark = pytest.mark.django_db


def test_the_labels_name_enough_pairs_and_no_texts():
    known = judgement.labels()

    assert len(known.pairs) >= 300
    assert sum(known.pairs.values()) >= 80
    assert len(known.asked) == 101
    assert all(one < two < 2_393 for one, two in known.pairs)


def test_four_of_five_alike_ideas_are_among_the_five_shown():
    shared("contributions/bonn_raddialog_2017.csv")

    figures = {each.stage: each for each in judgement.measure(judgement.fill())}

    whole = figures["title+text+place"]
    assert whole.recall >= 0.78
    assert whole.found >= 0.85
    assert whole.precision >= 0.27
    assert whole.judged > 0.98
    assert figures["title+place"].found >= 0.7
