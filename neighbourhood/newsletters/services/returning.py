"""The way back from an end: what was deleted lies, sealed, in the page that said so.

We ourselves keep nothing of it. Whoever has that page had the link of the mail.
"""

from typing import Any

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.clock import moment_of
from commons.delivery import sealing
from neighbourhood.newsletters.models import (
    SubscribedRegion,
    Subscription,
    SubscriptionProof,
)
from neighbourhood.newsletters.queries import subscriptions as queries
from neighbourhood.newsletters.services.subscriptions import lock, locked
from neighbourhood.newsletters.subscribing import UNDO_WITHIN
from neighbourhood.newsletters.subscription_keys import hashes_of

PURPOSE = b"bindeglied.newsletters.undo"
LONGEST = 8_000  # characters, with 16 Stadtteile about 3,000
_MOMENTS = ("requested_at", "confirmed_at", "bounced_at")
_PLAIN = ("user_id", "mail_hash", "language", "is_everywhere", "words_version")


def sealed(row: Subscription) -> str:
    """What it is now; read within the transaction that ends or narrows it."""
    was: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
    was |= {name: _written(getattr(row, name)) for name in _MOMENTS}
    was |= {
        "pk": row.pk,
        "sealed": bytes(row.sealed).decode() if row.sealed else "",
        "regions": [
            (one.region_id, one.since.isoformat()) for one in row.regions.all()
        ],
        "at": timezone.now().isoformat(),
    }
    return sealing.seal(was, purpose=PURPOSE).decode()


@transaction.atomic
def restore(undo: str) -> Subscription | None:
    """Make it as it was; None if the hour is over, or it is no key of ours.

    The number stays, so the links in older mails still end it. Twice is no mistake.
    """
    was = _unsealed(undo)
    if was is None:
        return None
    user = User.objects.filter(pk=was["user_id"] or 0, is_active=True).first()
    if was["user_id"] and user is None:
        return None
    lock(hashes_of(user.email)[0] if user else was["mail_hash"])
    row = locked(was["pk"]) or _same_reader(was, user) or _again(was)
    if was["is_everywhere"] and not row.is_everywhere:
        row.is_everywhere = True
        row.save(update_fields=["is_everywhere"])
    SubscribedRegion.objects.bulk_create(
        [
            SubscribedRegion(
                subscription=row, region_id=region_id, since=moment_of(since)
            )
            for region_id, since in was["regions"]
        ],
        ignore_conflicts=True,
    )
    return row


def _again(was: dict[str, Any]) -> Subscription:
    row = Subscription(pk=was["pk"], **{name: was[name] for name in _PLAIN})
    row.sealed = was["sealed"].encode() if was["sealed"] else None
    for name in _MOMENTS:
        setattr(row, name, moment_of(was[name]) if was[name] else None)
    row.save(force_insert=True)
    SubscriptionProof.objects.filter(number=row.pk).delete()
    return row


def _same_reader(was: dict[str, Any], user: User | None) -> Subscription | None:
    """Somebody who asked anew meanwhile has another number."""
    if user is not None:
        return queries.subscription_of(user)
    confirmed = Subscription.objects.filter(confirmed_at__isnull=False)
    return confirmed.filter(mail_hash=was["mail_hash"]).first()


def _unsealed(undo: str) -> dict[str, Any] | None:
    if len(undo) > LONGEST:
        return None
    try:
        was = sealing.unseal(undo.encode(), purpose=PURPOSE)
    except InvalidToken:
        return None
    is_over = moment_of(was["at"]) + UNDO_WITHIN < timezone.now()
    return None if is_over else was


def _written(moment: Any) -> str:
    return moment.isoformat() if moment else ""
