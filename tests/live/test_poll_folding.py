"""No figure that is told lets anybody work out how one person voted."""

from itertools import product

import pytest
from hypothesis import given, strategies

from events.live import folding


def counts_of(figures):
    return [bar.count for bar in figures.bars]


@pytest.mark.parametrize(
    ("counts", "told", "ballots"),
    (
        ((12, 8), [12, 8], 20),
        ((17, 3), [17, None], None),
        ((5, 0), [5, None], None),
        ((4, 4, 4), [None, None, None], None),
        ((20, 10, 6), [20, 10, 6], 36),
        ((0, 0), [None, None], None),
    ),
)
def test_answers_of_fewer_than_five_and_the_total_are_folded(counts, told, ballots):
    figures = folding.figures(counts, sum(counts), is_multiple=False)

    assert (counts_of(figures), figures.ballots) == (told, ballots)


def test_several_answers_fold_the_total_where_nearly_all_chose_one():
    """With 20 told, it would be known that two did not choose the first."""
    figures = folding.figures((18, 7), 20, is_multiple=True)

    assert (counts_of(figures), figures.ballots, figures.at_least) == (
        [18, 7],
        None,
        18,
    )


def test_shares_are_told_only_where_the_total_is():
    exact = folding.figures((12, 8), 20, is_multiple=False)
    folded = folding.figures((17, 3), 20, is_multiple=False)

    assert [bar.share for bar in exact.bars] == [60, 40]
    assert [bar.share for bar in folded.bars] == [None, None]


@given(strategies.lists(strategies.integers(0, 12), min_size=2, max_size=3))
def test_every_folded_group_could_have_been_of_any_size(counts):
    """Whoever knows the rules and the figures can't tell 0 from 4 behind "unter 5"."""
    figures = folding.figures(counts, sum(counts), is_multiple=False)
    hidden = [at for at, bar in enumerate(figures.bars) if bar.count is None]

    for sizes in product(range(folding.LEAST), repeat=len(hidden)):
        other = list(counts)
        for at, size in zip(hidden, sizes, strict=True):
            other[at] = size
        assert folding.figures(other, sum(other), is_multiple=False) == figures


@pytest.mark.parametrize(
    ("before", "now", "ballots", "is_safe"),
    (
        ((0, 0), (3, 2), 5, True),
        ((0, 0), (2, 2), 4, False),  # too few
        ((7, 4), (12, 4), 5, False),  # all the same
        ((7, 4), (11, 5), 5, False),  # one apart knows the four others
        ((10, 10), (5, 15), 5, False),  # five changed their minds alike
        ((10, 10), (9, 14), 6, True),
    ),
)
def test_a_step_is_five_ballots_that_do_not_all_say_the_same(
    before, now, ballots, is_safe
):
    assert folding.may_step(before, now, ballots) is is_safe
