"""What waits for somebody today: the sections of the page "Heute".

A higher app registers a section in `register.py`; its function gives the items of
one visitor, at most `MOST_ITEMS`, in a fixed number of queries.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

MOST_ITEMS = 50


@dataclass(frozen=True)
class Item:
    """One thing to do.

    `due_on` is None for what should be done soon without a day; `detail` is one line
    that tells it from others (Stadtteil, number, author).
    """

    title: str
    url: str
    due_on: date | None = None
    detail: str = ""


@dataclass(frozen=True)
class Section:
    key: str
    label: str | Promise
    items: Callable[[Any], Iterable[Item]]
    order: int


_sections: dict[str, Section] = {}


def register(
    key: str,
    label: str | Promise,
    items: Callable[[Any], Iterable[Item]],
    *,
    order: int = 50,
) -> None:
    """Let `items(visitor)` appear on "Heute" under the name `label`."""
    _sections[key] = Section(key, label, items, order)


def sections() -> list[Section]:
    return sorted(_sections.values(), key=lambda known: (known.order, known.key))
