"""Whether one can register for a date just now; if not, why, in a code and in words."""

from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from commons.errors import RuleViolation
from events.calendar.models import Event, Occurrence
from participation.moderation.enums import Publication

WORDS: dict[str, str | Promise] = {
    "not_public": _("Diese Veranstaltung ist zurzeit nicht zu sehen."),
    "not_taken": _("Für diese Veranstaltung braucht man sich nicht anzumelden."),
    "cancelled": pgettext_lazy("Veranstaltung", "Dieser Termin ist abgesagt."),
    "past": _("Dieser Termin hat schon begonnen."),
    "not_yet": _("Die Anmeldung hat noch nicht begonnen."),
    "over": _("Die Anmeldung ist geschlossen."),
}


def is_shown(event: Event) -> bool:
    """In public, and not one that its source no longer has."""
    return event.is_public and not event.is_vanished


def goes_on(occurrence: Occurrence, now: datetime) -> bool:
    """It is still to come, in public, and not called off."""
    event = occurrence.event
    is_off = occurrence.cancelled_at is not None or event.cancelled_at is not None
    return is_shown(event) and not is_off and occurrence.starts_at > now


def shown_and_on(prefix: str) -> Q:
    """The same as a condition on rows, whenever it begins; `prefix` leads to dates."""
    return Q(
        **{
            f"{prefix}cancelled_at__isnull": True,
            f"{prefix}event__cancelled_at__isnull": True,
            f"{prefix}event__publication": Publication.PUBLISHED,
            f"{prefix}event__vanished_at__isnull": True,
        }
    )


def why_closed(occurrence: Occurrence, now: datetime) -> str:
    """The code of the reason, or an empty string."""
    event = occurrence.event
    opens, closes = event.registration_opens_at, event.registration_closes_at
    reasons = (
        ("not_public", not is_shown(event)),
        ("cancelled", bool(occurrence.cancelled_at or event.cancelled_at)),
        ("past", occurrence.starts_at <= now),
        ("not_taken", not event.takes_registrations),
        ("not_yet", opens is not None and now < opens),
        ("over", closes is not None and now >= closes),
    )
    return next((code for code, holds in reasons if holds), "")


def require_open(occurrence: Occurrence, now: datetime) -> None:
    """Raise RuleViolation with one of the codes of `WORDS` unless it is open."""
    if code := why_closed(occurrence, now):
        raise RuleViolation(WORDS[code], code=code)
