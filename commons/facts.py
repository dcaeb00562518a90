"""Facts that every installation needs: regions, topics, working days.

Apps register a loader in `ready()`; `manage.py load_facts` runs them in the order
of their dependencies. A loader is idempotent and never undoes an edit by hand.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter


@dataclass(frozen=True)
class Fact:
    """`load` brings the rows in and returns how many it wrote."""

    name: str
    load: Callable[[], int]
    after: tuple[str, ...]


_facts: dict[str, Fact] = {}


def register(
    name: str, load: Callable[[], int], *, after: tuple[str, ...] = ()
) -> None:
    _facts[name] = Fact(name, load, after)


def in_order() -> Iterator[Fact]:
    graph = {fact.name: sorted(fact.after) for fact in _facts.values()}
    for name in TopologicalSorter(graph).static_order():
        yield _facts[name]
