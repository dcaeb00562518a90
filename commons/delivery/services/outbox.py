"""Putting messages into the outbox, taking them back, trying again."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import wake
from commons.audit import services as audit
from commons.delivery import renderers, sealing, workflow
from commons.delivery.enums import Channel, DeliveryState, Lane
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.files.models import StoredFile

wake.declare("delivery.send_due")
# A message with a countdown lies in a worker's memory; longer waits are beat's work.
LONGEST_COUNTDOWN = timedelta(minutes=10)
BATCH = 1_000


@transaction.atomic
def enqueue(  # noqa: PLR0913 -- one message: what, to whom, how, when
    *,
    key: str,
    renderer: str,
    params: Mapping[str, Any] | None = None,
    to_user: Model | None = None,
    to_address: str = "",
    channel: Channel = Channel.MAIL,
    lane: Lane = Lane.STANDARD,
    not_before: datetime | None = None,
    attachments: Sequence[StoredFile] = (),
    body: Mapping[str, Any] | None = None,
) -> Delivery:
    """Write one message into the outbox, in the caller's transaction.

    Args:
        key: names the message for good; a second call gives back the first row.
        renderer: a registered renderer; it makes the words at sending.
        params: ids and codes for the renderer; never words.
        to_user: the account; its address is looked up at sending.
        to_address: an address without an account; wins over the account's own.
        body: what must not lie in the open, such as a sign-in code; it is sealed
            and wiped when the message has gone. Read it with `body_of`.

    Raises:
        KeyError: nobody registered the renderer.
        ValueError: a mail without recipient.
    """
    delivery = prepare(
        key=key,
        renderer=renderer,
        params=params,
        to_user_id=to_user.pk if to_user is not None else None,
        to_address=to_address,
        channel=channel,
        lane=lane,
        not_before=not_before,
    )
    if body is not None:
        delivery.sealed_params = sealing.seal(dict(body))
    written = Delivery.objects.bulk_create([delivery], ignore_conflicts=True)[0]
    first = Delivery.objects.get(key=key)
    if first.message_id == written.message_id:
        first.attachments.set(attachments)
        _wake_for(first.not_before)
    return first


def prepare(  # noqa: PLR0913 -- see enqueue
    *,
    key: str,
    renderer: str,
    params: Mapping[str, Any] | None = None,
    to_user_id: int | None = None,
    to_address: str = "",
    channel: Channel = Channel.MAIL,
    lane: Lane = Lane.STANDARD,
    not_before: datetime | None = None,
    region_id: int | None = None,
) -> Delivery:
    """An unsaved row for `enqueue_all`; see `enqueue`."""
    renderers.get(renderer)
    if channel == Channel.MAIL and to_user_id is None and not to_address:
        message = f"{key}: a mail needs an account or an address."
        raise ValueError(message)
    now = timezone.now()
    start = max(not_before or now, now)
    return Delivery(
        key=key,
        renderer=renderer,
        params=dict(params or {}),
        to_user_id=to_user_id,
        to_address=to_address.strip(),
        channel=channel,
        lane=lane,
        region_id=region_id,
        created_at=now,
        not_before=start,
        next_attempt_at=start,
        message_id=f"<{uuid.uuid4()}@{settings.MAIL_DOMAIN}>",
    )


@transaction.atomic
def enqueue_all(deliveries: Iterable[Delivery]) -> dict[str, int]:
    """Write many prepared rows; gives the id of each key, old or new."""
    rows = list(deliveries)
    Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    keys = [row.key for row in rows]
    if rows:
        _wake_for(min(row.not_before for row in rows))
    return dict(Delivery.objects.filter(key__in=keys).values_list("key", "pk"))


def body_of(delivery: Delivery) -> dict[str, Any]:
    """What `enqueue(body=…)` sealed.

    Raises:
        renderers.Withdrawn: it is wiped, so there is nothing left to send.
    """
    if delivery.sealed_params is None:
        raise renderers.Withdrawn
    return sealing.unseal(delivery.sealed_params)


@transaction.atomic
def recall(delivery: Delivery) -> bool:
    """Take a message back that has not gone; False if it is too late."""
    delivery = _locked(delivery)
    if not workflow.may_become(delivery.state, DeliveryState.RECALLED):
        return False
    if delivery.state == DeliveryState.SENDING:
        return False
    delivery.state = DeliveryState.RECALLED
    delivery.failed_at = None
    wipe(delivery)
    delivery.save()
    return True


@transaction.atomic
def retry(delivery: Delivery, *, by: Model) -> Delivery:
    """Send a failed message again, under the same Message-ID.

    Raises:
        RuleViolation: it has not failed, has no recipient any more, or carried a
            code that is wiped.
    """
    delivery = _locked(delivery)
    if delivery.state != DeliveryState.FAILED:
        raise RuleViolation(
            _("Diese Sendung ist nicht gescheitert."), code="delivery_not_failed"
        )
    if delivery.wiped_at is not None or not delivery.address:
        raise RuleViolation(
            _("Diese Sendung hat keinen Inhalt oder keine Adresse mehr."),
            code="delivery_wiped",
        )
    now = timezone.now()
    delivery.state = DeliveryState.QUEUED
    delivery.failed_at = delivery.outcome_told_at = None
    delivery.not_before = delivery.next_attempt_at = now
    delivery.attempts = 0
    delivery.save()
    audit.record("delivery.retried", by=by, kind="delivery", target_id=delivery.pk)
    _wake_for(now)
    return delivery


def retry_all(*, by: Model) -> int:
    """Send every failed message again that still can be; gives their number."""
    failed = Delivery.objects.failed().filter(wiped_at__isnull=True).order_by("pk")
    number = 0
    for delivery in failed.select_related("to_user")[:BATCH]:
        with suppress(RuleViolation):
            retry(delivery, by=by)
            number += 1
    return number


@transaction.atomic
def complete(delivery: Delivery, *, by: Model) -> Delivery:
    """Somebody passed on by hand what no mail server could take.

    Raises:
        RuleViolation: it goes by mail, or has ended.
    """
    delivery = _locked(delivery)
    if delivery.channel == Channel.MAIL or delivery.state != DeliveryState.QUEUED:
        raise RuleViolation(
            _("Diese Sendung wird nicht von Hand übergeben."), code="not_by_hand"
        )
    now = timezone.now()
    delivery.state, delivery.sent_at = DeliveryState.SENT, now
    # Whoever calls knows what becomes of the case; no hook needs to hear of it.
    delivery.outcome_told_at = now
    wipe(delivery)
    delivery.save()
    audit.record("delivery.completed", by=by, kind="delivery", target_id=delivery.pk)
    return delivery


def wipe(delivery: Delivery) -> None:
    """Forget what was sealed; the caller saves."""
    if delivery.sealed_params is not None:
        delivery.sealed_params = None
        delivery.wiped_at = timezone.now()


@transaction.atomic
def forget(user: Any) -> None:
    """Take a person out of the outbox: nothing more goes to them.

    Codes went to the address alone. Compared in small letters: capitals make
    other people's addresses equal.
    """
    known = Delivery.objects.annotate(plain_address=Lower("to_address"))
    mine = known.filter(Q(to_user_id=user.pk) | Q(plain_address=user.email.lower()))
    waiting = Q(state__in=[DeliveryState.QUEUED, DeliveryState.FAILED])
    mine.filter(waiting).update(
        state=DeliveryState.RECALLED,
        failed_at=None,
        sealed_params=None,
        wiped_at=timezone.now(),
    )
    mine.update(to_user=None, to_address="")


def _locked(delivery: Delivery) -> Delivery:
    return Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)


def _wake_for(start: datetime) -> None:
    wait = start - timezone.now()
    if wait <= timedelta(0):
        wake.on_commit("delivery.send_due", once=True)
    elif wait <= LONGEST_COUNTDOWN:
        wake.on_commit("delivery.send_due", countdown=wait.total_seconds())
