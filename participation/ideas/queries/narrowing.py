"""From a wish to conditions, and which of them an index serves in which order."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import reduce
from operator import and_

from django.db.models import Q

from commons.accounts.visitors import ANONYMOUS
from commons.clock import BERLIN
from commons.search import queries as search
from participation.ideas.enums import Outcome
from participation.ideas.models import Idea, IdeaQuerySet
from participation.ideas.queries import nearby
from participation.ideas.queries.wishes import (
    NEAREST,
    NEWEST,
    OUTCOMES,
    Order,
    Wish,
)

# What has an index of its own in this order, for one value; the rarest leads.
INDEXED = {
    NEWEST: ("area", "department", "outcome", "region", "topic", "pictures"),
    "beliebt": ("region", "topic"),
    NEAREST: ("near",),
}


@dataclass(frozen=True)
class Part:
    """One filter. `is_single`: one value, so that an index can keep its order."""

    name: str
    condition: Q
    is_single: bool = True


@dataclass(frozen=True)
class Narrowing:
    """The filters of a wish. `hits` and `is_capped` tell of the search for words."""

    parts: tuple[Part, ...] = ()
    hits: int | None = None
    is_capped: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing has these words."""
        return self.hits == 0

    def all(self) -> IdeaQuerySet:
        return Idea.objects.published().filter(_together(self.parts))

    def is_indexed_in(self, order: Order) -> bool:
        """Whether one index gives just these rows in just this order."""
        lead, others = self._leading(order)
        return not others and len(lead) <= 1 + self._has_period_in(order)

    def parted(self, order: Order) -> tuple[IdeaQuerySet, Q | None]:
        """The rows to walk in this order, and what to look for among them.

        None: look for nothing there; words have named the few rows already.
        """
        lead, others = self._leading(order)
        rows = Idea.objects.published().filter(_together(lead))
        return rows, None if self.hits is not None else _together(others)

    def _leading(self, order: Order) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
        """The one filter that has the best index in this order, and the others."""
        indexed = INDEXED.get(order.key, ())
        able = [part for part in self.parts if part.name in indexed and part.is_single]
        lead = sorted(able, key=lambda part: indexed.index(part.name))[:1]
        if self._has_period_in(order):
            lead += [part for part in self.parts if part.name == "period"]
        others = tuple(part for part in self.parts if part not in lead)
        return tuple(lead), others

    def _has_period_in(self, order: Order) -> bool:
        """Days are a stretch of the order of publication, whatever else leads."""
        names = {part.name for part in self.parts}
        return order.key == NEWEST and "period" in names


def narrowing_of(wish: Wish) -> Narrowing:
    """One query for a text search, none without."""
    parts = tuple(_parts(wish))
    if not wish.text:
        return Narrowing(parts)
    found = search.search(
        ANONYMOUS,
        wish.text,
        kinds=["idea"],
        region_id=wish.region_ids[0] if len(wish.regions) == 1 else None,
    )
    ids = [hit.target_id for hit in found.hits]
    worded = Part("text", Q(pk__in=ids), is_single=False)
    return Narrowing((*parts, worded), len(ids), found.is_capped)


def narrowed(wish: Wish) -> tuple[IdeaQuerySet, int | None, bool]:
    """The public ideas a wish asks for, and how many a text search found."""
    narrowing = narrowing_of(wish)
    return narrowing.all(), narrowing.hits, narrowing.is_capped


def without_words(wish: Wish) -> Q:
    """All filters but the words, as one condition."""
    return _together(_parts(replace(wish, text="")))


def _together(parts: Iterable[Part]) -> Q:
    return reduce(and_, (part.condition for part in parts), Q())


def _parts(wish: Wish) -> Iterable[Part]:
    named = (
        ("region", "region_id", wish.region_ids),
        ("area", "planning_area_id", [area.pk for area in wish.areas]),
        ("topic", "topic_id", wish.topic_ids),
        ("department", "lead_department_id", [one.pk for one in wish.departments]),
        ("outcome", "outcome", [OUTCOMES[key].value for key in wish.outcomes]),
    )
    for name, column, values in named:
        if values:
            yield _one_of(name, column, values)
    if wish.states:
        yield _in_states(wish)
    if condition := _within_days(wish):
        yield Part("period", condition)
    if wish.has_pictures:
        yield Part("pictures", Q(has_pictures=True))
    if wish.near:
        condition = Q(nearby.within(wish.near), east_m__isnull=False)
        yield Part("near", condition)
    if wish.box:
        yield Part("box", Q(nearby.inside(wish.box), east_m__isnull=False))


def _one_of(name: str, column: str, values: list[int] | list[str]) -> Part:
    if len(values) == 1:
        return Part(name, Q(**{column: values[0]}))
    return Part(name, Q(**{f"{column}__in": values}), is_single=False)


def _in_states(wish: Wish) -> Part:
    if "umgesetzt" not in wish.states:
        return Part("state", Q(case__in=wish.cases), is_single=False)
    done = Q(outcome=Outcome.DONE)
    if not wish.cases:
        # A state beside the outcomes: both must hold.
        return Part("done" if wish.outcomes else "outcome", done)
    return Part("state", done | Q(case__in=wish.cases), is_single=False)


def _within_days(wish: Wish) -> Q:
    since, until = wish.span
    condition = Q()
    if since:
        condition &= Q(published_at__gte=datetime.combine(since, time.min, BERLIN))
    if until:
        after = until + timedelta(days=1)
        condition &= Q(published_at__lt=datetime.combine(after, time.min, BERLIN))
    return condition
