"""Registrations in every state; the seats of their date are counted along."""

import uuid
from datetime import timedelta

from django.utils import timezone

from events.calendar.models import Registration, RegistrationField
from events.calendar.registration_states import HOLDING, FieldKind, RegistrationState
from events.calendar.services import registration_codes, seats
from events.calendar.services.registering import Entry, last_day_of, register
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, at

CODE = "123456"


def open_date(capacity=10, *, starts_at=None, **event):
    """A date that takes registrations, of an event that is public."""
    made = EventFactory(
        capacity=capacity,
        takes_registrations=True,
        starts_at=starts_at or at(7),
        **event,
    )
    return made.occurrences.get()


def entry(name="Erika Muster", **fields):
    return Entry(name=name, **fields)


def signed_up(occurrence, *, user=None, party=1, **fields):
    """Somebody registers by the service: with a seat or in the line."""
    return register(
        occurrence,
        entry(party=party, **fields),
        draft_id=uuid.uuid4(),
        by=user or UserFactory(),
    )


def make_registration(occurrence=None, *, state=RegistrationState.HELD, **fields):
    """A row as the services leave it; `user=None` is somebody without an account."""
    date = seats.locked((occurrence or open_date()).pk)
    now = timezone.now()
    user = fields.pop("user", None)
    number = Registration.objects.count()
    values = {
        "name": f"Mensch {number}",
        "email": user.email
        if user
        else f"gast{number}-{uuid.uuid4().hex[:6]}@example.org",
        "party": 1,
        "created_at": now,
        "changed_at": now,
        "forget_on": last_day_of(date),
        **fields,
    }
    if state in {RegistrationState.WAITING, RegistrationState.OFFERED}:
        values.setdefault("place_in_line", seats.next_place(date))
    if state == RegistrationState.OFFERED:
        values.setdefault("offered_until", now + timedelta(hours=24))
    row = Registration(occurrence=date, user=user, state=state, **values)
    if state == RegistrationState.UNPROVEN:
        row.code_sent_at = row.code_sent_at or now
        row.code_count = 1
        row.code_hash = registration_codes.hash_of(row, CODE)
    row.save()
    if state in HOLDING:
        seats.take(date, row.party)
    if occurrence is not None:
        occurrence.taken = date.taken
    return row


def fill(occurrence):
    """All seats of a date are taken by others."""
    while occurrence.free_seats:
        make_registration(occurrence, party=min(occurrence.free_seats, 10))
    return occurrence


def make_field(event, label="Was bringen Sie mit?", kind=FieldKind.TEXT, **fields):
    position = RegistrationField.objects.filter(event=event).count()
    return RegistrationField.objects.create(
        event=event, label=label, kind=kind, position=position, **fields
    )
