"""The list of ideas: filters, three orders, paging by key.

No COUNT and no OFFSET: a page costs the same at a million ideas as at a thousand.
A cursor names the last row shown by the value it is sorted by and its id.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import ANONYMOUS
from commons.clock import moment_of
from commons.search import queries as search
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea, IdeaQuerySet

PAGE_SIZE = 20


@dataclass(frozen=True)
class Order:
    """One way to sort; `field` descends, the id breaks ties."""

    key: str
    label: str | Promise
    field: str
    condition: Q
    parse: Callable[[str], Any]

    def show(self, idea: Idea) -> str:
        value = getattr(idea, self.field)
        return value.isoformat() if isinstance(value, datetime) else str(value)


ORDERS = {
    order.key: order
    for order in (
        Order("neu", _("Neueste"), "published_at", Q(), moment_of),
        Order("beliebt", _("Meist unterstützt"), "total_support", Q(), int),
        Order(
            "beantwortet",
            _("Zuletzt beantwortet"),
            "answered_at",
            Q(answered_at__isnull=False),
            moment_of,
        ),
    )
}
# States as residents speak of them: cases, or the outcome for the last.
STATES: dict[str, str | Promise] = {
    "offen": _("noch offen"),
    "beim-amt": _("beim Amt"),
    "beantwortet": _("beantwortet"),
    "umgesetzt": _("umgesetzt"),
}
CASES: dict[str, tuple[Case, ...]] = {
    "offen": (Case.NONE, Case.OPEN, Case.REOPENED),
    "beim-amt": (Case.REFERRED, Case.QUESTION, Case.STATEMENT_IN),
    "beantwortet": (Case.ANSWERED, Case.CLOSED),
}


@dataclass
class Wish:
    """What a visitor asked the list for; empty values don't narrow."""

    text: str = ""
    region: Any = None
    topic: Any = None
    state: str = ""
    order: str = "neu"
    cursor: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.region or self.topic or self.state)

    @cached_property
    def topic_ids(self) -> list[int]:
        """The chosen topic and those below it."""
        children = self.topic.children.values_list("pk", flat=True)
        return [self.topic.pk, *children]

    @property
    def cases(self) -> tuple[Case, ...]:
        return CASES.get(self.state, ())

    def query(self, **changes: Any) -> str:
        """The query string of this wish with some parts changed."""
        wish = replace(self, **changes)
        parts = {
            "q": wish.text,
            "stadtteil": wish.region.slug if wish.region else "",
            "thema": wish.topic.key if wish.topic else "",
            "stand": wish.state,
            "sortierung": wish.order if wish.order != "neu" else "",
            "ab": wish.cursor,
        }
        return urlencode({name: value for name, value in parts.items() if value})


@dataclass(frozen=True)
class Page:
    """One page of the list. `hits` is set for a text search, capped for large ones."""

    ideas: list[Idea]
    next_cursor: str
    hits: int | None = None
    is_capped: bool = False


def listed(wish: Wish) -> Page:
    """The ideas of one page: one query, and one more for a text search.

    A cursor that does not parse starts from the beginning.
    """
    order = ORDERS[wish.order]
    rows, hits, is_capped = narrowed(wish)
    rows = _after(rows.filter(order.condition), order, wish.cursor)
    descending = (f"-{order.field}", "-id")
    # The rows of the page first, alone: with the joins PostgreSQL, which guesses one
    # row, sorts all the fifty thousand that nobody supports yet.
    chosen = rows.order_by(*descending).values("pk")[: PAGE_SIZE + 1]
    shown = Idea.objects.filter(pk__in=chosen).select_related("region", "topic")
    ideas = list(shown.order_by(*descending))
    has_more = len(ideas) > PAGE_SIZE
    ideas = ideas[:PAGE_SIZE]
    cursor = f"{order.show(ideas[-1])}~{ideas[-1].pk}" if has_more else ""
    return Page(ideas, cursor, hits, is_capped)


def narrowed(wish: Wish) -> tuple[IdeaQuerySet, int | None, bool]:
    """The public ideas a wish asks for, and how many a text search found."""
    rows = Idea.objects.published()
    if wish.region:
        rows = rows.filter(region=wish.region)
    if wish.topic:
        rows = rows.filter(topic_id__in=wish.topic_ids)
    if wish.state == "umgesetzt":
        rows = rows.filter(outcome=Outcome.DONE)
    elif wish.state:
        rows = rows.filter(case__in=wish.cases)
    if not wish.text:
        return rows, None, False
    found = search.search(
        ANONYMOUS,
        wish.text,
        kinds=["idea"],
        region_id=wish.region.pk if wish.region else None,
    )
    ids = [hit.target_id for hit in found.hits]
    return rows.filter(pk__in=ids), len(ids), found.is_capped


def _after(rows: IdeaQuerySet, order: Order, cursor: str) -> IdeaQuerySet:
    shown, _tilde, pk = cursor.rpartition("~")
    try:
        value, last_pk = order.parse(shown), int(pk)
    except ValueError:
        return rows
    # A row comparison: PostgreSQL starts in the index where the last page ended, also
    # amid thousands of ideas that nobody supports yet.
    shown_last = Tuple(F(order.field), F("pk"))
    return rows.filter(TupleLessThan(shown_last, (value, last_pk)))
