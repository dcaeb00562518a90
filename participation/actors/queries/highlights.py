"""Who works in a Stadtteil, for its page."""

from dataclasses import dataclass

from django.db.models import Case, When

from participation.actors.enums import ActorKind
from participation.actors.models import Actor
from participation.actors.queries.directory import in_region

SHOWN = 6


@dataclass(frozen=True)
class Here:
    """Houses first and then by name, and how many there are."""

    actors: list[Actor]
    number: int


def here(region_id: int) -> Here:
    """Two queries."""
    rows = Actor.objects.listed().filter(in_region(region_id))
    houses_first = Case(When(kind=ActorKind.CENTRE, then=0), default=1)
    shown = rows.order_by(houses_first, "sort_key", "pk")[:SHOWN]
    return Here(list(shown), rows.count())
