"""Ending a subscription: at once, for good, and with a way back for an hour."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.delivery.enums import Cause
from commons.delivery.models import Delivery
from commons.owndata import Rows
from neighbourhood.newsletters.enums import EndReason
from neighbourhood.newsletters.models import Subscription, SubscriptionProof
from neighbourhood.newsletters.queries import subscriptions as queries
from neighbourhood.newsletters.services import returning
from neighbourhood.newsletters.services.subscriptions import add_regions, locked
from neighbourhood.newsletters.subscribing import BOUNCED_KEPT, PROOF_YEARS
from neighbourhood.newsletters.subscription_keys import hashes_of

# No mail will ever arrive there.
HARD = frozenset({Cause.UNKNOWN, Cause.ADDRESS})


@dataclass(frozen=True)
class Left:
    """`undo` goes into the page that says so: what it was, sealed; we keep nothing."""

    regions: list[str]
    undo: str
    is_partly: bool = False


@transaction.atomic
def end(pk: int, *, reason: EndReason = EndReason.ASKED) -> Left | None:
    """Delete the subscription with its address; None if it has ended before.

    What stays is the proof that there was consent, without whose.
    """
    row = locked(pk)
    if row is None:
        return None
    left = Left([one.name for one in queries.regions_of(row)], returning.sealed(row))
    if row.confirmed_at is not None:
        SubscriptionProof.objects.create(
            number=row.pk,
            had_account=row.user_id is not None,
            words_version=row.words_version,
            requested_at=row.requested_at,
            confirmed_at=row.confirmed_at,
            ended_at=timezone.now(),
            reason=reason,
        )
    row.delete()
    return left


@transaction.atomic
def keep_only(pk: int, region_ids: Collection[int]) -> Left | None:
    """Leave all Stadtteile but these; without any of its own it ends."""
    row = locked(pk)
    if row is None:
        return None
    before = queries.regions_of(row)
    kept = {region.pk for region in before} & set(region_ids)
    gone = [region.name for region in before if region.pk not in kept]
    if not kept:
        return end(pk)
    if not gone:
        return Left([], "")
    left = Left(gone, returning.sealed(row), is_partly=True)
    if row.is_everywhere:
        row.is_everywhere = False
        row.save(update_fields=["is_everywhere"])
        add_regions(row, kept)
    row.regions.exclude(region_id__in=kept).delete()
    return left


@transaction.atomic
def note_outcome(delivery: Delivery) -> None:
    """A mail came back for good: nothing more is sent to this subscription.

    What is not yet confirmed goes at once: nobody reads that mail.
    """
    if delivery.cause not in HARD:
        return
    rows = Subscription.objects.filter(pk=delivery.params.get("subscription", 0))
    rows.filter(confirmed_at__isnull=True).delete()
    rows.update(bounced_at=timezone.now())


@transaction.atomic
def tidy(now: datetime | None = None) -> int:
    """Delete what nobody confirmed, what came back long ago, and old proofs."""
    now = now or timezone.now()
    gone = Subscription.objects.lapsed(now).delete()[0]
    silent = Subscription.objects.filter(bounced_at__lte=now - BOUNCED_KEPT)
    for pk in list(silent.values_list("pk", flat=True)):
        gone += end(pk, reason=EndReason.BOUNCED) is not None
    kept_since = now - timedelta(days=366 * PROOF_YEARS)
    return gone + SubscriptionProof.objects.filter(ended_at__lt=kept_since).delete()[0]


def forget_of(user: User) -> None:
    """With the account goes what was asked for with it, or with its address."""
    for row in _rows_of(user):
        end(row.pk, reason=EndReason.ACCOUNT)


def rows_of(user: User) -> Rows:
    return [
        {
            "regions": ", ".join(region.name for region in queries.regions_of(row)),
            "is_everywhere": row.is_everywhere,
            "words_version": row.words_version,
            "requested_at": row.requested_at,
            "confirmed_at": row.confirmed_at,
        }
        for row in _rows_of(user)
    ]


def _rows_of(user: User) -> list[Subscription]:
    rows = Subscription.objects.order_by("pk")
    mine = rows.filter(user=user)
    return [*mine, *rows.filter(mail_hash__in=hashes_of(user.email))]
