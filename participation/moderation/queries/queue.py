"""The queue: oldest first, paged by key; and how the shown items stand now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from commons.accounts.visitors import Visitor
from commons.clock import moment_of, seconds_until
from neighbourhood.regions.models import Region
from participation.moderation.coverage import MODERATING
from participation.moderation.models import Decision, QueueItem
from participation.moderation.models.asking import waiting_question
from participation.moderation.models.queue import QueueItemQuerySet
from participation.moderation.queries.wishes import (
    EVERY_REGION,
    Wish,
    narrowed,
    own_region_ids,
)

__all__ = [
    "EVERY_REGION",
    "PAGE_SIZE",
    "Page",
    "Wish",
    "listed",
    "narrowed",
    "own_region_ids",
]

PAGE_SIZE = 30


@dataclass(frozen=True)
class Page:
    items: list[QueueItem]
    next_cursor: str


@dataclass(frozen=True)
class Standing:
    """How an item stands that a page has shown; `item` is None once it is gone.

    `is_newer` says that its words changed since the page was drawn.
    """

    pk: int
    item: Any = None
    decision: Decision | None = None
    is_newer: bool = False


def listed(visitor: Visitor, wish: Wish) -> Page:
    """One page: a query for the items, one for their hints."""
    rows = _after(narrowed(visitor, wish).oldest_first(), wish.cursor)
    items = list(_with_claims(rows).prefetch_related("hints")[: PAGE_SIZE + 1])
    has_more = len(items) > PAGE_SIZE
    items = items[:PAGE_SIZE]
    cursor = f"{items[-1].submitted_at.isoformat()}~{items[-1].pk}" if has_more else ""
    return Page(items, cursor)


def standings(visitor: Visitor, drawn: Mapping[int, int]) -> list[Standing]:
    """How items stand now, by their id and the version that was drawn; two queries."""
    rows = _with_claims(QueueItem.objects.visible_to(visitor))
    items = {item.pk: item for item in rows.filter(pk__in=drawn)}
    decided = Decision.objects.standing().filter(
        item__in=list(drawn), item__closed_at__isnull=False
    )
    decisions = {
        decision.item_id: decision
        for decision in decided.select_related("decided_by").order_by("pk")
    }
    return [
        Standing(
            pk,
            items.get(pk),
            decisions.get(pk),
            is_newer=pk in items and items[pk].version > version,
        )
        for pk, version in drawn.items()
    ]


def seconds_until_a_claim_ends(items: Sequence[QueueItem]) -> int:
    """When to look again because time alone changes something; 0 if nothing will."""
    return seconds_until(item.lease_until for item in items if item.is_open)


def regions_of(visitor: Visitor) -> list[Region]:
    """Regions the visitor moderates, as the filter lists them."""
    ids = visitor.region_ids(*MODERATING)
    regions = Region.objects.only("pk", "slug", "name", "number")
    return list(regions if ids is None else regions.filter(pk__in=ids))


def newest_id(visitor: Visitor) -> int:
    """The id of the youngest item there is, to ask later what came since."""
    rows = QueueItem.objects.visible_to(visitor).order_by("-pk")
    return rows.values_list("pk", flat=True).first() or 0


def new_since(visitor: Visitor, wish: Wish, item_id: int) -> int:
    """How many open items came after `item_id` that the wish would show."""
    return narrowed(visitor, wish).filter(pk__gt=item_id).count()


def _with_claims(rows: QueueItemQuerySet) -> QueueItemQuerySet:
    """`is_claimed` and `is_asked_for` by the database's clock."""
    is_asked_for = Q(is_claimed=True) & waiting_question()
    claimed: QueueItemQuerySet = (
        rows.select_related("region", "lease_by", "asked_by")
        .with_claim()
        .annotate(
            is_asked_for=ExpressionWrapper(is_asked_for, output_field=BooleanField())
        )
    )
    return claimed


def _after(rows: QueueItemQuerySet, cursor: str) -> QueueItemQuerySet:
    shown, _tilde, pk = cursor.rpartition("~")
    try:
        at, last_pk = moment_of(shown), int(pk)
    except ValueError:
        return rows
    return rows.behind(at, last_pk)
