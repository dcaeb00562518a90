"""Sending what is due: claim a row, render, talk to the server, record the result.

See `claims` for why nobody else has the row meanwhile, and `results` for how little
time lies between the server's acceptance and our commit.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

import structlog
from django.conf import settings
from django.db import Error
from django.utils import timezone

from commons.delivery import (
    envelopes,
    messages,
    pace,
    patience,
    renderers,
    services,
    standstills,
)
from commons.delivery.claims import claimed
from commons.delivery.enums import Cause, Channel, DeliveryState, Lane
from commons.delivery.models import Delivery
from commons.delivery.results import Result, accept, record
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
    is_turned_away: bool = False


def send_due(*, most: int = MOST_MESSAGES, seconds: float = LONGEST_RUN) -> Run:
    """Send until nothing is due; codes first before each single message."""
    with PostOffice(settings.SMTP_URL, settings.MAIL_DOMAIN) as office:
        if standstills.lasts(office):
            return Run(is_turned_away=True)
        return work(
            Channel.MAIL, lambda row: attempt(row, office), most=most, seconds=seconds
        )


def work(
    channel: Channel,
    attempt_one: Callable[[Delivery], Result],
    *,
    most: int,
    seconds: float,
) -> Run:
    """Claim, attempt, record, until nothing is due or a limit is reached."""
    run, end = Run(), time.monotonic() + seconds
    while run.without_connection < PATIENCE_WITH_SERVER and not run.is_turned_away:
        if run.tried >= most or time.monotonic() >= end:
            run.has_more = True
            break
        with claimed(channel) as delivery:
            if delivery is None:
                break
            result = attempt_one(delivery)
            record(delivery, result)
        count(run, result)
    return run


def count(run: Run, result: Result) -> None:
    run.tried += 1
    run.sent += result.state == DeliveryState.SENT
    run.without_connection = run.without_connection + 1 if result.is_connection else 0
    if result.cause == Cause.SIGN_IN:
        standstills.begin(result.reason)
        run.is_turned_away = True


def attempt(delivery: Delivery, office: PostOffice) -> Result:
    """Render and send; one message that can't be sent raises nothing."""
    try:
        held_back = hold_back(delivery)
        if held_back is not None:
            return held_back
        message = make(delivery)
        office.send(message, envelopes.envelope_sender(delivery))
    except renderers.Withdrawn as error:
        return Result(DeliveryState.RECALLED, str(error) or "Der Anlass fiel weg")
    except renderers.NotKnown as error:
        return Result(DeliveryState.QUEUED, str(error))
    except (messages.Unusable, Permanent) as error:
        return Result(DeliveryState.FAILED, str(error), error.cause)
    except Temporary as error:
        slow_down(delivery, error)
        return Result(
            DeliveryState.QUEUED, str(error), error.cause, error.is_connection
        )
    accept(delivery)
    return Result(DeliveryState.SENT)


def hold_back(delivery: Delivery) -> Result | None:
    """What keeps it from being tried now: a closed address, or the pace.

    Raises:
        renderers.Withdrawn: there is nobody any more.
    """
    address = delivery.address
    if not address or (delivery.to_user and not delivery.to_user.is_active):
        reason = "Die Person ist nicht mehr da"
        raise renderers.Withdrawn(reason)
    suppression = services.find_suppression(address)
    if suppression and not services.may_try(suppression, delivery.lane):
        # A newsletter that is not sent is nobody's task.
        is_bulk = delivery.lane == Lane.BULK
        return Result(
            DeliveryState.RECALLED if is_bulk else DeliveryState.FAILED,
            f"Gesperrt: {suppression.get_reason_display()}",
            Cause.SUPPRESSED,
        )
    turn_at = pace.turn_of(delivery, address)
    if turn_at is None:
        return None
    return Result(
        DeliveryState.QUEUED, "Zu viele auf einmal", Cause.RATE, turn_at=turn_at
    )


def slow_down(delivery: Delivery, error: Temporary) -> None:
    """A server that asks for less gets less, from all messages to it."""
    if error.cause == Cause.RATE:
        pause = patience.pause_after(delivery.attempts, error.cause, delivery.lane)
        pace.hold_domain(delivery.lane, delivery.address, timezone.now() + pause)


def make(delivery: Delivery) -> EmailMessage:
    """Raises Withdrawn, NotKnown or Unusable.

    A database that is away is no message's fault.
    """
    try:
        rendered = renderers.get(delivery.renderer)(delivery)
        return messages.build(delivery, rendered)
    except (renderers.Withdrawn, renderers.NotKnown, messages.Unusable, Error):
        raise
    except Exception as error:
        log.exception("delivery.render_failed", delivery=delivery.pk)
        reason = f"Vorlage: {type(error).__name__}"
        raise messages.Unusable(reason) from error
