"""Mail that came back: what it means for the delivery, the address, the case."""

import re

from django.db import transaction
from django.utils import timezone

from commons.audit import services as audit
from commons.delivery import answers, outcomes
from commons.delivery.enums import Cause, DeliveryState, SuppressionReason
from commons.delivery.models import Delivery
from commons.delivery.services import suppressions
from commons.delivery.services.outbox import wipe

_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


@transaction.atomic
def note_bounce(delivery: Delivery, *, is_permanent: bool, code: str) -> None:
    """Record that a mail came back, or that another server still tries.

    A permanent bounce makes the delivery `failed`, with the hook of its owner; an
    address that does not exist is written to no more. Twice is no mistake, and what
    has been sent again meanwhile is left alone.

    Args:
        is_permanent: nobody will try any more (a DSN with `Action: failed`).
        code: what names the status, `5.1.1`; whatever else stands there is left out.
    """
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("to_user")
    row = rows.get(pk=delivery.pk)
    if row.state not in (DeliveryState.SENT, DeliveryState.SENDING):
        return
    status = _STATUS.search(code)
    row.bounce_code = status[0] if status else ""
    if not is_permanent:
        row.save(update_fields=["bounce_code"])
        return
    row.bounced_at = timezone.now()
    cause = answers.cause_of_bounce(row.bounce_code, is_permanent=True)
    row.cause = cause
    # Whoever is sending it finds the bounce when the result is written.
    row.save(update_fields=["bounced_at", "bounce_code", "cause"])
    audit.record(
        "delivery.bounced",
        by=None,
        kind="delivery",
        target_id=row.pk,
        codes={"code": row.bounce_code},
    )
    if cause == Cause.UNKNOWN and row.address:
        suppressions.suppress(
            row.address,
            reason=SuppressionReason.BOUNCED,
            code=row.bounce_code,
            delivery=row,
        )
    if row.state == DeliveryState.SENT:
        fail_bounced(row)
        outcomes.tell(row)


def fail_bounced(row: Delivery) -> None:
    """Sent, and back again: it counts as not arrived."""
    row.state, row.sent_at = DeliveryState.FAILED, None
    row.failed_at = row.bounced_at
    row.last_error = f"Kam zurück: {row.bounce_code}".rstrip(": ")
    row.outcome_told_at = None
    wipe(row)
    row.save()
