"""What can happen where neighbours do something themselves; the services say it."""

from collections.abc import Callable, Iterable
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.ideas.verbs import telling as ideas
from participation.together.models import Authorship, Undertaking
from participation.together.verbs import letters, progress, telling

__all__ = ["VERBS"]


def _quiet(key: str, words: str | Promise) -> Verb:
    return Verb(
        key, words=words, generations=telling.generations, groups=telling.groups
    )


def _told(
    key: str,
    words: str | Promise,
    audience: Callable[[Undertaking, Params], Iterable[Recipient]],
    tell: Callable[[Undertaking, Params, Recipient], Told | None],
    *,
    cannot_wait: bool = False,
) -> Verb:
    return Verb(
        key,
        words=words,
        audience=audience,
        tell=tell,
        generations=telling.generations,
        groups=telling.groups,
        cannot_wait=cannot_wait,
    )


def _page_of(authorship: Authorship) -> list[str]:
    return ideas.own_page(authorship.idea) if authorship.idea else []


VERBS = (
    _told(
        "together.asked",
        _("hat die Person gefragt, von der die Idee ist"),
        telling.author_of,
        telling.ask,
        cannot_wait=True,
    ),
    _quiet("together.agreed", _("ist einverstanden, dass andere die Idee übernehmen")),
    _quiet("together.settled", _("hat ohne Antwort der Person weitergemacht")),
    _told(
        "together.refused",
        _("möchte nicht, dass andere die Idee übernehmen"),
        telling.whoever_asked,
        partial(telling.tell, letters.REFUSED),
    ),
    _told(
        "together.offered",
        _("hat eine Idee einem Akteur oder Netzwerk angeboten"),
        telling.speakers_of,
        telling.tell_offer,
        cannot_wait=True,
    ),
    _told(
        "together.accepted",
        _("nimmt eine Idee gemeinsam in die Hand"),
        telling.followers_of,
        partial(telling.tell, letters.ACCEPTED),
    ),
    _told(
        "together.declined",
        _("hat eine Anfrage zu einer Idee abgesagt"),
        telling.offerer_of,
        partial(telling.tell, letters.DECLINED),
    ),
    _told(
        "together.withdrawn",
        _("hat ein Angebot zu einer Idee zurückgenommen"),
        telling.both_sides,
        partial(telling.tell, letters.WITHDRAWN),
    ),
    _told(
        "together.given_up",
        _("kann eine Idee nicht weiterführen"),
        telling.readers_of,
        partial(telling.tell, letters.GIVEN_UP),
    ),
    _told(
        "together.due",
        _("wurde an ein gemeinsames Vorhaben erinnert"),
        telling.late_ones,
        telling.tell_late,
    ),
    _quiet("together.joining_changed", _("hat geändert, wo man mitmachen kann")),
    _quiet("together.finished", _("hat ein gemeinsames Vorhaben geschafft")),
    _quiet("together.concluded", _("hat ein gemeinsames Vorhaben beantwortet")),
    Verb(
        "together.authored",
        words=_("hat eine Idee für einen Akteur oder ein Netzwerk eingebracht"),
        generations=_page_of,
    ),
    Verb("together.terms_changed", words=_("hat Regeln für Gemeinsames geändert")),
    *progress.VERBS,
)
