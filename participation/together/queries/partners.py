"""Who could carry an idea: actors and networks of its place and its topic."""

from dataclasses import dataclass

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from commons.requests import number_in
from participation.actors.models import Actor
from participation.ideas.models import Idea
from participation.networks.enums import Visibility
from participation.networks.models import Network, NetworkQuerySet
from participation.together.models import Partner, Undertaking

ACTOR, NETWORK = "akteur", "netzwerk"
MOST = 12


@dataclass(frozen=True)
class Proposal:
    """Somebody who fits: works in its Stadtteil, at its topic, or bears the name."""

    partner: Partner
    is_near: bool
    is_on_topic: bool

    @property
    def key(self) -> str:
        return key_of(self.partner)

    @property
    def is_network(self) -> bool:
        return isinstance(self.partner, Network)


def key_of(partner: Partner) -> str:
    """How a form and an address name a partner."""
    kind = NETWORK if isinstance(partner, Network) else ACTOR
    return f"{kind}-{partner.pk}"


def actors() -> QuerySet[Actor]:
    """Those an idea may be given to: known to the SPK, and not in the quiet archive."""
    return Actor.objects.listed().filter(verified_at__isnull=False)


def networks() -> NetworkQuerySet:
    """Those everybody may know: what they do stands on a public page."""
    return Network.objects.going_on().exclude(visibility=Visibility.HIDDEN)


def find(key: str) -> Partner | None:
    """The partner of a key, if an idea may be given to it."""
    kind, _dash, number = key.partition("-")
    rows: dict[str, QuerySet] = {ACTOR: actors(), NETWORK: networks()}
    pk = number_in(number)
    found = rows[kind].filter(pk=pk).first() if pk and kind in rows else None
    return found if isinstance(found, Actor | Network) else None


def proposals(idea: Idea, words: str = "") -> list[Proposal]:
    """The best first; with words those whose name has them, wherever; two queries."""
    found = [
        Proposal(row, row.is_near, row.is_on_topic)
        for rows in (actors(), networks())
        for row in _fitting(rows, idea, words)
    ]
    found.sort(key=lambda each: (not each.is_near, not each.is_on_topic))
    return found[:MOST] if not words else found


def _fitting(rows: QuerySet, idea: Idea, words: str) -> QuerySet:
    key = "actor" if rows.model is Actor else "network"
    busy = Undertaking.objects.open().filter(idea=idea, **{key: OuterRef("pk")})
    regions = rows.model.regions.through.objects.filter(
        **{key: OuterRef("pk")}, region=idea.region_id
    )
    topics = rows.model.topics.through.objects.filter(
        **{key: OuterRef("pk")}, topic__in=_topics_of(idea)
    )
    here = Q(region=idea.region_id) if idea.region_id else Q(pk__in=[])
    known = rows.filter(~Exists(busy)).annotate(
        is_near=_yes(here | Q(Exists(regions))),
        is_on_topic=_yes(Q(Exists(topics))),
    )
    if words:
        fitting = known.filter(name__icontains=words)
    else:
        fitting = known.filter(Q(is_near=1) | Q(is_on_topic=1))
    ordered: QuerySet = fitting.order_by("-is_near", "-is_on_topic", "sort_key", "pk")
    return ordered[:MOST]


def _yes(condition: Q) -> Case:
    return Case(
        When(condition, then=Value(1)), default=Value(0), output_field=IntegerField()
    )


def _topics_of(idea: Idea) -> list[int]:
    """Its own, and the one above it."""
    return [pk for pk in (idea.topic_id, idea.topic.parent_id) if pk is not None]
