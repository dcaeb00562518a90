"""Asking for the Rundbrief: twice by mail, or once with an account."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.delivery import sealing, services as delivery
from neighbourhood.newsletters.models import SubscribedRegion, Subscription
from neighbourhood.newsletters.queries import subscriptions as queries
from neighbourhood.newsletters.subscribing import (
    CONFIRM_RENDERER,
    CONFIRM_WITHIN,
    MOST_MAILS_A_DAY,
    PURPOSE,
    SAME_WISH,
    WORDS_VERSION,
)
from neighbourhood.newsletters.subscription_keys import hashes_of

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Choice:
    """Which Stadtteile; `is_everywhere` takes in those that are still to come."""

    region_ids: frozenset[int] = frozenset()
    is_everywhere: bool = False


@transaction.atomic
def ask(address: str, *, choice: Choice, language: str) -> None:
    """Send an address a mail with a button; says nothing about what is known of it.

    Nothing is written for an address that wants no mail, that mail came back from, or
    that was asked often enough today: so nobody's mailbox is filled by strangers.
    """
    hashes = hashes_of(address)
    lock(hashes[0])
    if queries.is_closed(address) or not _may_ask_again(hashes, choice):
        return
    now = timezone.now()
    row = Subscription.objects.create(
        sealed=sealing.seal({"email": address.strip()}, purpose=PURPOSE),
        mail_hash=hashes[0],
        language=language,
        is_everywhere=choice.is_everywhere,
        words_version=WORDS_VERSION,
        requested_at=now,
        expires_at=now + CONFIRM_WITHIN,
    )
    add_regions(row, choice.region_ids)
    delivery.enqueue(
        key=f"{CONFIRM_RENDERER}:{row.pk}",
        renderer=CONFIRM_RENDERER,
        params={"subscription": row.pk},
        to_address=row.to_address,
    )


@transaction.atomic
def confirm(pk: int) -> Subscription | None:
    """The button of the mail was pressed; None if that came too late.

    Pressed twice it changes nothing. An address that has a subscription gets the
    Stadtteile added to that, one that has an account gets it there.
    """
    asked = queries.subscription(pk)
    if asked is None or asked.mail_hash is None:
        return asked
    lock(asked.mail_hash)
    row = locked(pk)
    if row is None or row.confirmed_at is not None:
        return row
    if row.expires_at is None or row.expires_at <= timezone.now():
        return None
    address = queries.address_of(row)
    user = queries.account_of(address)
    if user is not None:
        lock(hashes_of(user.email)[0])
    known = queries.subscription_of(user) if user else queries.confirmed_at(address)
    if known is not None:
        widen(known, choice_of(row))
        row.delete()
        return known
    return _accept(row, user)


@transaction.atomic
def subscribe(user: User, *, choice: Choice) -> Subscription:
    """With an account one press is enough: its address is proved already."""
    hashes = hashes_of(user.email)
    lock(hashes[0])
    known = queries.subscription_of(user)
    if known is None and queries.account_of(user.email) == user:
        known = queries.confirmed_at(user.email)
    if known is not None:
        if known.user_id is None:
            _accept(known, user)
        return widen(known, choice)
    now = timezone.now()
    row = Subscription.objects.create(
        user=user,
        language=user.language,
        is_everywhere=choice.is_everywhere,
        words_version=WORDS_VERSION,
        requested_at=now,
        confirmed_at=now,
    )
    add_regions(row, choice.region_ids)
    return row


def widen(row: Subscription, choice: Choice) -> Subscription:
    """Add Stadtteile. Whoever asks again can be reached again."""
    row.is_everywhere = row.is_everywhere or choice.is_everywhere
    row.bounced_at = None
    row.save(update_fields=["is_everywhere", "bounced_at"])
    add_regions(row, choice.region_ids)
    return row


def add_regions(row: Subscription, region_ids: Iterable[int]) -> None:
    now = timezone.now()
    SubscribedRegion.objects.bulk_create(
        [
            SubscribedRegion(subscription=row, region_id=region_id, since=now)
            for region_id in sorted(region_ids)
        ],
        ignore_conflicts=True,
    )


def choice_of(row: Subscription) -> Choice:
    ids = row.regions.values_list("region_id", flat=True)
    return Choice(frozenset(ids), is_everywhere=row.is_everywhere)


def locked(pk: int) -> Subscription | None:
    rows = Subscription.objects.select_for_update(of=("self",))
    return rows.select_related("user").filter(pk=pk).first()


def lock(mail_hash: str) -> None:
    """One thing at a time for an address, whichever row it is about."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"newsletters.subscription {mail_hash}"],
        )


def _accept(row: Subscription, user: User | None) -> Subscription:
    """Confirmed now, or taken over by an account: then its address is enough."""
    row.confirmed_at = row.confirmed_at or timezone.now()
    row.expires_at = None
    if user is not None:
        row.user, row.sealed, row.mail_hash = user, None, None
    row.save()
    return row


def _may_ask_again(hashes: list[str], choice: Choice) -> bool:
    """Per address and wish; the spellings of one mailbox are counted by the view."""
    now = timezone.now()
    today = Subscription.objects.filter(
        mail_hash__in=hashes, expires_at__isnull=False, requested_at__gt=now - DAY
    )
    newest = list(today.order_by("-pk")[:MOST_MAILS_A_DAY])
    if len(newest) >= MOST_MAILS_A_DAY:
        return False
    is_again = newest and newest[0].requested_at > now - SAME_WISH
    return not (is_again and choice_of(newest[0]) == choice)
