"""What can happen to a concern of a network, and who hears of it.

What the Bezirksamt says comes as a post of the network, and is told as one.
"""

from collections.abc import Iterable
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.moderation.letters import told
from participation.moderation.queries.staff import moderators_of
from participation.networks.enums import ConcernState
from participation.networks.models import Concern
from participation.networks.queries import members
from participation.networks.verbs import telling
from participation.networks.verbs.letters import Letter

LOOK = _("Anliegen ansehen")
BROUGHT = Letter(
    line=_("Ämter beraten über ein Anliegen von „%(name)s“: %(title)s"),
    subject=_("Ämter beraten: %(title)s"),
    text=_(
        "Die SPK hat ein Anliegen des Netzwerks „%(name)s“ in eine Runde mehrerer "
        "Ämter gebracht. Das Ergebnis steht danach als Beitrag im Netzwerk."
    ),
    action=LOOK,
)
PUT_BACK = Letter(
    line=_("Die Runde zu „%(title)s“ ist abgesagt"),
    subject=_("Runde abgesagt: %(title)s"),
    text=_(
        "Die Runde der Ämter zum Anliegen Ihres Netzwerks „%(name)s“ findet nicht "
        "statt. Das Anliegen liegt weiter bei der SPK."
    ),
    action=LOOK,
)
WAITS = Letter(
    line=_("Wartet auf die SPK: %(title)s"),
    subject=_("Ein Anliegen wartet: %(title)s"),
    text=_(
        "Das Netzwerk „%(name)s“ hat ein Anliegen an das Bezirksamt. Es liegt seit "
        "zwei Wochen bei der SPK. Bringen Sie es in eine Runde, oder antworten Sie "
        "selbst."
    ),
    action=LOOK,
)


def _readers(concern: Concern, params: Params) -> Iterable[Recipient]:
    """Whoever follows the network and may read it, each at the pace they chose."""
    return telling.readers(concern.network, params)


def _coordinators(concern: Concern, params: Params) -> Iterable[Recipient]:
    return telling.coordinators(concern.network, params)


def _desk(concern: Concern, _params: Params) -> Iterable[Recipient]:
    """Who may take it up; nobody the own one."""
    people = moderators_of([concern.network.region_id])
    for user in people.exclude(pk=concern.raised_by_id or 0):
        yield Recipient(user_id=user.pk, language=user.language, reason="moderator")


def _tell(
    letter: Letter,
    state: ConcernState,
    concern: Concern,
    _params: Params,
    who: Recipient,
) -> Told | None:
    """Nothing that has changed since, nor for who may not read the network now."""
    if concern.state != state or not members.may_hear(who.user_id, concern.network):
        return None
    return _told(letter, concern)


def _tell_desk(concern: Concern, _params: Params, _who: Recipient) -> Told | None:
    """A concern is said to the SPK, whoever else may read the network."""
    if concern.state != ConcernState.RAISED:
        return None
    return _told(WAITS, concern)


def _told(letter: Letter, concern: Concern) -> Told:
    words = {"name": concern.network.name, "title": concern.title}
    return told(letter, words, url=concern.get_absolute_url())


def _at_desk(_concern: Concern) -> list[str]:
    """An open "Heute" rings."""
    return ["desk"]


def _quiet(key: str, words: str | Promise) -> Verb:
    return Verb(key, words=words, groups=_at_desk)


VERBS = (
    _quiet("concern.raised", _("hat ein Anliegen an das Bezirksamt vorgemerkt")),
    Verb(
        "concern.waits",
        words=_("hat an ein Anliegen erinnert, das wartet"),
        audience=_desk,
        tell=_tell_desk,
        groups=_at_desk,
    ),
    _quiet("concern.dropped", _("hat ein Anliegen zurückgezogen")),
    Verb(
        "concern.brought",
        words=_("hat ein Anliegen in eine Runde gebracht"),
        audience=_readers,
        tell=partial(_tell, BROUGHT, ConcernState.IN_ROUND),
        groups=_at_desk,
    ),
    Verb(
        "concern.put_back",
        words=_("hat ein Anliegen nach einer abgesagten Runde zurückgelegt"),
        audience=_coordinators,
        tell=partial(_tell, PUT_BACK, ConcernState.RAISED),
        groups=_at_desk,
    ),
    _quiet("concern.answered", _("hat ein Anliegen eines Netzwerks beantwortet")),
    _quiet("concern.reopened", _("hat die Antwort auf ein Anliegen zurückgenommen")),
)
