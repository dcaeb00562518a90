"""Small groups stay hidden, whatever somebody adds and subtracts."""

from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import product

from hypothesis import given, settings, strategies as st

from participation.referrals import folding

MONTHS = [date(2027, month, 1) for month in range(1, 13)]
TODAY = date(2028, 1, 15)
REGIONS = (1, 2, 3, None)
CELLS = list(product(REGIONS, MONTHS))


def told_sets(cells):
    """What the pages tell, as sets of cells: months, half-years and the year."""
    by_month = Counter()
    for (_region, month), number in cells.items():
        by_month[month] += number
    blocks = folding.blocks(by_month, TODAY)
    for block in blocks:
        yield among(REGIONS, block.first, block.last)
    halves = {}
    for block in blocks:
        halves.setdefault(block.half, []).append(block)
    counts = []
    for parts in halves.values():
        span = parts[0].first, parts[-1].last
        found = sums(cells, *span)
        counts.append((found, span))
        yield from groups(folding.told_groups(found), *span)
    if counts:
        span = counts[0][1][0], counts[-1][1][1]
        told = folding.told_over([found for found, _span in counts])
        yield from groups(told, *span)


def groups(told, first, last):
    for region in told:
        yield among((region,), first, last)
    yield among([region for region in REGIONS if region not in told], first, last)


def among(regions, first, last):
    return frozenset(
        (region, month)
        for region, month in CELLS
        if region in regions and first <= month <= last
    )


def sums(cells, first, last):
    found = Counter()
    for (region, month), number in cells.items():
        if first <= month <= last and number:
            found[region] += number
    return dict(found)


def solve(told, wanted):
    """Whether `wanted` is a sum or difference of what is told (Gauss, exact)."""
    rows = [[Fraction(cell in part) for cell in CELLS] for part in told]
    target = [Fraction(cell in wanted) for cell in CELLS]
    pivots = []
    for row in [*rows, target]:
        for at, pivot in pivots:
            if row[at]:
                factor = row[at] / pivot[at]
                row[:] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
        at = next((at for at, value in enumerate(row) if value), None)
        if row is target:
            return at is None
        if at is not None:
            pivots.append((at, row))
    return False


def suspects():
    """What somebody may want to know: a Stadtteil or a month, or one in the other."""
    spans = [(month, month) for month in MONTHS]
    spans += [(MONTHS[0], MONTHS[5]), (MONTHS[6], MONTHS[11]), (MONTHS[0], MONTHS[11])]
    for first, last in spans:
        yield among(REGIONS, first, last)
        for region in REGIONS:
            yield among((region,), first, last)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 7), min_size=len(CELLS), max_size=len(CELLS)))
def test_no_small_group_comes_out_of_what_is_told(numbers):
    cells = dict(zip(CELLS, numbers, strict=True))
    told = list(told_sets(cells))

    for part in told:
        assert folding.is_tellable(sum(cells[cell] for cell in part))
    for wanted in suspects():
        number = sum(cells[cell] for cell in wanted)
        if not folding.is_tellable(number):
            assert not solve(told, wanted), (number, wanted)


@given(st.lists(st.integers(0, 7), min_size=12, max_size=12), st.integers(1, 11))
def test_later_months_change_nothing_that_was_told(numbers, known):
    counts = dict(zip(MONTHS, numbers, strict=True))
    early = {month: counts[month] for month in MONTHS[:known]}

    before = folding.blocks(early, MONTHS[known])
    after = folding.blocks(counts, TODAY)

    first = min(early)
    assert after[: len(before)] == before
    assert all(block.first >= first for block in before)


def test_a_small_month_is_told_with_the_next():
    counts = {date(2027, 1, 1): 3, date(2027, 2, 1): 4, date(2027, 4, 1): 9}

    found = folding.blocks(counts, date(2027, 5, 20))

    assert [(block.first.month, block.last.month, block.number) for block in found] == [
        (1, 2, 7),
        (3, 3, 0),
        (4, 4, 9),
    ]


def test_the_rest_takes_the_smallest_with_it():
    assert folding.told_groups({1: 9, 2: 6, 3: 2, None: 1}) == {1}
    assert folding.told_groups({1: 9, 2: 6, 3: 2, None: 3}) == {1, 2}
    assert folding.told_groups({1: 4}) == frozenset()


def test_over_a_year_only_those_told_in_both_halves_have_a_name():
    first, second = {1: 9, 2: 3, 3: 4}, {1: 8, 2: 7}

    assert folding.told_over([first, second]) == {1}
    assert folding.told_over([{1: 9}, second]) == {1, 2}


def test_ages_join_their_neighbours():
    assert folding.folded_ages([6, 2, 0, 3, 1]) == [(0, 0), (1, 4)]
    assert folding.folded_ages([2, 0, 0, 0, 9]) == [(0, 4)]
    assert folding.folded_ages([1, 1, 1, 0, 1]) is None


def test_all_tell_the_same_classes():
    rows = [[5, 0, 1, 4], [0, 7, 5, 9]]

    assert folding.common_ages(rows, [(0, 0), (1, 1), (2, 2), (3, 3)]) == [
        (0, 0),
        (1, 1),
        (2, 3),
    ]
