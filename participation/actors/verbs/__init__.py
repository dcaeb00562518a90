"""What can happen to an actor: declared once, said by the services."""

from collections.abc import Callable, Iterable
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.notifications import subjects
from commons.verbs.registry import Recipient, Verb
from participation.actors.verbs import changing, letters, telling
from participation.actors.verbs.letters import Letter

__all__ = ["VERBS"]

UNDECIDED = _("hat eine Entscheidung über ein Profil rückgängig gemacht")


def _decided(
    key: str, words: str | Promise, letter: Letter, *, search: str = ""
) -> Verb:
    """A moderator decided: author and owners read it, with the way to object."""
    is_good = letter in {letters.PUBLISHED, letters.RESTORED}
    return Verb(
        key,
        words=words,
        audience=telling.author_and_owners,
        tell=partial(telling.tell_decision, letter),
        generations=telling.generations,
        groups=telling.at_desk,
        search=search,
        subject=subjects.OWN,
        cannot_wait=not is_good,
    )


def _quiet(key: str, words: str | Promise, *, search: str = "") -> Verb:
    return Verb(
        key,
        words=words,
        generations=telling.generations,
        groups=telling.at_desk,
        search=search,
    )


def _people(
    key: str,
    words: str | Promise,
    letter: Letter,
    *,
    audience: Callable[..., Iterable[Recipient]],
) -> Verb:
    """Somebody came, went or got another task; no public page shows it."""
    tell = (
        telling.tell_concerned if audience is telling.concerned else telling.tell_owner
    )
    return Verb(
        key,
        words=words,
        audience=audience,
        tell=partial(tell, letter),
        subject=subjects.OWN,
    )


_PUBLICATION = (
    _quiet("actor.submitted", _("hat ein Profil eingereicht")),
    _quiet("actor.resubmitted", _("hat ein Profil überarbeitet")),
    _quiet("actor.revised", _("hat ein Profil vor der Prüfung geändert")),
    _quiet("actor.edited", _("hat ein Profil geändert"), search="index"),
    _decided(
        "actor.published",
        _("hat ein Profil veröffentlicht"),
        letters.PUBLISHED,
        search="index",
    ),
    _decided(
        "actor.changes_requested",
        _("hat um eine Änderung an einem Profil gebeten"),
        letters.CHANGES_REQUESTED,
    ),
    _decided("actor.declined", _("hat ein Profil abgelehnt"), letters.DECLINED),
    _decided(
        "actor.redirected",
        _("hat ein Profil auf einen anderen Weg verwiesen"),
        letters.REDIRECTED,
    ),
    _decided(
        "actor.hidden", _("hat ein Profil verborgen"), letters.HIDDEN, search="remove"
    ),
    _decided(
        "actor.unhidden",
        _("hat ein Profil wieder gezeigt"),
        letters.RESTORED,
        search="index",
    ),
    _decided(
        "actor.removed", _("hat ein Profil entfernt"), letters.REMOVED, search="remove"
    ),
    _decided(
        "actor.taken_back",
        _("hat eine Entscheidung über ein Profil zurückgenommen"),
        letters.TAKEN_BACK,
        search="remove",
    ),
    _quiet("actor.undecided", UNDECIDED, search="remove"),
    _quiet("actor.undecided_to_public", UNDECIDED, search="index"),
    _quiet("actor.withdrawn", _("hat ein Profil zurückgezogen"), search="remove"),
    Verb(
        "actor.moved",
        words=_("hat Öffnungszeiten oder Adresse geändert"),
        audience=telling.followers,
        tell=partial(telling.tell_follower, letters.MOVED),
        subject=subjects.FOLLOWED,
    ),
)
_TRUST = (
    Verb(
        "actor.verified",
        words=_("hat einen Akteur bestätigt"),
        audience=telling.owners,
        tell=partial(telling.tell_owner, letters.VERIFIED),
        generations=telling.generations,
        subject=subjects.OWN,
    ),
    Verb(
        "actor.unverified",
        words=_("hat die Bestätigung eines Akteurs zurückgenommen"),
        audience=telling.owners,
        tell=partial(telling.tell_owner, letters.UNVERIFIED),
        generations=telling.generations,
        subject=subjects.OWN,
    ),
)
_PEOPLE = (
    Verb("actor.invited", words=_("hat jemanden zu einem Akteur eingeladen")),
    Verb("actor.invitation_declined", words=_("hat eine Einladung abgelehnt")),
    Verb("actor.invitation_withdrawn", words=_("hat eine Einladung zurückgenommen")),
    _people(
        "actor.joined",
        _("arbeitet jetzt bei einem Akteur mit"),
        letters.JOINED,
        audience=telling.other_owners,
    ),
    _people(
        "actor.left",
        _("arbeitet nicht mehr bei einem Akteur mit"),
        letters.LEFT,
        audience=telling.other_owners,
    ),
    _people(
        "actor.let_go",
        _("hat die Mitarbeit von jemandem beendet"),
        letters.LET_GO,
        audience=telling.concerned,
    ),
    _people(
        "actor.level_changed",
        _("hat jemandem eine andere Aufgabe gegeben"),
        letters.LEVEL_CHANGED,
        audience=telling.concerned,
    ),
    Verb(
        "actor.handover_opened",
        words=_("hat einen Akteur ohne Inhaber:in gelassen"),
        groups=telling.at_desk,
    ),
    Verb(
        "actor.handover_closed",
        words=_("hat für einen Akteur wieder eine Inhaber:in gefunden"),
        groups=telling.at_desk,
    ),
    Verb("conduct.terms_changed", words=_("hat die Regeln für Profile geändert")),
)
VERBS = (*_PUBLICATION, *_TRUST, *_PEOPLE, *changing.VERBS)
