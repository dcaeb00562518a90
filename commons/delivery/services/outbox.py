"""Putting messages into the outbox, taking them back, trying again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import wake
from commons.audit import services as audit
from commons.delivery import identities, renderers, sealing, workflow
from commons.delivery.enums import UNSENT, Channel, DeliveryState, Lane
from commons.delivery.models import Delivery, Endpoint
from commons.delivery.services import suppressions
from commons.errors import RuleViolation
from commons.files.models import StoredFile

TASKS: dict[str, str] = {
    Channel.MAIL: "delivery.send_due",
    Channel.WEBHOOK: "delivery.call_due",
}
wake.declare(*TASKS.values())
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
    endpoint: Endpoint | None = None,
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
        endpoint: whom to call, for `Channel.WEBHOOK`.

    Raises:
        KeyError: nobody registered the renderer.
        ValueError: a mail without recipient, a call without endpoint.
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
        endpoint=endpoint,
    )
    if body is not None:
        delivery.sealed_params = sealing.seal(dict(body))
    return _first_of(delivery, attachments)


def _first_of(delivery: Delivery, attachments: Sequence[StoredFile]) -> Delivery:
    """The row with this key: the one that is there, or else this one, written."""
    known = Delivery.objects.filter(key=delivery.key).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            delivery.save(force_insert=True)
    except IntegrityError:
        # Somebody else was quicker by a moment.
        return Delivery.objects.get(key=delivery.key)
    delivery.attachments.set(attachments)
    wake_for(delivery.not_before, delivery.channel)
    return delivery


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
    endpoint: Endpoint | None = None,
) -> Delivery:
    """An unsaved row for `enqueue_all`; see `enqueue`."""
    renderers.get(renderer)
    if channel == Channel.MAIL and to_user_id is None and not to_address:
        message = f"{key}: a mail needs an account or an address."
        raise ValueError(message)
    if (channel == Channel.WEBHOOK) != (endpoint is not None):
        message = f"{key}: a call and an endpoint go together."
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
        endpoint=endpoint,
        created_at=now,
        not_before=start,
        next_attempt_at=start,
        message_id=identities.message_id_of(key),
    )


@transaction.atomic
def enqueue_all(deliveries: Iterable[Delivery]) -> dict[str, int]:
    """Write many prepared rows; gives the id of each key, old or new."""
    rows = list(deliveries)
    Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    keys = [row.key for row in rows]
    for channel in {row.channel for row in rows}:
        starts = [row.not_before for row in rows if row.channel == channel]
        wake_for(min(starts), channel)
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
    delivery = locked(delivery)
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
def complete(delivery: Delivery, *, by: Model) -> Delivery:
    """Somebody passed on by hand what no mail server could take.

    Raises:
        RuleViolation: it goes by mail, or has ended.
    """
    delivery = locked(delivery)
    is_by_hand = delivery.channel not in (Channel.MAIL, Channel.WEBHOOK)
    if not is_by_hand or delivery.state != DeliveryState.QUEUED:
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
    waiting = Q(state__in=UNSENT)
    mine.filter(waiting).update(
        state=DeliveryState.RECALLED,
        failed_at=None,
        sealed_params=None,
        wiped_at=timezone.now(),
    )
    mine.update(to_user=None, to_address="", first_address=None)
    Delivery.objects.filter(first_address__iexact=user.email).update(first_address=None)
    suppressions.forget(user.email)


def locked(delivery: Delivery) -> Delivery:
    return Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)


def wake_for(start: datetime, channel: str = Channel.MAIL) -> None:
    """Wake whoever sends it, unless that is a person or far away."""
    task = TASKS.get(channel)
    wait = start - timezone.now()
    if task is None or wait > LONGEST_COUNTDOWN:
        return
    if wait <= timedelta(0):
        wake.on_commit(task, once=True)
    else:
        wake.on_commit(task, countdown=wait.total_seconds())
