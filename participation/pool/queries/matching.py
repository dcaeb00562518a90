"""Which offers and requests go together: by kind, by region, by time."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from commons.clock import berlin_today
from participation.pool.enums import Side
from participation.pool.models import Offer

# So many of each are told; a Stadtteil full of rooms must not fill a mailbox.
MOST = 5


def counterparts(offer: Offer) -> QuerySet[Offer]:
    """What fits: the other side, of the same kind, near, at some time in common.

    Without a region it is for the whole district, and so for each of its regions.
    """
    other = Side.OFFER if offer.side == Side.REQUEST else Side.REQUEST
    rows = Offer.objects.listed().filter(side=other, kind=offer.kind)
    if offer.region_id is not None:
        rows = rows.filter(Q(region=offer.region_id) | Q(region__isnull=True))
    rows = rows.filter(_meets(offer)).exclude(_of_the_same(offer))
    return rows.select_related("region", "actor").order_by("-published_at", "-pk")


def best(offer: Offer) -> list[Offer]:
    """Those on the page of an entry; one query."""
    return list(_enough(offer, counterparts(offer))[:MOST])


def _enough(offer: Offer, rows: QuerySet[Offer]) -> QuerySet[Offer]:
    """An offer of three tables is no help to who needs twenty."""
    if offer.is_request:
        return rows.filter(quantity__gte=offer.quantity)
    return rows.filter(quantity__lte=offer.quantity)


def to_tell(offer: Offer) -> list[Offer]:
    """Counterparts that nobody has been told of."""
    if offer.is_request:
        known = Q(pk__in=offer.found.values("offer"))
    else:
        known = Q(pk__in=offer.matches.values("wanted"))
    return list(_enough(offer, counterparts(offer)).exclude(known)[:MOST])


def unmatched_since(hours: int) -> Iterable[int]:
    """Entries that became public lately, in case a message was lost."""
    since = timezone.now() - timedelta(hours=hours)
    rows = Offer.objects.listed().filter(published_at__gte=since)
    return rows.order_by("pk").values_list("pk", flat=True)


def _meets(offer: Offer) -> Q:
    """Their days overlap; without a day there is no end, and before today is over."""
    begins = max(offer.from_on or berlin_today(), berlin_today())
    condition = Q(until_on__isnull=True) | Q(until_on__gte=begins)
    if offer.until_on is not None:
        condition &= Q(from_on__isnull=True) | Q(from_on__lte=offer.until_on)
    return condition


def _of_the_same(offer: Offer) -> Q:
    """Nobody needs to be told of their own."""
    if offer.actor_id is not None:
        return Q(actor=offer.actor_id)
    if offer.author_id is not None:
        return Q(actor__isnull=True, author=offer.author_id)
    return Q(pk__in=[])
