"""What can happen to a registration, and what its person hears at the bell.

Their mail is `services.mailing`'s: it carries a file for the calendar. So the bell
alone is told here.
"""

from collections.abc import Iterable
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Params, Recipient, Told, Verb
from events.calendar.models import Occurrence, Registration
from events.calendar.queries.generations import of_page
from events.calendar.registration_letters import BELL, LETTERS, Mail
from events.calendar.wording import when

REGISTERED = "registered"


def person(registration: Registration, _params: Params) -> Iterable[Recipient]:
    if registration.user_id is not None:
        yield _heard_by(registration.user_id)


def registered(date: Occurrence, _params: Params) -> Iterable[Recipient]:
    """Everybody with an account who has a seat or waits for one."""
    rows = Registration.objects.live().filter(occurrence=date, user__isnull=False)
    for user_id in rows.order_by("pk").values_list("user_id", flat=True):
        yield _heard_by(user_id)


def tell_person(
    mail: Mail, registration: Registration, _params: Params, _who: Recipient
) -> Told:
    return _told(mail, registration.occurrence, registration.get_absolute_url())


def tell_registered(date: Occurrence, params: Params, _who: Recipient) -> Told | None:
    """Nothing of a sort of news that this version does not know."""
    mail = next((one for one in BELL if one.value == params.get("what")), None)
    return _told(mail, date, date.get_absolute_url()) if mail else None


def page(registration: Registration) -> list[str]:
    """The event's page says how many seats are free."""
    return of_page(registration.occurrence.event_id)[:1]


def page_of_date(date: Occurrence) -> list[str]:
    return of_page(date.event_id)[:1]


def _heard_by(user_id: int) -> Recipient:
    return Recipient(user_id=user_id, reason=REGISTERED, by_mail=False)


def _told(mail: Mail, date: Occurrence, url: str) -> Told:
    words = {"title": date.event.title, "when": when(date)}
    line = str(BELL[mail]) % words
    return Told(line, line, line, url, action=str(LETTERS[mail].action))


def _quiet(key: str, words: str | Promise) -> Verb:
    return Verb(key, words=words, generations=page)


def _heard(key: str, words: str | Promise, mail: Mail) -> Verb:
    return Verb(
        key,
        words=words,
        audience=person,
        tell=partial(tell_person, mail),
        generations=page,
    )


def _of_date(key: str, words: str | Promise) -> Verb:
    return Verb(key, words=words, generations=page_of_date)


VERBS = (
    _quiet("registration.begun", _("hat eine Anmeldung begonnen")),
    _quiet("registration.held", _("hat sich angemeldet")),
    _quiet("registration.waiting", _("steht auf der Warteliste")),
    _quiet("registration.doubled", _("war mit dieser Adresse schon angemeldet")),
    _heard(
        "registration.offered", _("hat einen Platz angeboten bekommen"), Mail.OFFERED
    ),
    _quiet("registration.accepted", _("hat einen angebotenen Platz angenommen")),
    _heard(
        "registration.expired",
        _("ließ ein Angebot ohne Antwort ablaufen"),
        Mail.EXPIRED,
    ),
    _quiet("registration.cancelled", _("hat sich abgemeldet")),
    _heard(
        "registration.dismissed", _("hat eine Anmeldung gestrichen"), Mail.DISMISSED
    ),
    _quiet("registration.changed", _("hat eine Anmeldung geändert")),
    _quiet("registration.checked_in", _("hat jemanden am Einlass eingetragen")),
    _quiet("registration.check_in_undone", _("hat einen Eintrag am Einlass gelöscht")),
    Verb(
        "registration.told",
        words=_("hat Angemeldeten gesagt, was sich geändert hat"),
        audience=registered,
        tell=tell_registered,
        generations=page_of_date,
    ),
    _of_date("registration.resized", _("hat die Zahl der Plätze geändert")),
    _of_date("registration.forgotten", _("hat alte Anmeldungen gelöscht")),
    Verb(
        "registration.fields_changed",
        words=_("hat die Fragen an Angemeldete geändert"),
        generations=lambda event: of_page(event.pk)[:1],
    ),
    Verb("registration.terms_changed", words=_("hat Regeln für Anmeldungen geändert")),
)
