"""What a visitor asks a list for, as far as lists of the neighbourhood are alike.

Each list has Stadtteile, topics and words; what else narrows it is its own.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple
from urllib.parse import urlencode

from commons.lenient import Choice
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region


class Chip(NamedTuple):
    """One value of the filter, and where the list is without it."""

    label: str
    url: str


@dataclass(frozen=True)
class ListWish(ABC):
    """Empty values don't narrow.

    `subtopics` are those below the chosen topics. `cursor` names the last row of the
    page before, `before` the first of the page after.
    """

    text: str = ""
    regions: tuple[Choice, ...] = ()
    topics: tuple[Choice, ...] = ()
    subtopics: tuple[Choice, ...] = ()
    cursor: str = ""
    before: str = ""

    @abstractmethod
    def pairs(self) -> Iterable[tuple[str, str]]:
        """Names and values of the address, in the order of the form."""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.filter_query())

    @property
    def region(self) -> Choice | None:
        """The one Stadtteil that was asked for."""
        return self.regions[0] if len(self.regions) == 1 else None

    @property
    def topic_ids(self) -> list[int]:
        """The chosen topics and those below them."""
        return [topic.pk for topic in dict.fromkeys((*self.topics, *self.subtopics))]

    def query(self, **changes: Any) -> str:
        """The query string of this wish with some parts changed."""
        pairs = replace(self, **changes).pairs()
        return urlencode([(name, value) for name, value in pairs if value])

    def filter_query(self, **changes: Any) -> str:
        """The filter alone, from its beginning."""
        return self.query(cursor="", before="", **changes)

    def without(self, part: str, value: Any) -> str:
        """The filter less one of its values."""
        held = getattr(self, part)
        if isinstance(held, tuple):
            left: Any = tuple(one for one in held if one != value)
        else:
            left = {one.name: one.default for one in fields(self)}[part]
        return self.filter_query(**{part: left})

    def turns(
        self, here: str, *, next_cursor: str, previous_cursor: str
    ) -> dict[str, str]:
        """Where the pages before and after this one are; empty where there is none."""
        following = self.query(cursor=next_cursor, before="")
        preceding = self.query(cursor="", before=previous_cursor)
        first = with_query(here, self.filter_query())
        return {
            "next_url": with_query(here, following) if next_cursor else "",
            "previous_url": with_query(here, preceding) if previous_cursor else "",
            "first_url": first if previous_cursor else "",
        }


def with_query(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address


def region_choices() -> list[Choice]:
    rows = Region.objects.order_by("number")
    return [Choice(row.pk, row.slug, row.name) for row in rows]


def topic_choices() -> list[Choice]:
    """Those that are no longer offered are still understood."""
    rows = Topic.objects.order_by("position", "name", "pk")
    return [
        Choice(row.pk, row.key, row.name, row.parent_id, row.is_active) for row in rows
    ]
