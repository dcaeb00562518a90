"""Who works on an item, who asks for it, and what somebody may do about it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from commons.accounts.visitors import Visitor
from commons.clock import seconds_until
from participation.moderation.models import QueueItem
from participation.moderation.models.asking import (
    ANSWER_WITHIN,
    askable_for,
    unanswered_for,
    waiting_question,
)


@dataclass(frozen=True)
class Claim:
    """How the claim of an open item stands for one person.

    `asks` says that the person has asked and waits or was told no; `may_ask` and
    `may_take` are by the database's clock. `again_in` is when time alone changes
    something, in seconds.
    """

    is_mine: bool
    is_of_another: bool
    is_asked_for: bool
    asks: bool
    may_ask: bool
    may_take: bool
    takeable_at: datetime | None
    again_in: int


def item_with_claim(visitor: Visitor, pk: int) -> QuerySet[QueueItem]:
    """The item if the visitor moderates it, with its claim by the database's clock."""
    is_claimed = Q(is_claimed=True)
    conditions = {
        "is_asked_for": is_claimed & waiting_question(),
        "is_unanswered": is_claimed & unanswered_for(visitor.user_id),
        "is_askable": is_claimed & askable_for(visitor.user_id),
    }
    return (
        QueueItem.objects.visible_to(visitor)
        .filter(pk=pk)
        .select_related("lease_by", "asked_by", "region", "author")
        .with_claim()
        .annotate(
            **{
                name: ExpressionWrapper(condition, output_field=BooleanField())
                for name, condition in conditions.items()
            }
        )
    )


def claim_of(item: QueueItem, visitor: Visitor) -> Claim:
    """What the page says of an item that `item_with_claim` gave."""
    is_claimed = bool(getattr(item, "is_claimed", False))
    is_mine = is_claimed and item.lease_by_id == visitor.user_id
    takeable_at = item.asked_at + ANSWER_WITHIN if item.asked_at else None
    return Claim(
        is_mine=is_mine,
        is_of_another=is_claimed and not is_mine,
        is_asked_for=bool(getattr(item, "is_asked_for", False)),
        asks=is_claimed and item.asked_by_id == visitor.user_id,
        may_ask=bool(getattr(item, "is_askable", False)),
        may_take=bool(getattr(item, "is_unanswered", False)),
        takeable_at=takeable_at,
        again_in=seconds_until([item.lease_until, takeable_at]) if is_claimed else 0,
    )
