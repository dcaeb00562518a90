"""Claiming what is due: one row at a time, ours alone until its result is written.

The claim is committed before the first byte goes out, and an advisory lock is held
from before the claim until after the result. So a second worker, a doubled task, a
paused worker or a lapsed lease makes no second copy.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from commons.delivery import locks
from commons.delivery.enums import Channel, DeliveryState, Lane
from commons.delivery.models import Delivery

# Codes first, newsletters last, asked anew before each single message.
LANES = (Lane.CODE, Lane.STANDARD, Lane.BULK)


@contextmanager
def claimed(channel: Channel = Channel.MAIL) -> Iterator[Delivery | None]:
    """The next due delivery, ours alone until the block ends; None if there is none."""
    delivery = None
    for lane in LANES:
        delivery = claim(lane, timezone.now(), channel)
        if delivery is not None:
            break
    try:
        yield delivery
    finally:
        if delivery is not None:
            locks.release(delivery.pk)


def claim(
    lane: Lane, now: datetime, channel: Channel = Channel.MAIL
) -> Delivery | None:
    """Lock the row, then the delivery for this session, then commit the claim."""
    taken: int | None = None
    try:
        with transaction.atomic():
            due = Delivery.objects.due(lane, now, channel)
            rows = due.select_for_update(of=("self",), skip_locked=True)
            row = rows.first()
            if row is None or not locks.take(row.pk):
                return None
            taken = row.pk
            Delivery.objects.filter(pk=row.pk).update(
                state=DeliveryState.SENDING,
                attempts=F("attempts") + 1,
                lease_until=Now() + settings.DELIVERY_LEASE,
                accepted_at=None,
                bounced_at=None,
            )
    except BaseException:
        if taken is not None:
            locks.release(taken)
        raise
    return Delivery.objects.select_related("to_user", "endpoint").get(pk=row.pk)
