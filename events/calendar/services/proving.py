"""Entering the mailed code: from then on the registration counts."""

from enum import Enum
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from events.calendar import openness
from events.calendar.models import Registration
from events.calendar.registration_states import RegistrationState
from events.calendar.services import registration_codes as codes, seats
from events.calendar.services.registering import admit, newest, standing_of


class Answer(Enum):
    """What became of a typed code."""

    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    SPENT = "spent"
    UNKNOWN = "unknown"


REFUSALS: dict[Answer, str | Promise] = {
    Answer.WRONG: _(
        "Dieser Code stimmt nicht. Bitte geben Sie die sechs Ziffern aus der letzten "
        "Mail ein."
    ),
    Answer.EXPIRED: _(
        "Dieser Code gilt nicht mehr. Lassen Sie sich bitte einen neuen schicken."
    ),
    Answer.SPENT: _(
        "Der Code war fünfmal falsch und gilt nicht mehr. Lassen Sie sich bitte einen "
        "neuen schicken."
    ),
    Answer.UNKNOWN: _(
        "Zu diesem Formular gibt es keinen Code. Bitte melden Sie sich noch einmal an."
    ),
}


@transaction.atomic
def prove(draft_id: UUID, typed: str) -> tuple[Answer, Registration | None]:
    """Compare a typed code; counts the tries. The right one admits.

    Whoever is registered already with this address gets that registration back, and
    the right code stays right while it lasts, so that a double click ends well.

    Raises:
        RuleViolation: nobody can register any more (a code of `openness.WORDS`).
    """
    row = _locked(draft_id)
    if row is None or row.code_hash is None:
        return Answer.UNKNOWN, None
    if codes.is_over(row):
        return Answer.EXPIRED, row
    if row.code_tries >= codes.MOST_TRIES:
        return Answer.SPENT, row
    if codes.is_right(row, typed):
        return Answer.RIGHT, _proven(row)
    row.code_tries += 1
    row.save(update_fields=["code_tries"])
    is_spent = row.code_tries >= codes.MOST_TRIES
    return (Answer.SPENT if is_spent else Answer.WRONG), row


def _locked(draft_id: UUID) -> Registration | None:
    known = newest(draft_id)
    if known is None:
        return None
    try:
        return seats.of_locked(known)
    except RuleViolation:  # forgotten in this moment
        return None


def _proven(row: Registration) -> Registration:
    """What stands for the address from now on."""
    person = User.objects.filter(email__iexact=row.email, is_active=True).first()
    if row.is_live:
        return row
    if known := standing_of(row.occurrence, address=row.email, user=person):
        if row.state == RegistrationState.UNPROVEN:
            seats.become(row, RegistrationState.CANCELLED)
            happened("registration.doubled", row, by=None)
        return known
    if row.state == RegistrationState.UNPROVEN:
        openness.require_open(row.occurrence, timezone.now())
        row.user = person
        admit(row)
    return row
