"""Actors that forms offer."""

from django.db.models import QuerySet

from commons.accounts.visitors import Visitor
from participation.actors.models import Actor, spoken_for


def speakable_for(visitor: Visitor) -> QuerySet[Actor]:
    """Published actors that the visitor may speak for, by name."""
    rows = Actor.objects.published().filter(pk__in=spoken_for(visitor))
    return rows.order_by("sort_key", "pk")
