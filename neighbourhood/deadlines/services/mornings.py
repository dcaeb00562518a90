"""Writing into the one mail that a mailbox gets in the morning."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from commons.clock import BERLIN, berlin_today
from commons.delivery import services as delivery
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from neighbourhood.deadlines import mornings
from neighbourhood.deadlines.models import MorningPart

# All who remind have spoken by then; the mail still lies on top of the day's.
OPENING = time(6, 55)
LONGEST_HOLD = timedelta(hours=1)


def opening() -> datetime | None:
    """Until when a mail of this morning waits for its other parts; None later on.

    Only those whom beat wakes hold their mail back: what somebody releases by hand
    goes at once.
    """
    now = timezone.now()
    until = datetime.combine(berlin_today(), OPENING, tzinfo=BERLIN)
    return until if now < until <= now + LONGEST_HOLD else None


def is_told(key: str) -> bool:
    """Whether this was written before, as a mail of its own or as part of one."""
    return (
        MorningPart.objects.filter(key=key).exists()
        or Delivery.objects.filter(key=key).exists()
    )


@transaction.atomic
def tell(
    *,
    key: str,
    renderer: str,
    params: Mapping[str, Any],
    to_address: str,
    not_before: datetime | None = None,
) -> Delivery:
    """Join the mail that waits for this mailbox, or begin one.

    A mail that is being sent at this moment is never waited for: then this is one of
    its own, rather than two tasks that hold each other up.

    Args:
        key: names the part for good; a second call changes nothing.
        renderer: one that was registered with `mornings.register`.
        not_before: `opening()` where beat wakes the caller.
    """
    known = MorningPart.objects.filter(key=key).select_related("delivery").first()
    if known is not None:
        return known.delivery
    waiting = _waiting_for(to_address, renderer)
    if waiting is None or Delivery.objects.filter(key=key).exists():
        return delivery.enqueue(
            key=key,
            renderer=renderer,
            params=params,
            to_address=to_address,
            not_before=not_before,
        )
    part, _is_new = MorningPart.objects.get_or_create(
        key=key,
        defaults={
            "delivery": waiting,
            "renderer": renderer,
            "params": dict(params),
            "added_at": timezone.now(),
        },
    )
    return part.delivery


def _waiting_for(address: str, renderer: str) -> Delivery | None:
    """What another app wrote to this mailbox today, and nobody has tried to send."""
    since = datetime.combine(berlin_today(), time(), tzinfo=BERLIN)
    others = [key for key in mornings.sorts() if key != renderer]
    rows = Delivery.objects.filter(
        to_address=address,
        renderer__in=others,
        state=DeliveryState.QUEUED,
        attempts=0,
        created_at__gte=since,
    )
    return rows.select_for_update(of=("self",), skip_locked=True).order_by("pk").first()
