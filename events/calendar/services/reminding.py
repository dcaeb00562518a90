"""The day before, everybody who has a seat hears of it once more."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from commons.terms.queries import current
from events.calendar import openness
from events.calendar.models import Registration, RegistrationTerms
from events.calendar.registration_letters import Mail
from events.calendar.registration_states import RegistrationState
from events.calendar.services.mailing import post

BATCH = 500


@transaction.atomic
def remind_all() -> int:
    """Remind of what begins within the hours that the house has set, once each.

    Who registered within these hours has the mail that says so, and needs no other.
    """
    now = timezone.now()
    ahead = timedelta(hours=current(RegistrationTerms).reminder_hours)
    due = Registration.objects.filter(
        openness.shown_and_on("occurrence__"),
        state=RegistrationState.HELD,
        reminded_at__isnull=True,
        occurrence__starts_at__gt=now,
        occurrence__starts_at__lte=now + ahead,
        changed_at__lt=F("occurrence__starts_at") - ahead,
    )
    rows = due.select_for_update(of=("self",), skip_locked=True)
    rows = rows.select_related("occurrence", "user")
    count = 0
    for row in rows.order_by("occurrence__starts_at", "pk")[:BATCH]:
        row.reminded_at = now
        row.save(update_fields=["reminded_at"])
        # Moved to another day, it is worth another mail.
        serial = int(row.occurrence.starts_at.timestamp())
        post(row, Mail.REMINDER, serial=serial)
        count += 1
    return count
