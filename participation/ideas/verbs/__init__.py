"""What can happen to an idea: declared once, said by the services."""

from collections.abc import Callable, Iterable
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Recipient, Verb
from participation.ideas.verbs import letters, merging, news, supporting
from participation.ideas.verbs.taking_back import tell_taken_back
from participation.ideas.verbs.telling import (
    Letter,
    at_desk,
    author_of,
    followers_of,
    generations,
    tell,
)

__all__ = ["VERBS"]


UNDECIDED = _("hat eine Entscheidung über eine Idee rückgängig gemacht")


def _told(
    key: str,
    words: str | Promise,
    letter: Letter,
    *,
    audience: Callable[..., Iterable[Recipient]] = author_of,
    search: str = "",
    cannot_wait: bool = False,
) -> Verb:
    return Verb(
        key,
        words=words,
        audience=audience,
        tell=partial(tell, letter),
        generations=generations,
        groups=at_desk,
        search=search,
        cannot_wait=cannot_wait,
    )


def _quiet(key: str, words: str | Promise, *, search: str = "") -> Verb:
    return Verb(
        key, words=words, generations=generations, groups=at_desk, search=search
    )


_PUBLICATION = (
    _quiet("idea.submitted", _("hat eine Idee eingereicht")),
    _quiet("idea.imported", _("hat eine Idee übernommen")),
    _quiet("idea.resubmitted", _("hat eine Idee überarbeitet")),
    _quiet("idea.revised", _("hat eine Idee vor der Prüfung geändert")),
    Verb(
        "idea.published",
        words=_("hat eine Idee veröffentlicht"),
        audience=news.readers_of_news,
        tell=news.tell_news,
        generations=generations,
        groups=at_desk,
        search="index",
    ),
    _told(
        "idea.changes_requested",
        _("hat um eine Änderung gebeten"),
        letters.CHANGES_REQUESTED,
        cannot_wait=True,
    ),
    _told(
        "idea.declined",
        _("hat eine Idee abgelehnt"),
        letters.DECLINED,
        cannot_wait=True,
    ),
    _told(
        "idea.redirected",
        _("hat eine Idee auf einen anderen Weg verwiesen"),
        letters.REDIRECTED,
        cannot_wait=True,
    ),
    _told(
        "idea.hidden",
        _("hat eine Idee verborgen"),
        letters.HIDDEN,
        search="remove",
        cannot_wait=True,
    ),
    _told(
        "idea.restored",
        _("hat eine Idee wieder gezeigt"),
        letters.RESTORED,
        search="index",
    ),
    _told(
        "idea.removed",
        _("hat eine Idee entfernt"),
        letters.REMOVED,
        search="remove",
        cannot_wait=True,
    ),
    Verb(
        "idea.taken_back",
        words=_("hat eine Entscheidung über eine Idee zurückgenommen"),
        audience=author_of,
        tell=tell_taken_back,
        generations=generations,
        groups=at_desk,
        search="remove",
        cannot_wait=True,
    ),
    _quiet("idea.undecided", UNDECIDED, search="remove"),
    _quiet("idea.undecided_to_public", UNDECIDED, search="index"),
    _quiet("idea.withdrawn", _("hat eine Idee zurückgezogen"), search="remove"),
    _quiet("idea.code_renewed", _("hat einen neuen Abholcode ausgegeben")),
    _quiet("idea.language_corrected", _("hat die Sprache einer Idee berichtigt")),
    _quiet("idea.translated", _("hat eine Arbeitsübersetzung geschrieben")),
    _quiet("idea.taken_over", _("hat eine Idee ins eigene Konto übernommen")),
)
_CASE = (
    _quiet("idea.case_opened", _("hat einen Vorgang eröffnet")),
    _told(
        "idea.referred",
        _("hat eine Idee weitergeleitet"),
        letters.REFERRED,
        audience=followers_of,
    ),
    _quiet("idea.question_asked", _("hat eine Rückfrage gestellt")),
    _quiet("idea.question_settled", _("hat eine Rückfrage geklärt")),
    _quiet("idea.statement_came", _("hat eine Stellungnahme abgegeben")),
    _quiet("idea.returned", _("hat eine Idee zurückgegeben")),
    # Followers read the answer's own words: `answer.published` of the referrals.
    _quiet("idea.answered", _("hat eine Idee beantwortet")),
    # Followers hear of it with the promise that was kept.
    _quiet("idea.done", _("hat eine Idee als umgesetzt vermerkt")),
    _told(
        "idea.reopened",
        _("hat einen Vorgang wieder aufgenommen"),
        letters.REOPENED,
        audience=followers_of,
    ),
    _quiet("idea.closed", _("hat einen Vorgang abgeschlossen")),
    _quiet("idea.next_date_moved", _("hat den nächsten Termin verschoben")),
)
VERBS = (*_PUBLICATION, *_CASE, *merging.VERBS, *supporting.VERBS)
