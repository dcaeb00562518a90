"""What waits for somebody today: the sections of the page "Heute".

A higher app registers a section in `register.py`; its function gives the items of
one visitor, the most urgent first and at most `MOST_ITEMS`, in a fixed number of
queries. Who stands in for whom, and who works beside whom, the accounts say.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise

MOST_ITEMS = 50


@dataclass(frozen=True)
class Item:
    """One thing to do.

    `due_on` is None for what should be done soon without a day; `detail` is one line
    that tells it from others (Stadtteil, number, author). `since` is when it began to
    wait; by `region_id` a substitute sees for whom it waits. `number` is that of the
    case it is a part of: the slot `today-entry` may lead to the whole of it.
    """

    title: str
    url: str
    due_on: date | None = None
    detail: str = ""
    since: date | datetime | None = None
    region_id: int | None = None
    number: str = ""


@dataclass(frozen=True)
class Section:
    """`count` says how many wait where `items` stops at `MOST_ITEMS`; `page` is where
    all of them are; `done` how many somebody has done since a moment. A test holds
    the section to its `query_budget`, for `items` and `count` each."""

    key: str
    label: str | Promise
    items: Callable[[Any], Iterable[Item]]
    order: int = 50
    count: Callable[[Any], int] | None = None
    page: Callable[[], str] | None = None
    done: Callable[[Any, datetime], int] | None = None
    query_budget: int = 1


_sections: dict[str, Section] = {}


def register(  # noqa: PLR0913 -- a declaration, the rest keyword-only
    key: str,
    label: str | Promise,
    items: Callable[[Any], Iterable[Item]],
    *,
    order: int = 50,
    count: Callable[[Any], int] | None = None,
    page: Callable[[], str] | None = None,
    done: Callable[[Any, datetime], int] | None = None,
    query_budget: int = 1,
) -> None:
    """Let `items(visitor)` appear on "Heute" under the name `label`; see `Section`."""
    _sections[key] = Section(key, label, items, order, count, page, done, query_budget)


def sections() -> list[Section]:
    return sorted(_sections.values(), key=lambda known: (known.order, known.key))


@dataclass(frozen=True)
class People:
    """`stands_in_for(visitor)` gives ids and names of the absent whose work waits for
    the visitor too; `colleagues(visitor, region_id)` those who may be handed work."""

    stands_in_for: Callable[[Any], Mapping[int, str]]
    colleagues: Callable[[Any, int | None], list[tuple[int, str]]]


_NOBODY = People(
    stands_in_for=lambda _visitor: {}, colleagues=lambda _visitor, _region: []
)
_people = {"people": _NOBODY}
_groups: dict[str, Callable[[Any], bool]] = {}


def set_people(people: People) -> None:
    _people["people"] = people


def people() -> People:
    return _people["people"]


def add_group(name: str, may_hear: Callable[[Any], bool]) -> None:
    """Let messages to a live group ring on the "Heute" of users who may hear them."""
    _groups[name] = may_hear


def groups_for(user: Any) -> set[str]:
    return {name for name, may_hear in _groups.items() if may_hear(user)}
