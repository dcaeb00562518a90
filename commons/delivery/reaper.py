"""Take up what a killed worker left behind, and tidy away what is long over."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from commons import wake
from commons.delivery import locks, outcomes, pace
from commons.delivery.enums import Cause, DeliveryState
from commons.delivery.models import Delivery, Suppression
from commons.delivery.results import Result, finish, settle

BATCH = 500
# A message that keeps killing its worker must not do so at once again.
QUICK_ATTEMPTS = 3
# Proof of dispatch, as the own-data page says.
KEEP = timedelta(days=365)


def reap() -> int:
    """Take up lapsed deliveries whose sender has gone; gives their number."""
    _tell_untold()
    lapsed = Delivery.objects.lapsed().values_list("pk", flat=True)[:BATCH]
    taken = sum(_take_up(delivery_id) for delivery_id in list(lapsed))
    if taken:
        wake.on_commit("delivery.send_due", once=True)
    return taken


def _take_up(delivery_id: int) -> bool:
    """Only with the sender's lock: a paused worker still has it, a killed one not."""
    if not locks.take(delivery_id):
        return False
    try:
        return _settle_again(delivery_id)
    finally:
        locks.release(delivery_id)


@transaction.atomic
def _settle_again(delivery_id: int) -> bool:
    rows = Delivery.objects.lapsed().filter(pk=delivery_id)
    row = rows.select_for_update(of=("self",), skip_locked=True).first()
    if row is None:
        return False
    now = timezone.now()
    if row.accepted_at is not None:
        # The server had it; only what hangs on that was not written any more.
        settle(row, Result(DeliveryState.SENT), now)
    else:
        reason = "Der Versand brach ab"
        settle(row, Result(DeliveryState.QUEUED, reason, Cause.BROKEN), now)
    if row.state == DeliveryState.QUEUED and row.attempts <= QUICK_ATTEMPTS:
        row.next_attempt_at = now
    finish(row)
    return True


def _tell_untold() -> None:
    untold = Delivery.objects.untold().values_list("pk", flat=True)
    for delivery_id in list(untold[:BATCH]):
        _tell_one(delivery_id)


@transaction.atomic
def _tell_one(delivery_id: int) -> None:
    """By itself: a hook locks its case, and with several cases we would wait in a
    circle with somebody who has one of them and takes back another's mail."""
    untold = Delivery.objects.untold().filter(pk=delivery_id)
    row = untold.select_for_update(of=("self",), skip_locked=True).first()
    if row is not None:
        outcomes.tell(row)


@transaction.atomic
def tidy() -> int:
    """Delete what ended a year ago; failures stay until somebody has looked."""
    old = timezone.now() - KEEP
    pace.tidy()
    over = Q(lifted_at__lt=old) | Q(until__lt=old)
    Suppression.objects.filter(over).delete()
    ended = (
        Q(state=DeliveryState.SENT, sent_at__lt=old)
        | Q(state=DeliveryState.RECALLED, created_at__lt=old)
        | Q(state=DeliveryState.FAILED, dismissed_at__lt=old)
    )
    return Delivery.objects.filter(ended).delete()[0]
