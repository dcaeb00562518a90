"""Telling both sides that an offer and a request go together, once."""

from django.db import transaction
from django.utils import timezone

from commons.verbs.services import happened
from participation.pool.models import Offer, OfferMatch
from participation.pool.queries import matching


@transaction.atomic
def match(offer_id: int) -> int:
    """Find what goes with an entry and tell both sides; safe to run twice.

    Gives how many were found that nobody knew of.
    """
    # Its other half may be looking for it at the same moment, and names it in a row.
    rows = Offer.objects.listed().select_for_update(of=("self",), no_key=True)
    offer = rows.filter(pk=offer_id).first()
    if offer is None:
        return 0
    pairs = [_pair(offer, other) for other in matching.to_tell(offer)]
    return sum(_told(*pair) for pair in pairs)


def match_lately(hours: int) -> int:
    """What a lost message left."""
    return sum(match(pk) for pk in matching.unmatched_since(hours))


def _pair(one: Offer, other: Offer) -> tuple[Offer, Offer]:
    return (other, one) if one.is_request else (one, other)


def _told(offer: Offer, wanted: Offer) -> bool:
    """Somebody else may be telling the same pair from its other end."""
    found, is_new = OfferMatch.objects.get_or_create(
        offer=offer, wanted=wanted, defaults={"created_at": timezone.now()}
    )
    if is_new:
        happened("offer.matched", found, by=None)
    return is_new
