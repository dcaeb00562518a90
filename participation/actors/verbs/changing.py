"""What can happen to a change of a profile that is read first."""

from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.notifications import subjects
from commons.verbs.registry import Verb
from participation.actors.verbs import letters, telling
from participation.actors.verbs.letters import Letter


def _decided(key: str, words: str | Promise, letter: Letter) -> Verb:
    return Verb(
        key,
        words=words,
        audience=telling.author_of_change,
        tell=partial(telling.tell_change, letter),
        groups=telling.at_desk,
        subject=subjects.OWN,
        cannot_wait=letter is not letters.CHANGE_PUBLISHED,
    )


VERBS = (
    Verb(
        "actor_change.submitted",
        words=_("hat eine Änderung an einem Profil eingereicht"),
        groups=telling.at_desk,
    ),
    Verb(
        "actor_change.withdrawn",
        words=_("hat eine Änderung an einem Profil zurückgezogen"),
        groups=telling.at_desk,
    ),
    _decided(
        "actor_change.published",
        _("hat eine Änderung an einem Profil veröffentlicht"),
        letters.CHANGE_PUBLISHED,
    ),
    _decided(
        "actor_change.declined",
        _("hat eine Änderung an einem Profil abgelehnt"),
        letters.CHANGE_DECLINED,
    ),
    _decided(
        "actor_change.redirected",
        _("hat eine Änderung an einem Profil auf einen anderen Weg verwiesen"),
        letters.CHANGE_REDIRECTED,
    ),
)
