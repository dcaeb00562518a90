"""Sending what is due: claim a row, render, talk to the server, record the result.

The claim is committed before the first byte goes out, and an advisory lock is held
from before the claim until after the result. So a second worker, a doubled task, a
paused worker or a lapsed lease makes no second copy; only a kill between the server's
acceptance and our commit can, and that copy bears the same Message-ID.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

import structlog
from django.conf import settings
from django.db import Error, OperationalError, connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from commons.delivery import locks, messages, outcomes, patience, renderers, services
from commons.delivery.enums import DeliveryState, Lane
from commons.delivery.models import Delivery
from commons.delivery.smtp import Permanent, PostOffice, Temporary

log = structlog.get_logger(__name__)
MOST_MESSAGES = 500
# A worker that is asked to stop ends its task first, and other tasks wait for it too.
LONGEST_RUN = 2.0
# So often in a row without a connection, and the server is taken to be away.
PATIENCE_WITH_SERVER = 3


@dataclass
class Run:
    """`has_more`: stopped by its limits, not for want of messages."""

    sent: int = 0
    tried: int = 0
    without_connection: int = 0
    has_more: bool = False


@dataclass(frozen=True)
class Result:
    state: DeliveryState
    reason: str = ""
    is_connection: bool = False


def send_due(*, most: int = MOST_MESSAGES, seconds: float = LONGEST_RUN) -> Run:
    """Send until nothing is due; codes first before each single message."""
    run, end = Run(), time.monotonic() + seconds
    with PostOffice(settings.SMTP_URL, settings.MAIL_DOMAIN) as office:
        while run.without_connection < PATIENCE_WITH_SERVER:
            if run.tried >= most or time.monotonic() >= end:
                run.has_more = True
                break
            with claimed() as delivery:
                if delivery is None:
                    break
                result = attempt(delivery, office)
                record(delivery, result)
            count(run, result)
    return run


def count(run: Run, result: Result) -> None:
    run.tried += 1
    run.sent += result.state == DeliveryState.SENT
    run.without_connection = run.without_connection + 1 if result.is_connection else 0


@contextmanager
def claimed() -> Iterator[Delivery | None]:
    """The next due delivery, ours alone until the block ends; None if there is none."""
    delivery = None
    for lane in (Lane.CODE, Lane.STANDARD, Lane.BULK):
        delivery = claim(lane, timezone.now())
        if delivery is not None:
            break
    try:
        yield delivery
    finally:
        if delivery is not None:
            locks.release(delivery.pk)


def claim(lane: Lane, now: datetime) -> Delivery | None:
    """Lock the row, then the delivery for this session, then commit the claim."""
    taken: int | None = None
    try:
        with transaction.atomic():
            due = Delivery.objects.due(lane, now)
            rows = due.select_for_update(of=("self",), skip_locked=True)
            row = rows.first()
            if row is None or not locks.take(row.pk):
                return None
            taken = row.pk
            Delivery.objects.filter(pk=row.pk).update(
                state=DeliveryState.SENDING,
                attempts=F("attempts") + 1,
                lease_until=Now() + settings.DELIVERY_LEASE,
            )
    except BaseException:
        if taken is not None:
            locks.release(taken)
        raise
    return Delivery.objects.select_related("to_user").get(pk=row.pk)


def attempt(delivery: Delivery, office: PostOffice) -> Result:
    """Render and send; one message that can't be sent raises nothing."""
    try:
        office.send(make(delivery))
    except renderers.Withdrawn as error:
        return Result(DeliveryState.RECALLED, str(error) or "Der Anlass fiel weg")
    except (messages.Unusable, Permanent) as error:
        return Result(DeliveryState.FAILED, str(error))
    except Temporary as error:
        return Result(DeliveryState.QUEUED, str(error), error.is_connection)
    return Result(DeliveryState.SENT)


def make(delivery: Delivery) -> EmailMessage:
    """Raises Withdrawn or Unusable; a database that is away is no message's fault."""
    if not delivery.address or (delivery.to_user and not delivery.to_user.is_active):
        reason = "Die Person ist nicht mehr da"
        raise renderers.Withdrawn(reason)
    try:
        rendered = renderers.get(delivery.renderer)(delivery)
        return messages.build(delivery, rendered)
    except (renderers.Withdrawn, messages.Unusable, Error):
        raise
    except Exception as error:
        log.exception("delivery.render_failed", delivery=delivery.pk)
        reason = f"Vorlage: {type(error).__name__}"
        raise messages.Unusable(reason) from error


def record(delivery: Delivery, result: Result) -> bool:
    """Write the result; False if the claim is no longer ours.

    A database that restarted during the dialogue is asked once more: every result
    that gets lost after the server's acceptance costs a second copy.
    """
    try:
        return write(delivery, result)
    except OperationalError:
        connection.close()
        return write(delivery, result)


@transaction.atomic
def write(delivery: Delivery, result: Result) -> bool:
    """The state and what hangs on it; the lease is the token of our claim."""
    ours = Delivery.objects.select_for_update(of=("self",)).filter(
        pk=delivery.pk,
        state=DeliveryState.SENDING,
        lease_until=delivery.lease_until,
    )
    row = ours.first()
    if row is None:
        log.warning("delivery.claim_lost", delivery=delivery.pk, result=result.state)
        return False
    settle(row, result, timezone.now())
    row.save()
    if row.state in (DeliveryState.SENT, DeliveryState.FAILED):
        outcomes.tell(row)
    log.info("delivery.tried", delivery=row.pk, state=row.state, reason=row.last_error)
    return True


def settle(row: Delivery, result: Result, now: datetime) -> None:
    """Set what belongs to the new state; a claim that was given back waits."""
    row.state, row.last_error, row.lease_until = result.state, result.reason, None
    if result.state == DeliveryState.QUEUED:
        if patience.is_over(row.lane, row.not_before, now):
            row.state = DeliveryState.FAILED
        elif not row.address:
            row.state = DeliveryState.RECALLED
        else:
            row.next_attempt_at = now + patience.pause_after(row.attempts)
            return
    if row.state == DeliveryState.SENT:
        row.sent_at = now
    elif row.state == DeliveryState.FAILED:
        row.failed_at = now
    services.wipe(row)
