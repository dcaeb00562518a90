"""Rules that are never asked, because earlier ones always win. Pure.

Regions, topics and kinds of place span a grid; each rule covers some of its cells,
held as the bits of a number, so that several earlier rules together can hide one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from neighbourhood.departments.wording import Expression
from participation.referrals.competence import Line
from participation.referrals.enums import SiteKind


@dataclass(frozen=True)
class Shadow:
    """`line` is never reached; `by` are the earlier rules that win instead."""

    line: Line
    by: tuple[Line, ...]


def shadows(lines: Sequence[Line]) -> list[Shadow]:
    """All hidden rules, each with the earlier ones that it takes to hide it."""
    grid = _Grid(lines)
    masks = [grid.mask(line) for line in lines]
    found = []
    for place, line in enumerate(lines):
        left, by = masks[place], []
        for earlier in range(place):
            taken = left & masks[earlier]
            if taken and _wins_always(lines[earlier], line):
                left &= ~taken
                by.append(lines[earlier])
            if not left:
                found.append(Shadow(line, tuple(by)))
                break
    return found


class _Grid:
    """Cells of region, topic and kind of place; "" stands for any other value."""

    def __init__(self, lines: Iterable[Line]) -> None:
        lines = list(lines)
        regions = sorted({key for line in lines for key in line.regions})
        topics = sorted({key for line in lines for key in line.topics})
        self.axes = (["", *regions], ["", *topics], ["", *SiteKind.values])
        self.sizes = [len(axis) for axis in self.axes]
        self._masks: dict[tuple[frozenset[str], ...], int] = {}

    def mask(self, line: Line) -> int:
        asked = (line.regions, line.topics, line.sites)
        known = self._masks.get(asked)
        if known is None:
            known = self._masks[asked] = self._made(asked)
        return known

    def _made(self, asked: tuple[frozenset[str], ...]) -> int:
        places = [
            [at for at, value in enumerate(axis) if not wanted or value in wanted]
            for axis, wanted in zip(self.axes, asked, strict=True)
        ]
        _, topics, sites = self.sizes
        mask = 0
        for region, topic, site in product(*places):
            mask |= 1 << ((region * topics + topic) * sites + site)
        return mask


def _wins_always(earlier: Line, later: Line) -> bool:
    """Wherever the later one fits within shared cells, the earlier one does too."""
    is_there = (
        earlier.valid_from <= later.valid_from
        and earlier.valid_until >= later.valid_until
    )
    return is_there and _hears_all(earlier, later)


def _hears_all(earlier: Line, later: Line) -> bool:
    if not earlier.words:
        return True
    if not later.words or (earlier.is_title_only and not later.is_title_only):
        return False
    return all(
        any(_covers(wide, narrow) for wide in earlier.expressions)
        for narrow in later.expressions
    )


def _covers(wide: Expression[int], narrow: Expression[int]) -> bool:
    """Each sentence in which `narrow` is found has `wide` as well."""
    return wide.unwanted <= narrow.unwanted and all(
        any(group >= asked for asked in narrow.wanted) for group in wide.wanted
    )
