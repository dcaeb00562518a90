"""What follows when one department becomes part of another.

A higher app whose rows point to a department registers here how they follow, so that
nothing is left with a name that nobody answers to any more.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from neighbourhood.departments.models import Department


@dataclass(frozen=True)
class Moving:
    """A line of what a merge moves; `names` are the first few of them."""

    label: str | Promise
    count: int
    names: tuple[str, ...] = ()


Follow = Callable[..., None]
Preview = Callable[[Department, Department], Iterable[Moving]]
Holdings = Callable[[Collection[int]], Mapping[int, int]]


@dataclass
class _Registry:
    followers: dict[str, tuple[Follow, Preview | None]] = field(default_factory=dict)
    holdings: dict[str, Holdings] = field(default_factory=dict)


_registry = _Registry()


def on_merged(follow: Follow, *, preview: Preview | None = None) -> None:
    """Let `follow(source, target, by=…)` run inside the transaction of a merge.

    Args:
        preview: what it would move, for the page that asks before.
    """
    _registry.followers[_name_of(follow)] = (follow, preview)


def holds(count: Holdings) -> None:
    """Let `count(department_ids)` say how many open items lie with each of them.

    One query; departments without any may be missing in the answer.
    """
    _registry.holdings[_name_of(count)] = count


def followers() -> list[Follow]:
    """As registered, which is the highest app first: a lower one's rows (a round) are
    locked after those that a higher one holds (its idea)."""
    return [follow for follow, _ in _registry.followers.values()]


def moving_with(source: Department, target: Department) -> list[Moving]:
    """What the apps above would move; only what there is any of."""
    previews = [preview for _, (_, preview) in sorted(_registry.followers.items())]
    lines = [
        line for preview in previews if preview for line in preview(source, target)
    ]
    return [line for line in lines if line.count]


def open_items(department_ids: Collection[int]) -> dict[int, int]:
    """How many open items each department has, of whatever sort."""
    total: Counter[int] = Counter()
    for _, count in sorted(_registry.holdings.items()):
        total.update(count(department_ids))
    return dict(total)


def _name_of(function: Callable[..., object]) -> str:
    return f"{function.__module__}.{function.__qualname__}"
