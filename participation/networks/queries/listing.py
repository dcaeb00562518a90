"""The list of networks: the same for everybody, hidden ones are never in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q

from commons.accounts.visitors import Visitor
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.actors.models import Actor
from participation.moderation.enums import Publication
from participation.networks.enums import COORDINATING, RequestState, Visibility
from participation.networks.models import (
    JoinRequest,
    Network,
    NetworkMembership,
    NetworkQuerySet,
)
from participation.networks.queries.space import networks

PAGE_SIZE = 30
IN_REGION = 4


@dataclass(frozen=True)
class Wish:
    """What somebody looks for; `after` is the id of the last one they have seen."""

    region: Region | None = None
    topic: Topic | None = None
    text: str = ""
    with_closed: bool = False
    after: int | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.region or self.topic or self.text or self.with_closed)

    def query(self, *, after: int | None = None) -> str:
        values = {
            "stadtteil": self.region.slug if self.region else "",
            "thema": self.topic.key if self.topic else "",
            "q": self.text,
            "abgeschlossen": "1" if self.with_closed else "",
            "nach": str(after or ""),
        }
        return urlencode({name: value for name, value in values.items() if value})


@dataclass(frozen=True)
class NetworkPage:
    """`next_query` leads to the rest; empty where there is none."""

    networks: Sequence[Network]
    next_query: str


def listed() -> NetworkQuerySet:
    """What everybody may know of."""
    return networks().published().exclude(visibility=Visibility.HIDDEN)


def page_of(wish: Wish) -> NetworkPage:
    """Rows, their regions and topics: three queries, and one where a page follows."""
    rows = _narrowed(listed(), wish)
    if wish.after is not None:
        rows = _after(rows, wish.after)
    found = list(rows.order_by("sort_key", "pk")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    has_more = len(found) > PAGE_SIZE
    return NetworkPage(shown, wish.query(after=shown[-1].pk) if has_more else "")


def in_region(region: Region) -> list[Network]:
    """Those of a Stadtteil that go on, the liveliest first."""
    rows = listed().filter(closed_at__isnull=True, regions=region)
    return list(rows.order_by("-active_at", "pk")[:IN_REGION])


def of_actor(actor: Actor) -> list[Network]:
    """Those it is in by its own word: of closed circles only where it coordinates."""
    present = NetworkMembership.objects.filter(actor=actor, left_at__isnull=True)
    known = Q(network__visibility=Visibility.OPEN) | Q(role__in=COORDINATING)
    rows = listed().filter(
        closed_at__isnull=True, pk__in=present.filter(known).values("network")
    )
    return list(rows.order_by("sort_key", "pk"))


def own(visitor: Visitor) -> list[Network]:
    """What somebody is in, hidden ones too, and what they founded that waits."""
    mine = Q(author=visitor.account) & ~Q(publication=Publication.PUBLISHED)
    inside = Q(pk__in=Network.objects.joined_by(visitor).values("pk"))
    rows = networks().visible_to(visitor).filter(inside | mine)
    return list(rows.order_by("sort_key", "pk"))


def own_requests(visitor: Visitor) -> list[JoinRequest]:
    mine = JoinRequest.objects.filter(user=visitor.account, state=RequestState.OPEN)
    rows = mine.select_related("network", "actor")
    seen = Network.objects.visible_to(visitor).values("pk")
    return list(rows.filter(network__in=seen).order_by("-asked_at"))


def _narrowed(rows: NetworkQuerySet, wish: Wish) -> NetworkQuerySet:
    """One of the whole district is one of each Stadtteil, too."""
    if not wish.with_closed:
        rows = rows.filter(closed_at__isnull=True)
    if wish.region is not None:
        here = Network.regions.through.objects.filter(region=wish.region)
        placed = Network.regions.through.objects.values("network")
        rows = rows.filter(Q(pk__in=here.values("network")) | ~Q(pk__in=placed))
    if wish.topic is not None:
        about = Network.topics.through.objects.filter(topic=wish.topic)
        rows = rows.filter(pk__in=about.values("network"))
    if wish.text:
        words = Q(name__icontains=wish.text) | Q(purpose__icontains=wish.text)
        rows = rows.filter(words)
    return rows


def _after(rows: NetworkQuerySet, pk: int) -> NetworkQuerySet:
    """From behind a network that is on the list; from the start without one."""
    key = listed().filter(pk=pk).values_list("sort_key", flat=True).first()
    if key is None:
        return rows
    return rows.filter(Q(sort_key__gt=key) | Q(sort_key=key, pk__gt=pk))
