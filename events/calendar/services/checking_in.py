"""At the door: who has come, and with how many."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from events.calendar.models import Occurrence, Registration
from events.calendar.registration_states import RegistrationState
from events.calendar.services import seats
from events.calendar.tickets import registration_id_of


@transaction.atomic
def check_in(
    registration: Registration, *, by: User, came: int | None = None
) -> Registration:
    """Note that somebody is here. Again only mends how many came.

    Args:
        came: heads, the person's own included; all of the party without it.

    Raises:
        RuleViolation: they have no seat (`not_held`), or more came than were
            registered (`too_many_came`).
    """
    row = seats.of_locked(registration)
    heads = row.party if came is None else came
    _require_seats(row, heads)
    if row.checked_in_at is not None and heads == row.came:
        return row
    is_new = row.checked_in_at is None
    row.checked_in_at = row.checked_in_at or timezone.now()
    row.checked_in_by, row.came = by, heads
    row.save(update_fields=["checked_in_at", "checked_in_by", "came"])
    if is_new:
        happened("registration.checked_in", row, by=by)
    return row


@transaction.atomic
def undo(registration: Registration, *, by: User) -> Registration:
    """It was a slip. Twice changes nothing."""
    row = seats.of_locked(registration)
    if row.checked_in_at is None:
        return row
    row.checked_in_at = row.checked_in_by = row.came = None
    row.save(update_fields=["checked_in_at", "checked_in_by", "came"])
    happened("registration.check_in_undone", row, by=by)
    return row


def by_ticket(occurrence: Occurrence, ticket: str) -> Registration | None:
    """Whom a QR code names, if it is one of ours and for this date."""
    pk = registration_id_of(ticket)
    if pk is None:
        return None
    rows = Registration.objects.filter(occurrence=occurrence, pk=pk)
    return rows.exclude(state=RegistrationState.UNPROVEN).first()


def _require_seats(row: Registration, heads: int) -> None:
    if row.state != RegistrationState.HELD:
        raise RuleViolation(
            _("Hier ist kein fester Platz eingetragen: %(state)s.")
            % {"state": row.get_state_display()},
            code="not_held",
        )
    if not 1 <= heads <= row.party:
        raise RuleViolation(
            _("Angemeldet sind hier %(party)s.") % {"party": row.party},
            code="too_many_came",
        )
