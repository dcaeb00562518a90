"""Coming with more or fewer people, or answering anew."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from events.calendar.models import Registration
from events.calendar.registration_letters import Mail
from events.calendar.registration_states import HOLDING, RegistrationState
from events.calendar.services import seats
from events.calendar.services.mailing import post, recall_own
from events.calendar.services.offers import move_up
from events.calendar.services.registering import Entry, require_fitting

# What says how things stand for somebody.
CONFIRMING = {
    RegistrationState.HELD: Mail.HELD,
    RegistrationState.WAITING: Mail.WAITING,
    RegistrationState.OFFERED: Mail.OFFERED,
}


@transaction.atomic
def change(
    registration: Registration, entry: Entry, *, by: User | None = None
) -> Registration:
    """Write down what somebody says anew; the address and the place in line stay.

    Who comes with more or fewer people gets the confirmation again, with the number.

    Raises:
        RuleViolation: there is no room for more (`no_room`), it has begun (`begun`),
            it is cancelled (`not_live`), or as `registering.register`.
    """
    row = seats.of_locked(registration)
    _require_changeable(row)
    require_fitting(row.occurrence, entry)
    more = entry.party - row.party
    if row.state in HOLDING and more:
        if not seats.has_room(row.occurrence, more):
            raise RuleViolation(
                _("So viele Plätze sind nicht mehr frei. Ihre Anmeldung bleibt."),
                code="no_room",
            )
        seats.take(row.occurrence, more)
    row.name, row.party = entry.name.strip(), entry.party
    row.answers, row.changed_at = dict(entry.answers), timezone.now()
    row.save(update_fields=["name", "party", "answers", "changed_at"])
    news = happened("registration.changed", row, by=by)
    if more:
        mail = CONFIRMING[RegistrationState(row.state)]
        recall_own(row, mail)
        post(row, mail, serial=news.pk)
    move_up(row.occurrence)
    return row


def _require_changeable(row: Registration) -> None:
    if not row.is_live:
        raise RuleViolation(
            _("Diese Anmeldung gilt nicht mehr. Bitte melden Sie sich neu an."),
            code="not_live",
        )
    if row.is_past:
        raise RuleViolation(_("Dieser Termin hat schon begonnen."), code="begun")
