"""What waits for the SPK on the page "Heute": actors that nobody owns."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.visitors import Visitor
from commons.followups.registry import MOST_ITEMS, Item
from participation.actors.models import Actor, ActorHandover
from participation.moderation.rules import can_see_desk, moderates


def ownerless_items(visitor: Visitor) -> Iterator[Item]:
    """The longest waiting first; one query."""
    if not can_see_desk(visitor):
        return
    rows = open_handovers(visitor).select_related("actor__region")
    for task in rows.order_by("opened_at", "pk")[:MOST_ITEMS]:
        actor = task.actor
        yield Item(
            title=_("Inhaber:in finden: %(name)s") % {"name": actor.name},
            url=reverse("actors:people-list", args=[actor.pk]),
            detail=actor.region.name if actor.region else "",
            since=task.opened_at,
            region_id=actor.region_id,
        )


def ownerless_count(visitor: Visitor) -> int:
    return open_handovers(visitor).count() if can_see_desk(visitor) else 0


def open_handovers(visitor: Visitor) -> QuerySet[ActorHandover]:
    """Those of actors where the visitor moderates."""
    here = Actor.objects.filter(moderates(visitor))
    return ActorHandover.objects.filter(closed_at__isnull=True, actor__in=here)
