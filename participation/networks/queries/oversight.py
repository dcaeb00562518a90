"""The SPK's view of networks: where they are, how lively, whom they tie together.

Hidden networks are not in it. Of one whose members alone read inside, only who
coordinates is told, as on its page; of residents nobody is counted here at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.followups.registry import MOST_ITEMS, Item
from commons.terms.queries import current
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.actors.models import Actor
from participation.moderation.coverage import moderates
from participation.networks.enums import COORDINATING, Visibility
from participation.networks.models import (
    Network,
    NetworkMembership,
    NetworkQuerySet,
    NetworkTerms,
)
from participation.networks.queries.listing import listed
from participation.networks.queries.members import leading
from participation.networks.rules import can_oversee

# Two networks make a tie.
LEAST_TIED = 2
MOST_TIES = 50


@dataclass(frozen=True)
class Row:
    """A network as the SPK looks at it; `is_quiet` by the rules of the house."""

    network: Network
    is_quiet: bool
    has_coordination: bool


@dataclass(frozen=True)
class RegionRows:
    """Without a region: those of the whole district."""

    region: Region | None
    rows: list[Row]


@dataclass(frozen=True)
class Tie:
    """An actor that is in several networks, and so ties them together."""

    actor: Actor
    networks: list[Network]


@dataclass(frozen=True)
class Overview:
    regions: list[RegionRows]
    ties: list[Tie]
    empty_regions: list[Region]
    empty_topics: list[Topic]

    @property
    def is_cut(self) -> bool:
        """More actors may tie networks than are shown."""
        return len(self.ties) >= MOST_TIES


def overview() -> Overview:
    """Six queries, whatever the number of networks."""
    rows = [_row(network) for network in _going_on()]
    everywhere = RegionRows(None, [row for row in rows if not _regions_of(row)])
    by_region = [
        RegionRows(region, [row for row in rows if region.pk in _regions_of(row)])
        for region in Region.objects.order_by("number")
    ]
    topics = {topic.pk for row in rows for topic in row.network.topics.all()}
    main = Topic.objects.filter(parent__isnull=True, is_active=True)
    return Overview(
        regions=[each for each in (everywhere, *by_region) if each.rows],
        ties=_ties(),
        empty_regions=[
            each.region for each in by_region if each.region and not each.rows
        ],
        empty_topics=[topic for topic in main if topic.pk not in topics],
    )


def unled(visitor: Visitor) -> Iterator[Item]:
    """For "Heute": networks that nobody coordinates, or nobody who could; one query."""
    if not can_oversee(visitor):
        return
    rows = _looked_after(visitor).filter(~_led()).order_by("active_at", "pk")
    for network in rows[:MOST_ITEMS]:
        yield _item(network, "network-appoint")


def unanswered(visitor: Visitor) -> Iterator[Item]:
    """For "Heute": asked whether they go on, and nobody answered; two queries."""
    if not can_oversee(visitor):
        return
    days = current(NetworkTerms).answer_days
    rows = _looked_after(visitor).filter(
        asked_on__lte=berlin_today() - timedelta(days=days)
    )
    for network in rows.order_by("asked_on", "pk")[:MOST_ITEMS]:
        yield _item(network, "network-close")


def _item(network: Network, view: str) -> Item:
    return Item(
        title=network.name,
        url=reverse(f"networks:{view}", args=[network.pk]),
        detail=network.region.name if network.region else "",
        since=network.active_at,
        region_id=network.region_id,
    )


def _looked_after(visitor: Visitor) -> NetworkQuerySet:
    rows = Network.objects.going_on().exclude(visibility=Visibility.HIDDEN)
    return rows.filter(moderates(visitor)).select_related("region")


def _going_on() -> NetworkQuerySet:
    rows = listed().filter(closed_at__isnull=True).annotate(is_led=_led())
    return rows.order_by("-active_at", "pk")


def _led() -> Exists:
    """Built anew each time: who holds an office is a question of the clock."""
    return Exists(leading().filter(network=OuterRef("pk")))


def _row(network: Network) -> Row:
    return Row(
        network=network,
        is_quiet=network.asked_on is not None,
        has_coordination=bool(getattr(network, "is_led", True)),
    )


def _regions_of(row: Row) -> set[int]:
    return {region.pk for region in row.network.regions.all()}


def _ties() -> list[Tie]:
    """Those in most networks, then by name."""
    known = Q(network__visibility=Visibility.OPEN) | Q(
        network__visibility=Visibility.MEMBERS, role__in=COORDINATING
    )
    rows = NetworkMembership.objects.filter(
        known,
        actor__isnull=False,
        left_at__isnull=True,
        network__in=Network.objects.going_on().values("pk"),
    )
    tied = (
        rows.values("actor")
        .annotate(count=Count("network"))
        .filter(count__gte=LEAST_TIED)
        .order_by("-count", "actor__sort_key")[:MOST_TIES]
    )
    found: dict[int, Tie] = {}
    theirs = rows.filter(actor__in=tied.values("actor"))
    for row in theirs.select_related("actor", "network").order_by(
        "actor__sort_key", "network__sort_key", "pk"
    ):
        if row.actor is not None:
            tie = found.setdefault(row.actor.pk, Tie(row.actor, []))
            tie.networks.append(row.network)
    return sorted(found.values(), key=lambda tie: -len(tie.networks))
