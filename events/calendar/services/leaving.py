"""Not coming after all: the seats go to whoever is next."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from events.calendar.models import Registration
from events.calendar.registration_letters import Mail
from events.calendar.registration_states import RegistrationState
from events.calendar.services import seats
from events.calendar.services.mailing import post
from events.calendar.services.offers import move_up


@transaction.atomic
def cancel(registration: Registration, *, by: User | None = None) -> Registration:
    """The person says that they don't come. Twice changes nothing.

    Args:
        by: the account, or None for whoever holds the key of the mail.

    Raises:
        RuleViolation: it has begun (`begun`), or `registration_transition`.
    """
    row = seats.of_locked(registration)
    if row.state == RegistrationState.CANCELLED:
        return row
    _require_to_come(row)
    give_up(row)
    happened("registration.cancelled", row, by=by)
    post(row, Mail.CANCELLED)
    move_up(row.occurrence)
    return row


@transaction.atomic
def dismiss(registration: Registration, *, by: User) -> Registration:
    """The organiser strikes somebody off; they are told. Twice changes nothing.

    Raises:
        RuleViolation: it has begun (`begun`), or `registration_transition`.
    """
    row = seats.of_locked(registration)
    if row.state == RegistrationState.CANCELLED:
        return row
    _require_to_come(row)
    row.is_dismissed = True
    row.save(update_fields=["is_dismissed"])
    give_up(row)
    happened("registration.dismissed", row, by=by)
    post(row, Mail.DISMISSED)
    move_up(row.occurrence)
    return row


def give_up(row: Registration) -> None:
    """End a registration whose occurrence is locked; nobody is told."""
    if row.checked_in_at is not None:
        row.checked_in_at = row.checked_in_by = row.came = None
        row.save(update_fields=["checked_in_at", "checked_in_by", "came"])
    seats.become(row, RegistrationState.CANCELLED)


def _require_to_come(row: Registration) -> None:
    if row.occurrence.starts_at <= timezone.now():
        raise RuleViolation(
            _("Dieser Termin hat schon begonnen. Abmelden kann man sich nicht mehr."),
            code="begun",
        )
