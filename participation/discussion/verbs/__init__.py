"""What can happen to comments and threads: declared once, said by the services."""

from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Verb
from participation.discussion.queries import threads
from participation.discussion.verbs import letters
from participation.discussion.verbs.folding import FOLD
from participation.discussion.verbs.letters import Letter
from participation.discussion.verbs.telling import (
    author_of,
    generations,
    groups,
    listeners,
    tell,
    tell_listener,
)

__all__ = ["VERBS"]


def _told(key: str, words: str | Promise, letter: Letter, *, search: str) -> Verb:
    """What a moderator decided: the author reads it, with the way to object.

    What goes against them waits for no gathered mail.
    """
    return Verb(
        key,
        words=words,
        audience=author_of,
        tell=partial(tell, letter),
        generations=generations,
        groups=groups,
        search=search,
        cannot_wait=letter is not letters.RESTORED,
    )


def _shown(key: str, words: str | Promise, *, search: str = "") -> Verb:
    return Verb(key, words=words, generations=generations, groups=groups, search=search)


VERBS = (
    # It waits at the desk: no page shows it but its author's.
    Verb("comment.written", words=_("hat einen Kommentar geschrieben")),
    Verb(
        "comment.published",
        words=_("hat einen Kommentar veröffentlicht"),
        audience=listeners,
        tell=tell_listener,
        fold=FOLD,
        is_guarded=True,
        generations=generations,
        groups=groups,
        search="index",
    ),
    Verb(
        "comment.edited",
        words=_("hat einen Kommentar geändert"),
        generations=generations,
    ),
    _shown(
        "comment.withdrawn", _("hat einen Kommentar zurückgezogen"), search="remove"
    ),
    _told(
        "comment.declined",
        _("hat einen Kommentar abgelehnt"),
        letters.DECLINED,
        search="remove",
    ),
    _told(
        "comment.redirected",
        _("hat einen Kommentar auf einen anderen Weg verwiesen"),
        letters.REDIRECTED,
        search="remove",
    ),
    _told(
        "comment.hidden",
        _("hat einen Kommentar verborgen"),
        letters.HIDDEN,
        search="remove",
    ),
    _told(
        "comment.restored",
        _("hat einen Kommentar wieder gezeigt"),
        letters.RESTORED,
        search="index",
    ),
    _told(
        "comment.removed",
        _("hat einen Kommentar entfernt"),
        letters.REMOVED,
        search="remove",
    ),
    _told(
        "comment.taken_back",
        _("hat eine Entscheidung über einen Kommentar zurückgenommen"),
        letters.TAKEN_BACK,
        search="remove",
    ),
    _shown(
        "comment.undecided",
        _("hat eine Entscheidung über einen Kommentar rückgängig gemacht"),
    ),
    Verb(
        "thread.closed",
        words=_("hat eine Diskussion geschlossen"),
        generations=threads.generations,
        groups=threads.groups,
    ),
    Verb(
        "thread.reopened",
        words=_("hat eine Diskussion wieder geöffnet"),
        generations=threads.generations,
        groups=threads.groups,
    ),
)
