"""What time does to the pool: asking, ending, letting requests lapse, forgetting."""

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.terms.queries import current
from commons.verbs.services import happened
from participation.moderation.enums import Publication
from participation.moderation.workflow import MAY_FOLLOW
from participation.pool.enums import BookingState, EndReason
from participation.pool.models import Booking, Inquiry, Offer, PoolTerms
from participation.pool.services import booking as bookings, offering

BATCH = 200
KEEP_INQUIRIES = timedelta(days=182)
# A report for a funder is written for the year before; then nobody's name is needed.
KEEP_BOOKINGS = timedelta(days=2 * 366)


def ask_all() -> int:
    """Ask whoever has an entry that ends soon whether it still holds; once each."""
    days = current(PoolTerms).ask_days
    until = berlin_today() + timedelta(days=days)
    rows = Offer.objects.listed().filter(expires_on__lte=until, asked_at__isnull=True)
    # What names its own last day ends then: nobody needs to be asked.
    rows = rows.filter(Q(until_on__isnull=True) | Q(until_on__gt=until))
    return sum(_ask(offer_id) for offer_id in _ids(rows))


def end_all() -> int:
    """Take what nobody has renewed out of the lists."""
    rows = Offer.objects.listed().filter(expires_on__lt=berlin_today())
    return sum(_expire(offer_id) for offer_id in _ids(rows))


def lapse_all() -> int:
    """Give the time back where a house has not answered."""
    due = Booking.objects.filter(
        state=BookingState.REQUESTED, answer_by__lte=timezone.now()
    )
    count = 0
    for row in due.order_by("pk")[:BATCH]:
        try:
            bookings.lapse(row)
        except RuleViolation:  # answered in this moment
            continue
        count += 1
    return count


def forget_old() -> int:
    """What was written to keepers, and who booked what for, is not kept for ever."""
    now = timezone.now()
    old, _kinds = Inquiry.objects.filter(created_at__lt=now - KEEP_INQUIRIES).delete()
    past = Booking.objects.filter(ends_at__lt=now - KEEP_BOOKINGS)
    named = past.exclude(by=None, acted_by=None, purpose="", reason="")
    return old + named.update(by=None, acted_by=None, purpose="", reason="")


def forget_person(user: User) -> None:
    """An account goes: dates to come are called off, and its words go with it."""
    own = Booking.objects.filter(by=user)
    for row in own.holding().filter(starts_at__gt=timezone.now()):
        with suppress(RuleViolation):  # answered in this moment
            bookings.cancel(row, reason="", by=user)
    own.update(by=None, purpose="")
    Booking.objects.filter(acted_by=user).update(acted_by=None)


def forget_author(user: User) -> None:
    """An account goes: what was its own leaves the pool; an actor's stays with it."""
    for offer in Offer.objects.filter(author=user, actor__isnull=True):
        if Publication.WITHDRAWN in MAY_FOLLOW[Publication(offer.publication)]:
            offering.withdraw(offer, by=user)
    Offer.objects.filter(author=user).update(author=None)


@transaction.atomic
def _ask(offer_id: int) -> bool:
    offer = _locked(offer_id)
    if offer is None or offer.asked_at is not None:
        return False
    offer.asked_at = timezone.now()
    offer.save(update_fields=["asked_at"])
    happened("offer.asked", offer, by=None)
    return True


@transaction.atomic
def _expire(offer_id: int) -> bool:
    offer = _locked(offer_id)
    if offer is None or offer.expires_on >= berlin_today():
        return False
    offer.ended_at, offer.ended_because = timezone.now(), EndReason.EXPIRED
    offer.save(update_fields=["ended_at", "ended_because"])
    happened("offer.expired", offer, by=None)
    return True


def _ids(rows: QuerySet[Offer]) -> list[int]:
    return list(rows.order_by("expires_on", "pk").values_list("pk", flat=True)[:BATCH])


def _locked(offer_id: int) -> Offer | None:
    rows = Offer.objects.listed().select_for_update(of=("self",), skip_locked=True)
    return rows.filter(pk=offer_id).first()
