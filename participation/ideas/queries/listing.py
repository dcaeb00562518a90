"""The list of ideas: filters, orders, paging by key in both directions.

No COUNT and no OFFSET: a page costs the same at a million ideas as at a thousand.
A cursor names the last row shown by the value it is sorted by and its id.

One filter has an index in its order. Several at once are looked for among the first
`LONGEST_WALK` rows of that order; where these don't fill the page, what fits is rare,
and all of it is taken by the filters' indexes and sorted.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.fields.tuple_lookups import (
    Tuple,
    TupleGreaterThan,
    TupleLessThan,
)

from participation.ideas.models import Idea, IdeaQuerySet
from participation.ideas.queries import nearby
from participation.ideas.queries.narrowing import (
    Narrowing,
    narrowed,
    narrowing_of,
)
from participation.ideas.queries.walks import among
from participation.ideas.queries.wishes import (
    ORDERS,
    STATES,
    Order,
    Wish,
)

__all__ = ["ORDERS", "PAGE_SIZE", "STATES", "Order", "Page", "Wish", "listed"]
__all__ += ["narrowed"]

PAGE_SIZE = 20
RELATED = ("region", "topic")
# 10 ms on two cores; what is in every 250th idea fills a page.
LONGEST_WALK = 5_000
MOST = 2**31


@dataclass(frozen=True)
class Page:
    """One page of the list.

    `number` is how many there are in all, where that is cheap to know; `is_capped`:
    a text search found more than it could rank.
    """

    ideas: list[Idea] = field(default_factory=list)
    next_cursor: str = ""
    previous_cursor: str = ""
    number: int | None = None
    is_capped: bool = False


@dataclass(frozen=True)
class _Chosen:
    """Ids of a page in its order, and the number of all if it came along."""

    ids: list[int]
    number: int | None = None


def listed(
    wish: Wish, *, size: int = PAGE_SIZE, related: tuple[str, ...] = RELATED
) -> Page:
    """The ideas of one page, with the rows they are `related` to.

    One query for a single filter, two or three for several, one more for words.
    A cursor that does not parse starts from the beginning.
    """
    order = ORDERS[wish.order_key]
    narrowing = narrowing_of(wish)
    is_back = bool(wish.before) and not wish.cursor
    cursor = _read(order, wish.before if is_back else wish.cursor)
    is_back = is_back and cursor is not None
    step = _Step(wish, order, narrowing, cursor, is_back, size, related)
    ideas, number = step.take()
    has_more = len(ideas) > size
    ideas = ideas[:size]
    if step.is_back:
        ideas.reverse()
    return _page(step, ideas, number, has_more=has_more)


def _page(
    step: "_Step", ideas: list[Idea], number: int | None, *, has_more: bool
) -> Page:
    is_first = step.cursor is None
    if is_first and not has_more:
        number = len(ideas)
    if step.narrowing.hits is not None and step.narrowing.is_capped:
        number = step.narrowing.hits
    has_next = has_more or step.is_back
    has_previous = has_more if step.is_back else not is_first
    return Page(
        ideas,
        next_cursor=_cursor(step.order, ideas[-1]) if ideas and has_next else "",
        previous_cursor=_cursor(step.order, ideas[0]) if ideas and has_previous else "",
        number=number,
        is_capped=step.narrowing.is_capped,
    )


@dataclass(frozen=True)
class _Step:
    """One page to be taken: from where, in which direction, how many."""

    wish: Wish
    order: Order
    narrowing: Narrowing
    cursor: tuple[Any, int] | None
    is_back: bool
    size: int
    related: tuple[str, ...]

    def take(self) -> tuple[list[Idea], int | None]:
        if self.narrowing.is_empty:
            return [], 0
        if self.narrowing.is_indexed_in(self.order):
            rows = self._ordered(self._from(self.narrowing.all()))
            # The rows of the page first, alone: with the joins PostgreSQL, which
            # guesses one row, sorts all the fifty thousand that nobody supports yet.
            return self._shown(rows.values("pk")[: self.size + 1]), None
        chosen = self._walked() or self._exact()
        return self._shown(chosen.ids), chosen.number

    def _walked(self) -> _Chosen | None:
        """The page, if the first rows of the order hold enough that fits."""
        lead, others = self.narrowing.parted(self.order)
        if others is None:
            return None
        walk = self._ordered(self._from(lead))[:LONGEST_WALK]
        rows = among(walk, Idea.objects.filter(others))
        ids = list(rows.values_list("pk", flat=True)[: self.size + 1])
        return _Chosen(ids) if len(ids) > self.size else None

    def _exact(self) -> _Chosen:
        """All that fits, sorted. The count keeps PostgreSQL from walking an index
        in the hope of finding a page soon."""
        rows = self._ordered(self._from(self.narrowing.all()))
        counted = rows.annotate(fitting=Window(Count("*")))
        found = list(counted.values_list("pk", "fitting")[: self.size + 1])
        is_whole = self.cursor is None
        number = (found[0][1] if found else 0) if is_whole else None
        return _Chosen([pk for pk, _fitting in found], number)

    def _shown(self, ids: Any) -> list[Idea]:
        shown = Idea.objects.filter(pk__in=ids)
        if self.related:  # without a name Django would join everything
            shown = shown.select_related(*self.related)
        return list(self._ordered(self._measured(shown)))

    def _from(self, rows: IdeaQuerySet) -> IdeaQuerySet:
        rows = self._measured(rows.filter(self.order.condition))
        if self.cursor is None:
            return rows
        # A row comparison: PostgreSQL starts in the index where the last page ended,
        # also amid thousands of ideas that nobody supports yet.
        shown_last = Tuple(F(self.order.field), F("pk"))
        is_rising = self.order.is_ascending is not self.is_back
        compared = TupleGreaterThan if is_rising else TupleLessThan
        return rows.filter(compared(shown_last, self.cursor))

    def _measured(self, rows: IdeaQuerySet) -> IdeaQuerySet:
        if self.wish.near is None:
            return rows
        return rows.annotate(distance=nearby.distance_to(self.wish.near))

    def _ordered(self, rows: IdeaQuerySet) -> IdeaQuerySet:
        sign = "" if self.order.is_ascending is not self.is_back else "-"
        return rows.order_by(f"{sign}{self.order.field}", f"{sign}id")


def everything(
    wish: Wish, *, most: int, batch: int = 500, related: tuple[str, ...] = RELATED
) -> Iterator[Idea]:
    """The first `most` ideas of a wish, a batch at a time."""
    cursor, left = "", most
    while left > 0:
        part = replace(wish, cursor=cursor, before="")
        page = listed(part, size=min(batch, left), related=related)
        yield from page.ideas
        cursor, left = page.next_cursor, left - len(page.ideas)
        if not cursor:
            return


def _cursor(order: Order, idea: Idea) -> str:
    return f"{order.show(idea)}~{idea.pk}"


def _read(order: Order, cursor: str) -> tuple[Any, int] | None:
    shown, _tilde, pk = cursor.rpartition("~")
    try:
        value, last_pk = order.parse(shown), int(pk)
    except (ValueError, OverflowError):
        return None
    is_sane = abs(last_pk) < 2**63 and not _is_beyond(value)
    return (value, last_pk) if is_sane else None


def _is_beyond(value: Any) -> bool:
    """A number that the column could never hold."""
    if isinstance(value, float):
        return not math.isfinite(value)
    return isinstance(value, int) and abs(value) >= MOST
