"""Verbs: what can happen here, declared once by the app that owns the thing.

A declaration carries the words for audit and mail, who is told, what search and
the page cache do, and which live groups hear of it. A service only says
`happened("idea.published", idea, by=by)`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise

Target = Any
Params = Mapping[str, Any]


@dataclass(frozen=True)
class Recipient:
    """Somebody to be told: an account, or an address that has none.

    `reason` is a code (author, follower, supporter …) the owner of the verb turns
    into a line "why you get this". `channel` is "letter" or "call" for somebody
    whom no mail reaches; `address` then is a reference that the outbox resolves.
    Without `by_mail` the bell alone tells: what many say must not fill a mailbox.
    `pace` is what this person wished for just this (`notifications.enums.Pace`); empty
    where their choice for the subject holds.
    """

    user_id: int | None = None
    address: str = ""
    language: str = "de"
    reason: str = "follower"
    channel: str = ""
    by_mail: bool = True
    pace: str = ""

    @property
    def is_on_paper(self) -> bool:
        """Read without a screen, so links and buttons say nothing."""
        return self.channel in {"letter", "call"}


@dataclass(frozen=True)
class Told:
    """What a reader reads: one line for the bell; subject and text for the mail.

    `text` may be lazy: the bell shows thirty lines and none of the texts. Where one
    piece of news tells several things together, `parts` holds a line and the address
    of each, so that a gathered mail loses none of them. `reply_to` gives, for the id
    of the news, the address that an answer to its own mail goes to.
    """

    line: str
    subject: str
    text: str | Promise
    url: str
    action: str = ""
    parts: Sequence[tuple[str, str]] = ()
    reply_to: Callable[[int], str] | None = None


@dataclass(frozen=True)
class Fold:
    """How many pieces of news become one line: "40 Menschen unterstützen Ihre Idee".

    `key` says what they have in common (the idea, the thread), as a code of at most 60
    characters; `line` words it, for two and more, with the newest target. Only news
    told for one of `reasons` fold, if any are named.
    """

    key: Callable[[Target], str]
    line: Callable[[Target, int, Recipient], str]
    reasons: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Verb:
    """`delay` holds bell and mail back, so that undo really prevents them.

    `tell` gives None when there is nothing to tell any more. `subject` names what the
    news are about where that does not follow from the reason somebody is told for.
    With `fold`, unread news of this verb gather in one line. With `mails_itself` the
    owner writes the mails that go at once, for several happenings together. What
    `cannot_wait` is in no gathered mail: it asks something of the reader until a day,
    or is owed to them without delay; who wants no mail about its subject gets none.
    What `is_guarded` is read only by whoever may see the target when they read it.
    """

    key: str
    words: str | Promise
    audience: Callable[[Target, Params], Iterable[Recipient]] | None = None
    tell: Callable[[Target, Params, Recipient], Told | None] | None = None
    generations: Callable[[Target], Iterable[str]] | None = None
    groups: Callable[[Target], Iterable[str]] | None = None
    search: str = ""
    delay: timedelta = timedelta()
    codes: tuple[str, ...] = field(default=())
    subject: str = ""
    fold: Fold | None = None
    mails_itself: bool = False
    cannot_wait: bool = False
    is_guarded: bool = False


SEARCH_EFFECTS = frozenset({"", "index", "remove"})
_verbs: dict[str, Verb] = {}


def declare(*verbs: Verb) -> None:
    for verb in verbs:
        if verb.search not in SEARCH_EFFECTS:
            message = f"{verb.key}: {verb.search!r} is no search effect."
            raise ValueError(message)
        if (verb.audience is None) != (verb.tell is None):
            message = f"{verb.key}: who is told and what they read go together."
            raise ValueError(message)
        _verbs[verb.key] = verb


def get(key: str) -> Verb:
    return _verbs[key]


def find(key: str) -> Verb | None:
    """The verb, or None for one that an old row names and nobody declares any more."""
    return _verbs.get(key)


def all_verbs() -> list[Verb]:
    return [verb for _, verb in sorted(_verbs.items())]


Effect = Callable[..., None]
_effects: dict[str, Effect] = {}


def add_effect(name: str, effect: Effect) -> None:
    """Let `effect(verb, target, happening)` run inside each happening's transaction."""
    _effects[name] = effect


def effects() -> list[Effect]:
    return list(_effects.values())
