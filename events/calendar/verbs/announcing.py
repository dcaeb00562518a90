"""What can happen to an event and its dates: declared once, said by the services."""

from collections.abc import Iterable
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Params, Recipient, Told, Verb
from events.calendar.models import Event
from events.calendar.queries.generations import generations_of
from events.calendar.verbs import following, letters, telling
from participation.moderation.letters import Letter

UNDECIDED = _("hat eine Entscheidung über eine Veranstaltung rückgängig gemacht")


def _decided(
    key: str, words: str | Promise, letter: Letter, *, search: str = ""
) -> Verb:
    """The author reads it, with the way to object; what goes against them waits not."""
    return Verb(
        key,
        words=words,
        audience=telling.author_if_decided,
        tell=partial(telling.tell_decision, letter),
        generations=generations_of,
        search=search,
        cannot_wait=letter is not letters.PUBLISHED and letter is not letters.RESTORED,
    )


def _quiet(key: str, words: str | Promise, *, search: str = "") -> Verb:
    return Verb(key, words=words, generations=generations_of, search=search)


def _followed(
    key: str, words: str | Promise, letter: Letter, *, search: str = ""
) -> Verb:
    """Those registered hear by `services.telling`; here are those who follow it."""
    return Verb(
        key,
        words=words,
        audience=following.followers_of,
        tell=partial(following.tell_follower, letter),
        generations=generations_of,
        search=search,
    )


def _hear_of_new(event: Event, params: Params) -> Iterable[Recipient]:
    """Whoever wrote it, if somebody decided; and all who follow what it belongs to."""
    yield from telling.author_if_decided(event, params)
    yield from following.neighbours_of(event, params)


def _tell_new(event: Event, params: Params, who: Recipient) -> Told | None:
    if who.reason == telling.AUTHOR:
        return telling.tell_decision(letters.PUBLISHED, event, params, who)
    return following.tell_follower(following.NEW, event, params, who)


VERBS = (
    _quiet("event.submitted", _("hat eine Veranstaltung eingereicht")),
    # Out of the lists until somebody has read the new words.
    _quiet(
        "event.resubmitted", _("hat eine Veranstaltung überarbeitet"), search="remove"
    ),
    Verb(
        "event.published",
        words=_("hat eine Veranstaltung veröffentlicht"),
        audience=_hear_of_new,
        tell=_tell_new,
        generations=generations_of,
        search="index",
    ),
    _quiet("event.edited", _("hat eine Veranstaltung bearbeitet"), search="index"),
    _followed(
        "event.changed",
        _("hat eine Veranstaltung geändert"),
        following.CHANGED,
        search="index",
    ),
    _followed(
        "event.cancelled",
        _("hat eine Veranstaltung abgesagt"),
        following.CANCELLED,
        search="index",
    ),
    _followed(
        "event.reinstated",
        _("hat die Absage einer Veranstaltung zurückgenommen"),
        following.REINSTATED,
        search="index",
    ),
    _decided(
        "event.changes_requested",
        _("hat um eine Änderung an einer Veranstaltung gebeten"),
        letters.CHANGES_REQUESTED,
    ),
    _decided(
        "event.declined",
        _("hat eine Veranstaltung abgelehnt"),
        letters.DECLINED,
        search="remove",
    ),
    _decided(
        "event.redirected",
        _("hat eine Veranstaltung auf einen anderen Weg verwiesen"),
        letters.REDIRECTED,
        search="remove",
    ),
    _decided(
        "event.hidden",
        _("hat eine Veranstaltung verborgen"),
        letters.HIDDEN,
        search="remove",
    ),
    _decided(
        "event.restored",
        _("hat eine Veranstaltung wieder gezeigt"),
        letters.RESTORED,
        search="index",
    ),
    _decided(
        "event.removed",
        _("hat eine Veranstaltung entfernt"),
        letters.REMOVED,
        search="remove",
    ),
    _decided(
        "event.taken_back",
        _("hat eine Entscheidung über eine Veranstaltung zurückgenommen"),
        letters.TAKEN_BACK,
        search="remove",
    ),
    _quiet("event.undecided", UNDECIDED, search="remove"),
    _quiet("event.undecided_to_public", UNDECIDED, search="index"),
    _quiet(
        "event.withdrawn", _("hat eine Veranstaltung zurückgezogen"), search="remove"
    ),
    _followed(
        "event.occurrence_moved", _("hat einen Termin verlegt"), following.CHANGED
    ),
    _followed(
        "event.occurrence_cancelled", _("hat einen Termin abgesagt"), following.CHANGED
    ),
    _followed(
        "event.occurrence_reinstated",
        _("hat die Absage eines Termins zurückgenommen"),
        following.CHANGED,
    ),
    _quiet("event.occurrence_added", _("hat einen Termin hinzugefügt")),
)
