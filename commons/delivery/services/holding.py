"""Messages that belong together, by how their keys begin: held, let go, taken back."""

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.delivery.services.outbox import wake_for

# Held messages have their turn then, if nobody lets them go.
NEVER = datetime(2999, 1, 1, tzinfo=UTC)


def hold(prefix: str) -> int:
    """Let nothing go that still waits; says how many. Safe to call again.

    What a server is just taking in goes out; it counts as waiting again where it was
    turned away, so whoever holds calls again until they let go.
    """
    waiting = _waiting(prefix).filter(next_attempt_at__lt=NEVER)
    return waiting.update(next_attempt_at=NEVER, not_before=NEVER)


@transaction.atomic
def let_go(prefix: str) -> int:
    """What was held has its turn again, at once; says how many."""
    now = timezone.now()
    held = _waiting(prefix).filter(next_attempt_at=NEVER)
    number = held.update(next_attempt_at=now, not_before=now, turn_at=None)
    if number:
        wake_for(now)
    return number


@transaction.atomic
def recall_all(prefix: str) -> int:
    """Take back all that still waits; says how many."""
    rows = _waiting(prefix).select_for_update(of=("self",)).order_by("pk")
    ids = list(rows.values_list("pk", flat=True))
    waiting = Delivery.objects.filter(pk__in=ids)
    return waiting.update(state=DeliveryState.RECALLED, wiped_at=timezone.now())


def _waiting(prefix: str) -> QuerySet[Delivery]:
    return Delivery.objects.filter(key__startswith=prefix, state=DeliveryState.QUEUED)
