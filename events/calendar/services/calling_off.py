"""One locked date is called off: seats and calendars hear of it."""

from django.utils import timezone

from commons.accounts.models import User
from events.calendar.models import Occurrence
from events.calendar.services import locking, telling

LONGEST_REASON = 300


def call_off(occurrence: Occurrence, *, reason: str, by: User | None) -> None:
    occurrence.cancelled_at = timezone.now()
    occurrence.cancel_reason = reason[:LONGEST_REASON]
    locking.count_change(occurrence)
    occurrence.save(
        update_fields=["cancelled_at", "cancel_reason", "sequence", "changed_at"]
    )
    telling.tell_registered(occurrence, telling.What.CANCELLED, by=by)
