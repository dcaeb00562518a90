"""What figures of a poll may be told, so that nobody's own vote can be worked out.

Three rules (docs/decisions/0065-votes.md):
- an answer that fewer than five chose is told as "unter 5", none of it included;
- how many took part is told only where that leaves no such group: neither those who
  chose an answer nor those who did not;
- while a poll runs, its figures move in steps of at least five ballots that do not all
  say the same, and are always one such step old. So what differs between two moments,
  also between the last moment and the result, is never one person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEAST = 5
# So many of a step must have chosen something else than the answer most of it chose:
# with one, whoever cast that vote would know all the others.
LEAST_APART = 2


@dataclass(frozen=True)
class Bar:
    """`count` is None where it is folded; `width` is 0 to 100 of the bar's place."""

    count: int | None
    width: int
    share: int | None


@dataclass(frozen=True)
class Figures:
    """`ballots` is None where telling it would unfold an answer; `at_least` is safe."""

    bars: tuple[Bar, ...]
    ballots: int | None
    at_least: int

    @property
    def is_folded(self) -> bool:
        return any(bar.count is None for bar in self.bars)

    @property
    def is_empty(self) -> bool:
        """Nothing can be told yet, or at all."""
        return all(bar.count is None for bar in self.bars)


def figures(counts: Sequence[int], ballots: int, *, is_multiple: bool) -> Figures:
    """Fold the figures of a poll, or of the last step of one that runs."""
    told = [count if count >= LEAST else None for count in counts]
    safe = [count for count in told if count is not None]
    at_least = _at_least(safe, is_multiple=is_multiple)
    is_exact = len(safe) == len(told) and all(
        _leaves_nobody_out(ballots - count) for count in counts
    )
    whole = ballots if is_exact else at_least
    bars = tuple(
        Bar(
            count=count,
            width=round(100 * count / whole) if count is not None else 0,
            share=round(100 * count / whole)
            if count is not None and is_exact
            else None,
        )
        for count in told
    )
    return Figures(bars, ballots if is_exact else None, at_least)


def may_step(before: Iterable[int], now: Iterable[int], ballots: int) -> bool:
    """Whether what `ballots` people said between two moments tells of none of them.

    Args:
        ballots: cast or changed since `before`.
    """
    if ballots < LEAST:
        return False
    most = max((new - old for old, new in zip(before, now, strict=True)), default=0)
    return ballots - most >= LEAST_APART


def _at_least(safe: Sequence[int], *, is_multiple: bool) -> int:
    """What everybody can add up from the figures that are told."""
    if not safe:
        return 0
    return max(safe) if is_multiple else sum(safe)


def _leaves_nobody_out(others: int) -> bool:
    return others >= LEAST
