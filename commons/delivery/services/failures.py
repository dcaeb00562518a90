"""What staff do about a message that did not arrive."""

from collections.abc import Callable
from contextlib import suppress

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.audit import services as audit
from commons.delivery import outcomes
from commons.delivery.enums import Channel, DeliveryState
from commons.delivery.models import Delivery
from commons.delivery.queries.failures import of_cause
from commons.delivery.services import suppressions
from commons.delivery.services.outbox import locked, wake_for
from commons.errors import RuleViolation

BATCH = 1_000
Allowed = Callable[[Delivery], bool]


@transaction.atomic
def retry(delivery: Delivery, *, by: Model) -> Delivery:
    """Send a failed message again, under the same Message-ID.

    Raises:
        RuleViolation: it has not failed, has no recipient any more, or carried a
            code that is wiped.
    """
    delivery = _failed(delivery)
    if delivery.wiped_at is not None or not _has_recipient(delivery):
        raise RuleViolation(
            _("Diese Sendung hat keinen Inhalt oder keine Adresse mehr."),
            code="delivery_wiped",
        )
    _queue(delivery)
    audit.record("delivery.retried", by=by, kind="delivery", target_id=delivery.pk)
    return delivery


def retry_all(
    *, by: Model, cause: str | None = None, may: Allowed | None = None
) -> int:
    """Send every failed message again that still can be; gives their number.

    Args:
        cause: only what failed for this cause; `causes.UNKNOWN_CAUSE` for no cause.
        may: leaves out those that are somebody else's to look after.
    """
    number = 0
    waiting = _rows(cause).filter(wiped_at__isnull=True)
    for delivery in waiting.select_related("to_user")[:BATCH]:
        if may is not None and not may(delivery):
            continue
        with suppress(RuleViolation):
            retry(delivery, by=by)
            number += 1
    return number


@transaction.atomic
def readdress(delivery: Delivery, *, address: str, because: str, by: Model) -> Delivery:
    """Send a failed mail to another address; the first one stays on record.

    Whoever owns it may have to follow, as a referral's link belongs to its recipient.

    Raises:
        RuleViolation: it has not failed, its content is gone, the address is closed,
            or its owner refuses.
    """
    delivery = _failed(delivery)
    if delivery.wiped_at is not None or delivery.channel != Channel.MAIL:
        raise RuleViolation(
            _("Diese Sendung hat keinen Inhalt oder keine Adresse mehr."),
            code="delivery_wiped",
        )
    if suppressions.find(address) is not None:
        raise RuleViolation(
            _("Auch diese Adresse ist gesperrt."), code="address_suppressed"
        )
    if delivery.first_address is None:
        delivery.first_address = delivery.address
    delivery.to_address, delivery.readdressed_because = address, because
    _queue(delivery)
    hook = outcomes.hooks_of(delivery).on_readdressed
    if hook is not None:
        hook(delivery)
    audit.record("delivery.readdressed", by=by, kind="delivery", target_id=delivery.pk)
    return delivery


@transaction.atomic
def dismiss(delivery: Delivery, *, by: Model) -> Delivery:
    """Nothing more is to be done about it: it leaves the list.

    Raises:
        RuleViolation: it has not failed.
    """
    delivery = _failed(delivery)
    delivery.dismissed_at = timezone.now()
    delivery.save(update_fields=["dismissed_at"])
    audit.record("delivery.dismissed", by=by, kind="delivery", target_id=delivery.pk)
    return delivery


def dismiss_all(*, by: Model, cause: str, may: Allowed | None = None) -> int:
    """Lay aside what failed for one cause; gives their number."""
    rows = [row for row in _rows(cause)[:BATCH] if may is None or may(row)]
    for delivery in rows:
        with suppress(RuleViolation):
            dismiss(delivery, by=by)
    return len(rows)


def _rows(cause: str | None) -> QuerySet[Delivery]:
    failed = Delivery.objects.failed().order_by("pk")
    return failed if cause is None else of_cause(failed, cause)


def _failed(delivery: Delivery) -> Delivery:
    delivery = locked(delivery)
    if delivery.state != DeliveryState.FAILED:
        raise RuleViolation(
            _("Diese Sendung ist nicht gescheitert."), code="delivery_not_failed"
        )
    return delivery


def _has_recipient(delivery: Delivery) -> bool:
    return bool(delivery.address or delivery.endpoint_id)


def _queue(delivery: Delivery) -> None:
    now = timezone.now()
    delivery.state = DeliveryState.QUEUED
    delivery.failed_at = delivery.outcome_told_at = None
    delivery.dismissed_at = delivery.bounced_at = delivery.turn_at = None
    delivery.not_before = delivery.next_attempt_at = now
    delivery.attempts = 0
    delivery.save()
    wake_for(now, delivery.channel)
