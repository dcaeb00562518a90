"""The queue: oldest first, paged by key, with counts for its filters."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
)
from django.db.models.functions import Now

from commons import kinds
from commons.accounts.enums import Scope
from commons.accounts.visitors import Visitor
from commons.clock import berlin_today, moment_of
from neighbourhood.regions.models import Region
from participation.moderation import desk
from participation.moderation.coverage import MODERATING
from participation.moderation.models import Hint, QueueItem
from participation.moderation.models.queue import QueueItemQuerySet

PAGE_SIZE = 30
EVERY_REGION = "alle"
_HINTS = Hint.objects.filter(item=OuterRef("pk"))


@dataclass(frozen=True)
class Wish:
    """What a moderator wants to see; empty values don't narrow.

    `region` is a slug, or `EVERY_REGION` for somebody whose own regions would else
    be shown first.
    """

    region: str = ""
    kind: str = ""
    cause: str = ""
    hint: str = ""
    is_mine: bool = False
    cursor: str = ""

    @property
    def is_narrowed(self) -> bool:
        chosen = (self.region not in {"", EVERY_REGION}, self.kind, self.cause)
        return any((*chosen, self.hint, self.is_mine))

    def query(self, **changes: Any) -> str:
        """The query string of this wish with some parts changed."""
        wish = replace(self, **changes)
        parts = {
            "stadtteil": wish.region,
            "art": wish.kind,
            "anlass": wish.cause,
            "hinweis": wish.hint,
            "meine": "1" if wish.is_mine else "",
            "ab": wish.cursor,
        }
        return urlencode({name: value for name, value in parts.items() if value})


@dataclass(frozen=True)
class Page:
    items: list[QueueItem]
    next_cursor: str


@dataclass
class Figures:
    """How much waits, for the labels of the filters; one query."""

    total: int = 0
    mine: int = 0
    overdue: int = 0
    regions: Counter[int | None] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)


def own_region_ids(visitor: Visitor) -> frozenset[int]:
    """Regions that somebody was given by name, beside a role for all of them."""
    return frozenset(
        grant.scope_id
        for grant in visitor.grants
        if grant.role in MODERATING
        and grant.scope is Scope.REGION
        and grant.scope_id is not None
    )


def narrowed(visitor: Visitor, wish: Wish) -> QueueItemQuerySet:
    """The open items that a wish asks for."""
    rows = QueueItem.objects.open().visible_to(visitor)
    own = own_region_ids(visitor)
    if wish.region and wish.region != EVERY_REGION:
        rows = rows.filter(region__slug=wish.region)
    elif own and wish.region != EVERY_REGION:
        rows = rows.filter(Q(region__in=own) | Q(region__isnull=True))
    if wish.kind:
        rows = rows.filter(kind=wish.kind)
    if wish.cause:
        rows = rows.filter(cause=wish.cause)
    if wish.hint:
        rows = rows.filter(Exists(_HINTS.filter(code=wish.hint)))
    return rows.claimed_by(visitor.user_id) if wish.is_mine else rows


def listed(visitor: Visitor, wish: Wish) -> Page:
    """One page: a query for the items, one for their hints."""
    rows = _after(narrowed(visitor, wish).oldest_first(), wish.cursor)
    items = list(_with_claims(rows).prefetch_related("hints")[: PAGE_SIZE + 1])
    has_more = len(items) > PAGE_SIZE
    items = items[:PAGE_SIZE]
    cursor = f"{items[-1].submitted_at.isoformat()}~{items[-1].pk}" if has_more else ""
    return Page(items, cursor)


def figures(visitor: Visitor) -> Figures:
    """Counts over everything the visitor moderates, whatever the filters."""
    mine = Q(lease_by=visitor.user_id, lease_until__gte=Now())
    groups = (
        QueueItem.objects.open()
        .visible_to(visitor)
        .order_by()
        .values("region_id", "kind", "cause")
        .annotate(
            waiting=Count("pk"),
            mine=Count("pk", filter=mine),
            overdue=Count("pk", filter=Q(promised_on__lt=berlin_today())),
        )
    )
    found = Figures()
    for group in groups:
        found.total += group["waiting"]
        found.mine += group["mine"]
        found.overdue += group["overdue"]
        found.regions[group["region_id"]] += group["waiting"]
        found.kinds[group["kind"]] += group["waiting"]
        found.causes[group["cause"]] += group["waiting"]
    return found


def region_choices(visitor: Visitor, found: Figures) -> list[tuple[str, str]]:
    """Regions the visitor moderates, with how much waits there."""
    ids = visitor.region_ids(*MODERATING)
    regions = Region.objects.only("pk", "slug", "name", "number")
    if ids is not None:
        regions = regions.filter(pk__in=ids)
    return [
        (region.slug, f"{region.name} ({found.regions[region.pk]})")
        for region in regions
    ]


def kind_choices(found: Figures) -> list[tuple[str, str]]:
    return [
        (each.kind, f"{kinds.get(each.kind).label} ({found.kinds[each.kind]})")
        for each in desk.all_kinds()
    ]


def newest_id(visitor: Visitor) -> int:
    """The id of the youngest item there is, to ask later what came since."""
    rows = QueueItem.objects.visible_to(visitor).order_by("-pk")
    return rows.values_list("pk", flat=True).first() or 0


def new_since(visitor: Visitor, wish: Wish, item_id: int) -> int:
    """How many open items came after `item_id` that the wish would show."""
    return narrowed(visitor, wish).filter(pk__gt=item_id).count()


def by_number(visitor: Visitor, number: str) -> QueueItem | None:
    """The item of a reference number, whatever the filters; the youngest of them."""
    rows = QueueItem.objects.visible_to(visitor).filter(number=number.strip())
    return rows.order_by("-pk").first()


def _with_claims(rows: QueueItemQuerySet) -> QueueItemQuerySet:
    is_claimed = ExpressionWrapper(
        Q(lease_until__gte=Now()), output_field=BooleanField()
    )
    claimed: QueueItemQuerySet = rows.select_related("region", "lease_by").annotate(
        is_claimed=is_claimed
    )
    return claimed


def _after(rows: QueueItemQuerySet, cursor: str) -> QueueItemQuerySet:
    shown, _tilde, pk = cursor.rpartition("~")
    try:
        at, last_pk = moment_of(shown), int(pk)
    except ValueError:
        return rows
    following = Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=last_pk)
    # Walks the index; the condition with the tie-break alone would not.
    return rows.filter(following, submitted_at__gte=at)
