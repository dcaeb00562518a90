"""What the SPK sees to in the directory: hints, the archive, entries nobody answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.followups.registry import MOST_ITEMS, Item
from participation.actors.enums import Level
from participation.actors.models import (
    Actor,
    ActorHint,
    ActorMembership,
    ActorQuerySet,
)
from participation.moderation.coverage import moderates

PAGE = 50
# Nobody pages farther; a larger number is a mistake or an attack.
FARTHEST = 100_000
# From here on two names may mean the same house.
ALIKE = 0.3
MOST_ALIKE = 5


@dataclass(frozen=True)
class Part:
    """One page of a list that the SPK works off; `next` begins the one after."""

    rows: list[Any]
    next: int | None


def part_of(rows: QuerySet[Any], begin: int) -> Part:
    """One query; `rows` have an order."""
    begin = min(begin, FARTHEST)
    found = list(rows[begin : begin + PAGE + 1])
    return Part(found[:PAGE], begin + PAGE if len(found) > PAGE else None)


def somebody() -> Q:
    """Actors with an owner, or an address that answers for them."""
    held = ActorMembership.objects.active().filter(
        actor=OuterRef("pk"), level=Level.OWNER, user__is_active=True
    )
    return ~Q(contact_mail="") | Q(Exists(held))


def hints_of(visitor: Visitor) -> QuerySet[ActorHint]:
    """Those of the Stadtteile the visitor moderates, and those without one."""
    rows = ActorHint.objects.filter(moderates(visitor))
    return rows.select_related("region", "by", "actor")


def open_hints(visitor: Visitor) -> QuerySet[ActorHint]:
    """The oldest first."""
    rows = hints_of(visitor).filter(settled_at__isnull=True)
    return rows.order_by("created_at", "pk")


def unanswered(visitor: Visitor) -> ActorQuerySet:
    """Entries whose day has come, and nobody can be asked; the oldest first."""
    rows = Actor.objects.listed().filter(ask_next_on__lte=berlin_today())
    return rows.filter(~somebody(), moderates(visitor)).order_by("ask_next_on", "pk")


def archived(visitor: Visitor) -> ActorQuerySet:
    """The archive of the visitor's Stadtteile, the newest first."""
    rows = Actor.objects.published().filter(archived_at__isnull=False)
    mine = rows.filter(moderates(visitor)).select_related("region")
    return mine.order_by("-archived_at", "pk")


def alike(name: str) -> list[Actor]:
    """Public actors of nearly this name, listed or in the archive; one query."""
    rows = Actor.objects.published().annotate(near=TrigramSimilarity("name", name))
    near = rows.filter(near__gte=ALIKE).select_related("region")
    return list(near.order_by("-near", "sort_key", "pk")[:MOST_ALIKE])


def hints_today(visitor: Visitor) -> Iterator[Item]:
    for hint in open_hints(visitor)[:MOST_ITEMS]:
        yield Item(
            title=_("Fehlt im Verzeichnis: %(name)s") % {"name": hint.name},
            url=reverse("actors:hint-show", args=[hint.pk]),
            detail=hint.region.name if hint.region else "",
            since=hint.created_at,
            region_id=hint.region_id,
        )


def hints_count(visitor: Visitor) -> int:
    return open_hints(visitor).count()


def hints_done(visitor: Visitor, since: datetime) -> int:
    rows = ActorHint.objects.filter(settled_by_id=visitor.user_id)
    return rows.filter(settled_at__gte=since).count()


def unanswered_today(visitor: Visitor) -> Iterator[Item]:
    for actor in unanswered(visitor).select_related("region")[:MOST_ITEMS]:
        yield Item(
            title=_("Stimmt der Eintrag noch? %(name)s") % {"name": actor.name},
            url=actor.get_absolute_url(),
            due_on=actor.ask_next_on,
            detail=_("Niemand ist da, den wir fragen können."),
            region_id=actor.region_id,
        )


def unanswered_count(visitor: Visitor) -> int:
    return unanswered(visitor).count()
