"""Mails about registrations, made when they go: what holds no longer is not sent."""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _, ngettext

from commons import calendars as files
from commons.accounts.enums import Language
from commons.clock import berlin_date
from commons.delivery import mails, services as delivery
from commons.delivery.models import Delivery
from commons.delivery.renderers import Enclosed, Rendered, Withdrawn
from commons.notifications.unsubscribing import preferences_url_for
from commons.spoken import day_in_words
from events.calendar import calendars, keys, openness
from events.calendar.models import Registration
from events.calendar.queries.registrations import place_of
from events.calendar.registration_letters import LETTERS, Letter, Mail
from events.calendar.registration_states import RegistrationState as State
from events.calendar.services.registration_codes import LIFETIME
from events.calendar.wording import clock, place_of as where, when

FILE_NAME = "termin.ics"
PUBLISHING = frozenset(
    {
        *(Mail.HELD, Mail.REMINDER, Mail.CHANGED, Mail.MOVED),
        *(Mail.REINSTATED, Mail.RESTORED),
    }
)
OWN_END = frozenset({Mail.CANCELLED, Mail.DISMISSED})
CANCELLING = frozenset({Mail.CALLED_OFF, Mail.REMOVED})
# The button leads to the event: the registration has nothing more to offer.
TO_THE_EVENT = frozenset(
    {Mail.EXPIRED, Mail.CANCELLED, Mail.DISMISSED, Mail.CALLED_OFF}
)
WITHOUT_BUTTON = frozenset({Mail.REMOVED})


def registration(row: Delivery) -> Rendered:
    """The renderer `calendar.registration`.

    Raises:
        Withdrawn: it is deleted, or what the mail says is true no more.
    """
    found, mail = _load(row), Mail(row.params["mail"])
    if not _holds(mail, found):
        raise Withdrawn
    language = _language_of(row)
    with translation.override(language):
        words, letter = _words(found), LETTERS[mail]
        composed = mails.compose(
            "registration",
            {
                "heading": found.occurrence.event.title,
                "lead": str(letter.lead) % words,
                "more": str(letter.more) % words,
                "facts": _facts(found, mail),
                "online_url": _online_url(found, mail),
                "preferences_url": _preferences_url(row),
            },
            subject=str(letter.subject) % words,
            language=language,
            button=_button(found, mail, letter),
        )
        return replace(composed, enclosed=_enclosed(found, mail, row.created_at))


def code(row: Delivery) -> Rendered:
    """The renderer `calendar.registration_code`; the code comes from the sealed body.

    Raises:
        Withdrawn: it was entered, or another one was sent since.
    """
    found = _load(row)
    if found.state != State.UNPROVEN or not row.key.endswith(f":{found.code_count}"):
        raise Withdrawn
    typed, language = delivery.body_of(row)["code"], row.params["language"]
    with translation.override(language):
        subject = _("%(code)s ist Ihr Code für die Anmeldung") % {"code": typed}
        return mails.compose(
            "registration_code",
            {
                "code": typed,
                "title": found.occurrence.event.title,
                "minutes": int(LIFETIME.total_seconds() // 60),
            },
            subject=subject,
            language=language,
        )


def _holds(mail: Mail, row: Registration) -> bool:
    goes_on = openness.goes_on(row.occurrence, timezone.now())
    is_told = goes_on and row.is_live
    holds: dict[Mail, bool] = {
        Mail.HELD: goes_on and row.state == State.HELD,
        Mail.REMINDER: goes_on and row.state == State.HELD,
        Mail.WAITING: goes_on and row.state == State.WAITING,
        Mail.OFFERED: goes_on and _is_offered(row),
        Mail.EXPIRED: goes_on and row.state == State.EXPIRED,
        Mail.CANCELLED: row.state == State.CANCELLED,
        Mail.DISMISSED: row.state == State.CANCELLED,
        Mail.CHANGED: is_told,
        Mail.MOVED: is_told,
        Mail.REINSTATED: is_told,
        Mail.RESTORED: is_told,
        Mail.CALLED_OFF: row.is_live and _is_off(row),
        Mail.HIDDEN: row.is_live and not row.occurrence.event.is_public,
        Mail.REMOVED: row.is_live and not row.occurrence.event.is_public,
    }
    return holds[mail]


def _is_offered(row: Registration) -> bool:
    until = row.offered_until
    return until is not None and until > timezone.now()


def _is_off(row: Registration) -> bool:
    return row.occurrence.is_cancelled or row.occurrence.event.is_cancelled


def _words(row: Registration) -> dict[str, str]:
    """What stands in the places of a letter."""
    date = row.occurrence
    reason = date.cancel_reason or date.event.cancel_reason
    return {
        "title": date.event.title,
        "when": when(date),
        "until": _moment(row.offered_until) if row.offered_until else "",
        "place": str(place_of(row)),
        "why": _("Der Grund: %(reason)s") % {"reason": reason} if reason else "",
    }


def _facts(row: Registration, mail: Mail) -> list[tuple[str, str]]:
    """Beside one another in the mail; what is empty has no line."""
    date, event = row.occurrence, row.occurrence.event
    facts = [(_("Wann"), when(date)), (_("Wo"), where(date))]
    if mail in PUBLISHING | {Mail.WAITING, Mail.OFFERED}:
        people = ngettext("%(count)s Person", "%(count)s Personen", row.party)
        facts.append((_("Angemeldet"), people % {"count": row.party}))
        facts.append((_("Bitte mitbringen"), event.bring))
    facts.append((_("Wer lädt ein"), event.organiser_name))
    contact = [event.contact_mail, event.contact_phone]
    facts.append((_("Fragen"), ", ".join(filter(None, contact))))
    return [(label, words) for label, words in facts if words]


def _online_url(row: Registration, mail: Mail) -> str:
    """Told to whoever has a seat, and to nobody who waits."""
    is_told = mail in PUBLISHING and row.state == State.HELD
    return row.occurrence.event.online_url if is_told else ""


def _button(row: Registration, mail: Mail, letter: Letter) -> tuple[str, str]:
    if mail in WITHOUT_BUTTON:
        return "", ""
    if mail in TO_THE_EVENT:
        return row.occurrence.get_absolute_url(), str(letter.action)
    return keys.url_of(row), str(letter.action)


def _enclosed(row: Registration, mail: Mail, told_at: datetime) -> tuple[Enclosed, ...]:
    """The date for a calendar, or what takes it out again.

    Who cancels and comes after all gets three files of one sequence: the date has not
    changed. Their time stamps say which is the newest (RFC 5546, 2.1.5).
    """
    is_in = mail in PUBLISHING and row.state == State.HELD
    is_out = mail in OWN_END or (mail in CANCELLING and row.state == State.HELD)
    if not (is_in or is_out):
        return ()
    event = calendars.event_of(row.occurrence)
    newest = max(event.changed_at, told_at)
    event = replace(event, is_cancelled=event.is_cancelled or is_out, changed_at=newest)
    method = files.CANCEL if is_out else files.METHOD
    content = files.calendar_of([event], method=method)
    params = (("charset", "utf-8"), ("method", method))
    return (Enclosed(FILE_NAME, content, files.MIME, params),)


def _preferences_url(row: Delivery) -> str:
    return preferences_url_for(row.to_user) if row.to_user else ""


def _language_of(row: Delivery) -> str:
    if row.to_user is not None:
        return str(row.to_user.language)
    return str(row.params.get("language", Language.GERMAN))


def _load(row: Delivery) -> Registration:
    related = ("user", "occurrence__event", "occurrence__event__region")
    bodies = (
        f"occurrence__event__{body}" for body in ("actor", "network", "department")
    )
    rows = Registration.objects.select_related(*related, *bodies)
    found = rows.filter(pk=row.params["registration"]).first()
    if found is None:
        raise Withdrawn
    return found


def _moment(at: datetime) -> str:
    words = {"day": day_in_words(berlin_date(at)), "clock": clock(at)}
    return _("%(day)s, %(clock)s Uhr") % words
