"""What can happen in the pool: declared once, said by the services."""

from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Verb
from participation.pool.verbs import letters, telling
from participation.pool.verbs.letters import Letter

__all__ = ["VERBS"]

RENEW = "pool:offer-renew"


def _decided(
    key: str, words: str | Promise, letter: Letter, *, search: str = ""
) -> Verb:
    """The author reads it, with the way to object; what goes against them waits not."""
    return Verb(
        key,
        words=words,
        audience=telling.author_if_decided,
        tell=partial(telling.tell_decision, letter),
        generations=telling.generations,
        search=search,
        cannot_wait=letter is not letters.PUBLISHED and letter is not letters.RESTORED,
    )


def _quiet(key: str, words: str | Promise, *, search: str = "") -> Verb:
    return Verb(key, words=words, generations=telling.generations, search=search)


def _on_time(
    key: str, words: str | Promise, letter: Letter, *, search: str = ""
) -> Verb:
    return Verb(
        key,
        words=words,
        audience=telling.keepers_of,
        tell=partial(telling.tell_keeper, letter, RENEW),
        generations=telling.generations,
        search=search,
        cannot_wait=True,
    )


UNDECIDED = _("hat eine Entscheidung über einen Eintrag im Pool rückgängig gemacht")
_ENTRIES = (
    _quiet("offer.submitted", _("hat einen Eintrag im Pool eingereicht")),
    # Out of the lists until somebody has read the new words.
    _quiet(
        "offer.resubmitted",
        _("hat einen Eintrag im Pool überarbeitet"),
        search="remove",
    ),
    _quiet("offer.edited", _("hat einen Eintrag im Pool geändert"), search="index"),
    _decided(
        "offer.published",
        _("hat einen Eintrag im Pool veröffentlicht"),
        letters.PUBLISHED,
        search="index",
    ),
    _decided(
        "offer.changes_requested",
        _("hat um eine Änderung an einem Eintrag im Pool gebeten"),
        letters.CHANGES_REQUESTED,
    ),
    _decided(
        "offer.declined",
        _("hat einen Eintrag im Pool abgelehnt"),
        letters.DECLINED,
        search="remove",
    ),
    _decided(
        "offer.redirected",
        _("hat einen Eintrag im Pool auf einen anderen Weg verwiesen"),
        letters.REDIRECTED,
        search="remove",
    ),
    _decided(
        "offer.hidden",
        _("hat einen Eintrag im Pool verborgen"),
        letters.HIDDEN,
        search="remove",
    ),
    _decided(
        "offer.restored",
        _("hat einen Eintrag im Pool wieder gezeigt"),
        letters.RESTORED,
        search="index",
    ),
    _decided(
        "offer.removed",
        _("hat einen Eintrag im Pool entfernt"),
        letters.REMOVED,
        search="remove",
    ),
    _decided(
        "offer.taken_back",
        _("hat eine Entscheidung über einen Eintrag im Pool zurückgenommen"),
        letters.TAKEN_BACK,
        search="remove",
    ),
    _quiet("offer.undecided", UNDECIDED, search="remove"),
    _quiet("offer.undecided_to_public", UNDECIDED, search="index"),
    _quiet(
        "offer.withdrawn", _("hat einen Eintrag im Pool zurückgezogen"), search="remove"
    ),
    _quiet("offer.ended", _("hat einen Eintrag im Pool beendet"), search="remove"),
    _quiet("offer.renewed", _("hat einen Eintrag im Pool verlängert"), search="index"),
    _on_time(
        "offer.asked", _("fragt, ob ein Eintrag im Pool noch gilt"), letters.ASKED
    ),
    _on_time(
        "offer.expired",
        _("hat einen Eintrag im Pool ablaufen lassen"),
        letters.EXPIRED,
        search="remove",
    ),
)
_CALENDARS = (
    Verb("offer.calendar_connected", words=_("hat einen Kalender verbunden")),
    Verb("offer.calendar_disconnected", words=_("hat einen Kalender getrennt")),
    Verb("offer.calendar_key_made", words=_("hat ein Kalender-Abo angelegt")),
    Verb(
        "offer.calendar_failed",
        words=_("konnte einen Kalender nicht lesen"),
        audience=telling.keepers_of,
        tell=telling.tell_calendar,
    ),
)
_TALK = (
    Verb(
        "offer.matched",
        words=_("hat ein Angebot und ein Gesuch zusammengebracht"),
        audience=telling.both_sides,
        tell=telling.tell_match,
    ),
    Verb(
        "offer.inquired",
        words=_("hat auf einen Eintrag im Pool geantwortet"),
        audience=telling.keepers_asked,
        tell=telling.tell_inquiry,
    ),
)
_BOOKINGS = (
    Verb("booking.entered", words=_("hat eine Belegung eingetragen")),
    Verb(
        "booking.requested",
        words=_("hat eine Zeit angefragt"),
        audience=telling.house,
        tell=partial(telling.tell_booking, letters.REQUESTED),
        cannot_wait=True,
    ),
    Verb(
        "booking.confirmed",
        words=_("hat eine Buchung bestätigt"),
        audience=telling.booker,
        tell=partial(telling.tell_booking, letters.CONFIRMED),
        cannot_wait=True,
    ),
    Verb(
        "booking.declined",
        words=_("hat eine Anfrage abgelehnt"),
        audience=telling.booker,
        tell=partial(telling.tell_booking, letters.DECLINED_BOOKING),
        cannot_wait=True,
    ),
    Verb(
        "booking.cancelled",
        words=_("hat eine Buchung abgesagt"),
        audience=telling.other_side,
        tell=partial(telling.tell_booking, letters.CANCELLED),
        cannot_wait=True,
    ),
    Verb(
        "booking.lapsed",
        words=_("ließ eine Anfrage verfallen"),
        audience=telling.other_side,
        tell=partial(telling.tell_booking, letters.LAPSED),
        cannot_wait=True,
    ),
)
VERBS = (
    *_ENTRIES,
    *_CALENDARS,
    *_TALK,
    *_BOOKINGS,
    Verb("pool.terms_changed", words=_("hat Regeln des Pools geändert")),
)
