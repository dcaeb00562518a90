"""What a moderator wants to see of the queue, as values, words and an address."""

from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from commons.accounts.enums import Scope
from commons.accounts.visitors import Visitor
from commons.clock import berlin_today, midnight
from participation.moderation.coverage import MODERATING
from participation.moderation.models import Hint, QueueItem
from participation.moderation.models.queue import QueueItemQuerySet

EVERY_REGION = "alle"
EVERYTHING = "filter=aus"  # an address without filter, as against one that says nothing
_HINTS = Hint.objects.filter(item=OuterRef("pk"), marked_wrong_at__isnull=True)


class Age(TextChoices):
    """How long something waits. OVERDUE lies across the others."""

    TODAY = "heute", _("von heute")
    DAYS = "tage", _("1 bis 3 Tage")
    OLDER = "aelter", _("älter als 3 Tage")
    OVERDUE = "ueber", _("länger als zugesagt")


class Whose(TextChoices):
    FREE = "frei", _("frei")
    MINE = "ich", _("bei mir")
    TEAM = "team", _("bei anderen")


# The parts of a wish that narrow, with their names in the address.
PARTS = {
    "region": "stadtteil",
    "kind": "art",
    "cause": "anlass",
    "age": "alter",
    "hint": "hinweis",
    "whose": "wer",
    "text": "q",
    "since": "neu",
    "cursor": "ab",
}
# What isn't kept: where one was on the way, and what was new at one moment.
FLEETING = ("text", "since", "cursor")


@dataclass(frozen=True)
class Wish:
    """What a moderator wants to see; empty values don't narrow.

    `region` is a slug, or `EVERY_REGION` for somebody whose own regions would else
    be shown first. `since` is the id of an item: only what came after it.
    """

    region: str = ""
    kind: str = ""
    cause: str = ""
    age: str = ""
    hint: str = ""
    whose: str = ""
    text: str = ""
    since: int = 0
    cursor: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.narrowed_by)

    @property
    def narrowed_by(self) -> list[str]:
        """The names of the parts that leave something out."""
        return [
            each.name
            for each in fields(self)
            if each.name != "cursor"
            and getattr(self, each.name) not in {"", 0, EVERY_REGION}
        ]

    def query(self, **changes: Any) -> str:
        """The query string of this wish with some parts changed."""
        wish = replace(self, **changes)
        parts = {PARTS[each.name]: getattr(wish, each.name) for each in fields(wish)}
        return urlencode({name: value for name, value in parts.items() if value})

    def address(self, **changes: Any) -> str:
        """The query string that asks for exactly this, also if that is everything."""
        return self.query(**changes) or EVERYTHING

    def kept(self) -> str:
        """What is remembered of it."""
        return self.query(text="", since=0, cursor="")


def own_region_ids(visitor: Visitor) -> frozenset[int]:
    """Regions that somebody was given by name, beside a role for all of them.

    Those of an absent colleague come on top; alone they narrow nothing for somebody
    who moderates everywhere.
    """
    held = [
        grant
        for grant in visitor.grants
        if grant.role in MODERATING and grant.scope is Scope.REGION
    ]
    is_everywhere = visitor.region_ids(*MODERATING) is None
    if is_everywhere and all(grant.lent_by is not None for grant in held):
        return frozenset()
    return frozenset(grant.scope_id for grant in held if grant.scope_id is not None)


def narrowed(visitor: Visitor, wish: Wish) -> QueueItemQuerySet:
    """The open items that a wish asks for."""
    rows = beyond_counts(visitor, wish)
    own = own_region_ids(visitor)
    if wish.region and wish.region != EVERY_REGION:
        rows = rows.filter(region__slug=wish.region)
    elif own and wish.region != EVERY_REGION:
        rows = rows.filter(Q(region__in=own) | Q(region__isnull=True))
    if wish.kind:
        rows = rows.filter(kind=wish.kind)
    if wish.cause:
        rows = rows.filter(cause=wish.cause)
    if wish.age:
        rows = rows.filter(_of_age(Age(wish.age)))
    return of_person(rows, visitor, wish.whose)


def beyond_counts(visitor: Visitor, wish: Wish) -> QueueItemQuerySet:
    """The open items narrowed by those parts that the counted cells don't know."""
    rows = QueueItem.objects.open().visible_to(visitor)
    if wish.hint:
        rows = rows.filter(Exists(_HINTS.filter(code=wish.hint)))
    if wish.text:
        rows = rows.filter(title__icontains=wish.text)
    return rows.filter(pk__gt=wish.since) if wish.since else rows


def of_person(
    rows: QueueItemQuerySet, visitor: Visitor, whose: str
) -> QueueItemQuerySet:
    if whose == Whose.MINE:
        return rows.claimed_by(visitor.user_id)
    if whose == Whose.TEAM:
        return rows.claimed().exclude(lease_by=visitor.user_id)
    return rows.unclaimed() if whose == Whose.FREE else rows


def age_group() -> Case:
    """0 for today, 1 for up to three days, 2 for older; one expression to group by."""
    today = midnight()
    return Case(
        When(submitted_at__gte=today, then=Value(0)),
        When(submitted_at__gte=today - timedelta(days=3), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


AGES = (Age.TODAY, Age.DAYS, Age.OLDER)  # by the number that `age_group` gives


def _of_age(age: Age) -> Q:
    today = midnight()
    return {
        Age.TODAY: Q(submitted_at__gte=today),
        Age.DAYS: Q(
            submitted_at__lt=today, submitted_at__gte=today - timedelta(days=3)
        ),
        Age.OLDER: Q(submitted_at__lt=today - timedelta(days=3)),
        Age.OVERDUE: Q(promised_on__lt=berlin_today()),
    }[age]
