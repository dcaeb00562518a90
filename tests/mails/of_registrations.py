"""Samples of what is told of registrations: seats, the line, and what changes."""

import uuid

from django.utils import timezone

from commons.delivery.models import Delivery
from events.calendar.registration_letters import RENDERER
from events.calendar.registration_states import RegistrationState as S
from events.calendar.services import leaving, offers, registering, telling
from events.calendar.services.mailing import post
from events.calendar.services.registration_codes import RENDERER as CODES
from events.calendar.services.telling import Mail, What
from participation.moderation.enums import Publication
from tests.factories.accounts import UserFactory
from tests.factories.registrations import entry, make_registration, open_date, signed_up
from tests.mails.samples import LANGUAGES, renderer, said, title, verb


def _date(capacity=2, **fields):
    return open_date(
        capacity,
        title=title()[:120],
        bring="Tassen & Kissen",
        contact_phone="030 123",
        is_online=True,
        online_url="https://treffen.bindeglied.example/raum",
        **fields,
    )


@verb("registration.offered", "registration.expired", "registration.dismissed")
def of_a_person(key):
    date = _date(1)
    row = make_registration(date, state=S.WAITING, user=UserFactory())
    offers.sweep()
    if key == "registration.expired":
        type(row).objects.update(offered_until=timezone.now())
        offers.expire_all()
    if key == "registration.dismissed":
        leaving.dismiss(row, by=UserFactory())
    yield from said(key)


@verb("registration.told")
def of_a_date(key):
    date = _date()
    signed_up(date)
    for what in What:
        telling.tell_registered(date, what, by=None)
    yield from said(key)


@renderer(RENDERER)
def mails():
    for language in LANGUAGES:
        _steps(language)
        _ends(language)
    return list(Delivery.objects.filter(renderer=RENDERER).order_by("pk"))


def _steps(language):
    """What is told while all goes well; of each state, what holds in it."""
    states = {
        S.HELD: (Mail.HELD, Mail.REMINDER, Mail.CHANGED, Mail.MOVED, Mail.RESTORED),
        S.WAITING: (Mail.WAITING,),
        S.OFFERED: (Mail.OFFERED,),
        S.EXPIRED: (Mail.EXPIRED,),
        S.CANCELLED: (Mail.CANCELLED, Mail.DISMISSED),
    }
    for state, several in states.items():
        row = make_registration(
            _date(), state=state, user=UserFactory(language=language)
        )
        for mail in several:
            post(row, mail)


def _ends(language):
    off = _date(cancelled_at=timezone.now(), cancel_reason="Der Saal ist nass.")
    post(make_registration(off, user=UserFactory(language=language)), Mail.CALLED_OFF)
    for mail in (Mail.HIDDEN, Mail.REMOVED):
        gone = _date(publication=Publication.SUBMITTED)
        post(make_registration(gone, user=UserFactory(language=language)), mail)


@renderer(CODES)
def codes():
    date = _date()
    for number, language in enumerate(LANGUAGES):
        said = entry(email=f"gast{number}@example.org", language=language)
        registering.begin(date, said, draft_id=uuid.uuid4())
    return list(Delivery.objects.filter(renderer=CODES).order_by("pk"))
