"""Calling endpoints: the same rows, leases and locks as mail, apart from mail.

One process at a time calls, so that a program that does not answer can't hold up more
than one worker.
"""

from django.utils import timezone

from commons.delivery import calls, locks, pace, renderers
from commons.delivery.enums import Cause, Channel, DeliveryState
from commons.delivery.models import Delivery, Endpoint
from commons.delivery.results import Result, accept
from commons.delivery.sender import LONGEST_RUN, MOST_MESSAGES, Run, work
from commons.delivery.services.endpoints import secret_bytes, secret_of
from commons.delivery.smtp import Permanent, Temporary

# Of the locks' class, and no delivery's number.
CALLER = 0


def call_due(*, most: int = MOST_MESSAGES, seconds: float = LONGEST_RUN) -> Run:
    """Call until nothing is due; nothing if somebody else is at it."""
    if not locks.take(CALLER):
        return Run()
    try:
        return work(Channel.WEBHOOK, attempt, most=most, seconds=seconds)
    finally:
        locks.release(CALLER)


def attempt(delivery: Delivery) -> Result:
    endpoint = delivery.endpoint
    if endpoint is None or not endpoint.is_active:
        return Result(DeliveryState.RECALLED, "Die Schnittstelle ist abgeschaltet")
    turn_at = pace.turn_of(delivery, "")
    if turn_at is not None:
        return Result(
            DeliveryState.QUEUED, "Zu viele auf einmal", Cause.RATE, turn_at=turn_at
        )
    try:
        _post(delivery, endpoint)
    except renderers.Withdrawn as error:
        return Result(DeliveryState.RECALLED, str(error) or "Der Anlass fiel weg")
    except Permanent as error:
        return Result(DeliveryState.FAILED, str(error), error.cause)
    except Temporary as error:
        return Result(DeliveryState.QUEUED, str(error), error.cause)
    accept(delivery)
    return Result(DeliveryState.SENT)


def _post(delivery: Delivery, endpoint: Endpoint) -> None:
    calls.post(
        endpoint.url,
        renderers.get(delivery.renderer)(delivery).payload,
        secret=secret_bytes(secret_of(endpoint)),
        identity=delivery.message_id.strip("<>").partition("@")[0],
        timestamp=int(timezone.now().timestamp()),
    )
