"""Which figures may be told, so that no small group can be worked out from others.

Everything told is made of parts that lie beside each other: months of the whole
district, and Stadtteile (or departments) of whole half-years. Each part holds nobody
or at least five, and whatever adds or subtracts tables gets whole parts again. What
is told stays: a later month never changes how an earlier one is folded.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise

FEWEST = 5
Counts = Mapping[int | None, int]


@dataclass(frozen=True)
class Block:
    """Months that are told together: from the first to the last day of them."""

    first: date
    last: date
    number: int

    @property
    def half(self) -> tuple[int, int]:
        """Year and half of it: where its last month lies."""
        return half_of(self.last)


def is_tellable(number: int) -> bool:
    return number == 0 or number >= FEWEST


def half_of(day: date) -> tuple[int, int]:
    return day.year, 1 if day.month <= 6 else 2  # noqa: PLR2004 -- half of twelve


def month_after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def blocks(counts: Mapping[date, int], until: date) -> list[Block]:
    """Whole months, the oldest first; a small one is told with those after it.

    Args:
        counts: how many ended in a month, by its first day.
        until: a day of the first month that is not over.
    """
    found: list[Block] = []
    month = since = min(counts, default=until).replace(day=1)
    waiting = 0
    while month < until.replace(day=1):
        following = month_after(month)
        waiting += counts.get(month, 0)
        if is_tellable(waiting):
            found.append(Block(since, following - timedelta(days=1), waiting))
            since, waiting = following, 0
        month = following
    return found


def within(told: Sequence[Block], first: date, last: date) -> list[Block]:
    """What counts for a span: months whose block ends in it."""
    return [block for block in told if first <= block.last <= last]


def told_groups(counts: Counts) -> frozenset[int]:
    """Those told by name in one half-year; the others are told together.

    The rest must not be worked out from what is missing to the whole, so it takes the
    smallest with it. What has no name (None) is always rest.
    """
    named = [key for key in counts if key is not None and counts[key] >= FEWEST]
    told = sorted(named, key=lambda key: (-counts[key], key))
    rest = sum(counts.values()) - sum(counts[key] for key in told)
    while told and not is_tellable(rest):
        rest += counts[told.pop()]
    return frozenset(told)


def told_over(halves: Collection[Counts]) -> frozenset[int]:
    """Those told by name over several half-years: told in each where they had any."""
    named = [(counts, told_groups(counts)) for counts in halves]
    anywhere = frozenset[int]().union(*(told for _counts, told in named))
    return frozenset(
        key
        for key in anywhere
        if all(key in told or not counts.get(key) for counts, told in named)
    )


def folded_ages(numbers: Sequence[int]) -> list[tuple[int, int]] | None:
    """Neighbouring classes put together until each is large; the oldest first joins.

    Gives the first and the last place of each. None where all together are too few.
    """
    if not is_tellable(sum(numbers)):
        return None
    found: list[tuple[int, int]] = []
    last, waiting = len(numbers) - 1, 0
    for place in range(len(numbers) - 1, -1, -1):
        waiting += numbers[place]
        if is_tellable(waiting):
            found.insert(0, (place, last))
            last, waiting = place - 1, 0
    while not is_tellable(sum(numbers[: last + 1])):
        _first, last = found.pop(0)
    return [(0, last), *found] if last >= 0 else found


def common_ages(
    rows: Collection[Sequence[int]], classes: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The finest classes in which every row is large or empty, of those given."""
    return next(
        found
        for found in _coarser(classes)
        if all(
            is_tellable(sum(row[first : last + 1]))
            for row in rows
            for first, last in found
        )
    )


def _coarser(classes: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """All ways to put neighbours together, those with the most classes first."""
    for parts in range(len(classes), 0, -1):
        for cuts in combinations(range(1, len(classes)), parts - 1):
            edges = [0, *cuts, len(classes)]
            yield [
                (classes[first][0], classes[last - 1][1])
                for first, last in pairwise(edges)
            ]
