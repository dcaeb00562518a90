"""The order in which rows are locked: delivery, idea, referral; so nobody waits in a
circle."""

from commons.delivery.models import Delivery
from participation.ideas.models import Idea
from participation.referrals.models import Referral


def locked(referral: Referral) -> Referral:
    """The referral as it is now, with its idea, both locked."""
    idea = locked_idea(referral.idea_id)
    row = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("department", "due_on", "link", "delivery")
        .get(pk=referral.pk)
    )
    row.idea = idea
    return row


def locked_with_delivery(referral: Referral) -> Referral:
    """For what takes a message back or sends it again."""
    if referral.delivery_id is not None:
        Delivery.objects.select_for_update(of=("self",)).get(pk=referral.delivery_id)
    return locked(referral)


def locked_with_deliveries(idea_id: int) -> Idea:
    """The idea, for what may take back several of its messages."""
    referrals = Referral.objects.unfinished().filter(idea_id=idea_id)
    deliveries = Delivery.objects.filter(
        pk__in=referrals.values("delivery_id")
    ).order_by("pk")
    list(deliveries.select_for_update(of=("self",)))
    return locked_idea(idea_id)


def locked_idea(idea_id: int) -> Idea:
    return (
        Idea.objects.select_for_update(of=("self",))
        .select_related("region", "topic", "planning_area")
        .get(pk=idea_id)
    )
