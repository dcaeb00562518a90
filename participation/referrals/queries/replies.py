"""Mails of Ämter at their cases."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from commons.accounts.visitors import Visitor
from commons.followups.registry import MOST_ITEMS, Item
from participation.referrals.models import Referral, Reply


def with_everything() -> QuerySet[Reply]:
    return Reply.objects.select_related(
        "mail",
        "statement",
        "decided_by",
        "referral__idea__region",
        "referral__idea__topic",
        "referral__department",
    ).prefetch_related("mail__attachments__file")


def replies_on(referral: Referral) -> list[Reply]:
    """All mails of the Amt about it, the newest first; one query."""
    rows = Reply.objects.filter(referral=referral).select_related("mail", "statement")
    return list(rows.order_by("-received_at", "-pk"))


def waiting(visitor: Visitor) -> Iterator[Item]:
    """What an Amt wrote and nobody has read; the longest waiting first."""
    at_desk = Referral.objects.at_desk_of(visitor)
    rows = (
        Reply.objects.waiting()
        .filter(
            ~Q(referral__idea__author=visitor.user_id) | Q(referral__idea__author=None),
            referral__in=at_desk,
        )
        .select_related("referral__idea__region", "referral__department")
    )
    for reply in rows.order_by("received_at", "pk")[:MOST_ITEMS]:
        idea = reply.referral.idea
        yield Item(
            title=idea.title,
            url=reply.get_absolute_url(),
            due_on=reply.referral.due_on_id,
            detail=f"{reply.referral.department.name} · {idea.number}",
            since=reply.received_at,
            region_id=idea.region_id,
            number=idea.number,
        )
