"""What can happen to a network: declared once, said by the services."""

from collections.abc import Callable, Iterable
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Recipient, Told, Verb
from participation.networks.verbs import letters, telling
from participation.networks.verbs.groups import live_group
from participation.networks.verbs.letters import Letter

__all__ = ["VERBS", "live_group"]


def _decided(
    key: str,
    words: str | Promise,
    letter: Letter,
    *,
    search: str = "",
    cannot_wait: bool = True,
) -> Verb:
    return Verb(
        key,
        words=words,
        audience=telling.author_of,
        tell=partial(telling.tell_decision, letter),
        generations=telling.generations,
        search=search,
        cannot_wait=cannot_wait,
    )


def _told(
    key: str,
    words: str | Promise,
    letter: Letter,
    *,
    audience: Callable[..., Iterable[Recipient]],
    tell: Callable[..., Told | None] = telling.tell_known,
) -> Verb:
    return Verb(
        key,
        words=words,
        audience=audience,
        tell=partial(tell, letter),
        generations=telling.generations,
        # Who has left a hidden network reads no more of it.
        is_guarded=tell is not telling.tell_concerned,
    )


def _quiet(key: str, words: str | Promise, *, search: str = "") -> Verb:
    return Verb(key, words=words, generations=telling.generations, search=search)


_PUBLICATION = (
    _quiet("network.submitted", _("hat ein Netzwerk eingereicht")),
    _quiet("network.resubmitted", _("hat ein Netzwerk überarbeitet")),
    _quiet("network.revised", _("hat ein Netzwerk vor der Prüfung geändert")),
    _quiet("network.founded", _("hat ein Netzwerk gegründet"), search="index"),
    _quiet("network.changed", _("hat ein Netzwerk geändert"), search="index"),
    _quiet("network.withdrawn", _("hat ein Netzwerk zurückgezogen"), search="remove"),
    _decided(
        "network.published",
        _("hat ein Netzwerk freigegeben"),
        letters.PUBLISHED,
        search="index",
        cannot_wait=False,
    ),
    _decided(
        "network.changes_requested",
        _("hat um eine Änderung an einem Netzwerk gebeten"),
        letters.CHANGES_REQUESTED,
    ),
    _decided(
        "network.declined",
        _("hat ein Netzwerk abgelehnt"),
        letters.DECLINED,
        search="remove",
    ),
    _decided(
        "network.redirected",
        _("hat ein Netzwerk auf einen anderen Weg verwiesen"),
        letters.REDIRECTED,
        search="remove",
    ),
    _decided(
        "network.hidden",
        _("hat ein Netzwerk verborgen"),
        letters.HIDDEN,
        search="remove",
    ),
    _decided(
        "network.removed",
        _("hat ein Netzwerk entfernt"),
        letters.REMOVED,
        search="remove",
    ),
    _decided(
        "network.restored",
        _("hat ein Netzwerk wieder gezeigt"),
        letters.RESTORED,
        search="index",
        cannot_wait=False,
    ),
    _decided(
        "network.taken_back",
        _("hat eine Entscheidung über ein Netzwerk zurückgenommen"),
        letters.TAKEN_BACK,
        search="remove",
    ),
    _quiet(
        "network.undecided",
        _("hat eine Entscheidung über ein Netzwerk rückgängig gemacht"),
        search="index",
    ),
)
_MEMBERS = (
    _told(
        "network.joined",
        _("ist einem Netzwerk beigetreten"),
        letters.JOINED,
        audience=telling.coordinators_by_bell,
        tell=telling.tell_inside,
    ),
    _quiet("network.left", _("hat ein Netzwerk verlassen")),
    _told(
        "network.member_removed",
        _("hat eine Mitgliedschaft in einem Netzwerk beendet"),
        letters.MEMBER_REMOVED,
        audience=telling.concerned,
        tell=telling.tell_concerned,
    ),
    _told(
        "network.role_changed",
        _("hat eine Aufgabe in einem Netzwerk vergeben"),
        letters.ROLE_CHANGED,
        audience=telling.concerned,
        tell=telling.tell_concerned,
    ),
    _told(
        "network.orphaned",
        _("hat ein Netzwerk ohne Koordination hinterlassen"),
        letters.ORPHANED,
        audience=telling.every_member,
    ),
    _told(
        "network.join_asked",
        _("möchte in einem Netzwerk mitmachen"),
        letters.JOIN_ASKED,
        audience=telling.coordinators,
        tell=telling.tell_inside,
    ),
    _told(
        "network.join_accepted",
        _("hat eine Anfrage an ein Netzwerk angenommen"),
        letters.JOIN_ACCEPTED,
        audience=telling.who_asked,
        tell=telling.tell_concerned,
    ),
    _told(
        "network.join_declined",
        _("hat eine Anfrage an ein Netzwerk abgelehnt"),
        letters.JOIN_DECLINED,
        audience=telling.who_asked,
        tell=telling.tell_concerned,
    ),
    _quiet("network.join_withdrawn", _("hat eine Anfrage zurückgenommen")),
    _quiet("network.invited", _("hat in ein Netzwerk eingeladen")),
    _quiet("network.invitation_declined", _("hat eine Einladung abgelehnt")),
    _quiet("network.invitation_withdrawn", _("hat eine Einladung zurückgenommen")),
)
_GOING_ON = (
    _told(
        "network.asked",
        _("hat gefragt, ob ein stilles Netzwerk weitergeht"),
        letters.ASKED,
        audience=telling.coordinators,
        tell=telling.tell_asked,
    ),
    _quiet("network.goes_on", _("hat gesagt, dass ein Netzwerk weitergeht")),
    _told(
        "network.closed",
        _("hat ein Netzwerk abgeschlossen"),
        letters.CLOSED,
        audience=telling.readers,
    ),
    _told(
        "network.reopened",
        _("hat ein Netzwerk wieder aufgenommen"),
        letters.REOPENED,
        audience=telling.readers,
    ),
)
_TERMS = (Verb("network.terms_changed", words=_("hat Regeln für Netzwerke geändert")),)
VERBS = (*_PUBLICATION, *_MEMBERS, *_GOING_ON, *_TERMS)
