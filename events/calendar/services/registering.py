"""Registering for a date: at once with an account, with a mailed code without one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, ngettext_lazy

from commons.accounts.models import User
from commons.clock import berlin_date
from commons.errors import RuleViolation
from commons.once import first_of, key_taken
from commons.terms.queries import current
from commons.verbs.services import happened
from events.calendar import openness
from events.calendar.models import (
    MOST_HEADS,
    Occurrence,
    Registration,
    RegistrationField,
    RegistrationTerms,
)
from events.calendar.registration_letters import Mail
from events.calendar.registration_states import RegistrationState
from events.calendar.services import registration_codes as codes, seats
from events.calendar.services.mailing import post


@dataclass(frozen=True)
class Entry:
    """What somebody says of themselves; `answers` by the field's key, cleaned.

    `party` counts the person, too. `email` is needed without an account alone.
    """

    name: str
    party: int = 1
    answers: Mapping[str, Any] = field(default_factory=dict)
    has_consent: bool = False
    email: str = ""
    language: str = "de"


@transaction.atomic
def register(
    occurrence: Occurrence, entry: Entry, *, draft_id: UUID, by: User
) -> Registration:
    """Take seats, or a place in the line where none are left.

    Args:
        draft_id: whoever sends the same again gets what was born first, and so does
            whoever is registered already, with or without this account.

    Raises:
        RuleViolation: a code of `openness.WORDS`, `key_taken`, `too_many_companions`,
            `consent` or `answer_missing`.
    """
    occurrence = seats.locked(occurrence.pk)
    if first := first_of(Registration.objects.all(), draft_id, author="user", by=by):
        return first
    if known := standing_of(occurrence, address=by.email, user=by):
        return known
    row = _written(Registration(occurrence=occurrence), entry, address=by.email)
    row.user, row.draft_id, row.language = by, draft_id, by.language
    try:
        with transaction.atomic():
            admit(row)
    except IntegrityError:  # the same form was sent for another date in this moment
        raise key_taken() from None
    return row


@transaction.atomic
def begin(occurrence: Occurrence, entry: Entry, *, draft_id: UUID) -> Registration:
    """Write down who wants to come, and mail a code; no seat is taken before it.

    Says nothing of whether the address is registered already: `proving.prove` does,
    to whoever has the mail. The same form sent again changes what it said, and after
    the code was entered gives what stands.

    Raises:
        RuleViolation: as `register`, or `too_many_codes`.
    """
    address = entry.email.strip().lower()
    codes.take_turn(address)
    occurrence = Occurrence.objects.select_related("event").get(pk=occurrence.pk)
    row = _begun(draft_id, address)
    if row is not None and row.state != RegistrationState.UNPROVEN:
        return row
    row = row or Registration(draft_id=draft_id)
    row.occurrence, row.state = occurrence, RegistrationState.UNPROVEN
    row = _written(row, entry, address=address)
    row.language = entry.language
    is_new = row.pk is None
    try:
        with transaction.atomic():
            codes.send(row)
    except IntegrityError:  # a second click, with another address, in this moment
        raise key_taken() from None
    if is_new:
        happened("registration.begun", row, by=None)
    return row


def _begun(draft_id: UUID, address: str) -> Registration | None:
    """What the form has begun for an address already, locked."""
    rows = Registration.objects.select_for_update(of=("self",))
    row = rows.filter(draft_id=draft_id).first()
    if row is None:
        return None
    is_other = row.email != address
    if row.state != RegistrationState.UNPROVEN:
        if is_other or row.user_id is not None:
            raise key_taken()
        return row
    if is_other:
        # What went to the other address stays counted there: its row lets go.
        row.draft_id = uuid4()
        row.save(update_fields=["draft_id"])
        return None
    return row


@transaction.atomic
def resend(draft_id: UUID) -> None:
    """Mail another code, where a registration still waits for one.

    Raises:
        RuleViolation: `too_many_codes`.
    """
    known = newest(draft_id)
    if known is None:
        return
    codes.take_turn(known.email)
    rows = Registration.objects.select_for_update(of=("self",))
    row = rows.filter(draft_id=draft_id, state=RegistrationState.UNPROVEN).first()
    if row is not None:
        codes.send(row)


def newest(draft_id: UUID) -> Registration | None:
    rows = Registration.objects.select_related("occurrence__event")
    return rows.filter(draft_id=draft_id).first()


def standing_of(
    occurrence: Occurrence, *, address: str, user: User | None
) -> Registration | None:
    """What somebody has for a date already, by account or by proven address.

    A registration of the address becomes the account's. The occurrence is locked.
    """
    mine = Q(email=address.strip().lower())
    if user is not None:
        mine |= Q(user=user)
    rows = Registration.objects.live().filter(mine, occurrence=occurrence)
    row = rows.order_by("pk").first()
    if row is not None and row.user_id is None and user is not None:
        row.user = user
        row.save(update_fields=["user"])
    return row


def admit(row: Registration) -> None:
    """Give an unsaved or unproven row seats or a place in the line, and say so.

    The occurrence is locked. Whoever waits has been offered what fits them, so what
    is free fits nobody in the line: whoever it does fit may have it.
    """
    occurrence = row.occurrence
    has_room = seats.has_room(occurrence, row.party)
    row.state = RegistrationState.HELD if has_room else RegistrationState.WAITING
    row.changed_at = timezone.now()
    if not has_room:
        row.place_in_line = seats.next_place(occurrence)
    row.save()
    if has_room:
        seats.take(occurrence, row.party)
    verb = "registration.held" if has_room else "registration.waiting"
    happened(verb, row, by=row.user)
    post(row, Mail.HELD if has_room else Mail.WAITING)


def require_fitting(occurrence: Occurrence, entry: Entry) -> None:
    """Raise RuleViolation for more companions than allowed, or a missing answer."""
    event = occurrence.event
    if not 1 <= entry.party <= min(event.most_companions + 1, MOST_HEADS):
        words = ngettext_lazy(
            "Mitbringen können Sie hier höchstens %(count)s Person.",
            "Mitbringen können Sie hier höchstens %(count)s Personen.",
            event.most_companions,
        )
        raise RuleViolation(
            words % {"count": event.most_companions}, code="too_many_companions"
        )
    needed = RegistrationField.objects.filter(event=event, is_required=True)
    for asked in needed:
        if entry.answers.get(str(asked.pk)) in (None, ""):
            raise RuleViolation(
                _("Bitte beantworten Sie noch: %(label)s") % {"label": asked.label},
                code="answer_missing",
            )


def last_day_of(occurrence: Occurrence) -> Any:
    """On which day the data of who came are deleted."""
    days = current(RegistrationTerms).keep_days
    return berlin_date(occurrence.ends_at) + timedelta(days=days)


def _written(row: Registration, entry: Entry, *, address: str) -> Registration:
    """The row with what was said, unsaved, if one may register at all."""
    now, event = timezone.now(), row.occurrence.event
    openness.require_open(row.occurrence, now)
    require_fitting(row.occurrence, entry)
    if event.consent_text and not entry.has_consent:
        raise RuleViolation(
            _("Bitte stimmen Sie noch zu: Ohne das geht die Anmeldung nicht."),
            code="consent",
        )
    row.name, row.email = entry.name.strip(), address.strip().lower()
    row.party, row.answers = entry.party, dict(entry.answers)
    row.consent_text = event.consent_text
    row.consented_at = now if event.consent_text else None
    row.changed_at = now
    if row._state.adding:
        row.created_at = now
    row.forget_on = last_day_of(row.occurrence)
    return row
