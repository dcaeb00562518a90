"""What became of an attempt: written down at once, and for good.

Two steps, because only the first one is urgent. `accept` is a single statement right
after the server took the message: a kill before it makes a second copy (under the same
Message-ID), a kill after it does not. `record` then writes the state and what hangs on
it; where it never came to that, the reaper does it from the mark.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from commons.delivery import locks, outcomes, patience, services
from commons.delivery.enums import Cause, DeliveryState, SuppressionReason
from commons.delivery.models import Delivery

log = structlog.get_logger(__name__)
# Between two tries while the database is away.
PAUSE = 0.1
LONGEST_PAUSE = 2.0
T = TypeVar("T")


@dataclass(frozen=True)
class Result:
    """`turn_at`: it was not tried, its turn comes then."""

    state: DeliveryState
    reason: str = ""
    cause: Cause | None = None
    is_connection: bool = False
    turn_at: datetime | None = None


def accept(delivery: Delivery) -> bool:
    """The server has it: say so before anything else can go wrong."""
    return _insisting(lambda: _ours(delivery).update(accepted_at=Now()) == 1)


def record(delivery: Delivery, result: Result) -> bool:
    """Write the result; False if the claim is no longer ours."""
    return _insisting(lambda: write(delivery, result))


@transaction.atomic
def write(delivery: Delivery, result: Result) -> bool:
    """The state and what hangs on it; the lease is the token of our claim."""
    row = _ours(delivery).select_for_update(of=("self",)).first()
    if row is None:
        log.warning("delivery.claim_lost", delivery=delivery.pk, result=result.state)
        return False
    if row.accepted_at is not None:
        # From that mark the reaper writes all of this again.
        locks.commit_without_flush()
    settle(row, result, timezone.now())
    finish(row)
    log.info("delivery.tried", delivery=row.pk, state=row.state, reason=row.last_error)
    return True


def finish(row: Delivery) -> None:
    """Save a settled row and tell whoever owns it."""
    if row.state == DeliveryState.SENT and row.bounced_at is not None:
        # It came back before we had written that it went.
        services.fail_bounced(row)
    else:
        row.save()
    if row.state == DeliveryState.FAILED and row.cause == Cause.UNKNOWN:
        _suppress(row)
    if row.state in (DeliveryState.SENT, DeliveryState.FAILED):
        outcomes.tell(row)


def settle(row: Delivery, result: Result, now: datetime) -> None:
    """Set what belongs to the new state; a claim that was given back waits."""
    row.lease_until = None
    if result.turn_at is not None and _waits_for_turn(row, result.turn_at):
        return
    row.state, row.last_error, row.turn_at = result.state, result.reason, None
    if row.bounced_at is None:
        row.cause = result.cause
    if result.state == DeliveryState.QUEUED:
        if patience.is_over(row.lane, row.not_before, result.turn_at or now):
            row.state = DeliveryState.FAILED
        elif not (row.address or row.endpoint_id):
            row.state = DeliveryState.RECALLED
        else:
            _wait(row, result, now)
            return
    if row.state == DeliveryState.SENT:
        row.sent_at = row.accepted_at or now
    elif row.state == DeliveryState.FAILED:
        row.failed_at = now
    services.wipe(row)


def _waits_for_turn(row: Delivery, turn_at: datetime) -> bool:
    """Put back untried until its turn; False if that would be too late for it."""
    if patience.is_over(row.lane, row.not_before, turn_at):
        return False
    row.state = DeliveryState.QUEUED
    row.attempts -= 1
    row.next_attempt_at = row.turn_at = turn_at
    return True


def _wait(row: Delivery, result: Result, now: datetime) -> None:
    if result.cause == Cause.SIGN_IN:
        # Nobody's mail is to blame: it goes first when the server lets us in again.
        row.attempts -= 1
        row.next_attempt_at = now
        return
    row.next_attempt_at = now + patience.pause_after(
        row.attempts, result.cause, row.lane
    )


def _suppress(row: Delivery) -> None:
    if row.address and row.bounced_at is None:
        services.suppress(
            row.address,
            reason=SuppressionReason.BOUNCED,
            code=row.last_error,
            delivery=row,
        )


def _ours(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(
        pk=delivery.pk,
        state=DeliveryState.SENDING,
        lease_until=delivery.lease_until,
    )


def _insisting(write_it: Callable[[], T]) -> T:
    """Ask a database that restarts again and again, as long as the lease runs.

    Every result that gets lost after the server's acceptance costs a second copy.
    """
    end = time.monotonic() + settings.DELIVERY_LEASE.total_seconds()
    pause = PAUSE
    while True:
        try:
            return write_it()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or time.monotonic() + pause > end:
                raise
            connection.close()
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
