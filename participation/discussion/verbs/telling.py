"""Who hears of a comment, and in which words.

Rendered when it is read, so that what was taken down meanwhile is told to nobody. A
mail to the author renders the decision's reason and text from its row.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _, gettext_lazy

from commons import kinds
from commons.html import plain_text
from commons.notifications.queries import follows
from commons.verbs.registry import Params, Recipient, Told
from participation.discussion import hosts
from participation.discussion.models import Comment
from participation.discussion.queries import threads
from participation.discussion.verbs import letters
from participation.discussion.verbs.letters import Letter
from participation.moderation.letters import tidy, words_of

QUOTED = 600  # characters of a comment in a mail
# One's own words, one's own idea talked about, and what one merely follows.
ANSWERED, COMMENTED, LISTENING = "answered", "commented", "listening"
SENTENCE = gettext_lazy("Der Grund: Ihr Kommentar %(reason)s.")


def author_of(comment: Comment, _params: Params) -> Iterable[Recipient]:
    if comment.author_id:
        yield Recipient(user_id=comment.author_id, reason="author")


def listeners(comment: Comment, params: Params) -> Iterable[Recipient]:
    """Its author after a look, who is answered, who wrote the host, who follows it.

    Each hears once, with the first reason; followers hear at the pace they chose for
    comments, and whoever has muted the host hears nothing but answers.
    """
    host = comment.thread.host
    known = hosts.get(comment.thread.kind)
    yield from known.still_reading(host, _concerned(comment, params))


def _concerned(comment: Comment, params: Params) -> Iterable[Recipient]:
    if params.get("decision"):
        yield from author_of(comment, params)
    if comment.parent is not None and comment.parent.author_id:
        yield Recipient(user_id=comment.parent.author_id, reason=ANSWERED)
    host = comment.thread.host
    own = follows.follow_of(host.author_id, host)
    if host.author_id and (own is None or own.muted_at is None):
        pace = own.pace if own is not None else ""
        yield Recipient(user_id=host.author_id, reason=COMMENTED, pace=pace)
    yield from _followers(host)


def _followers(host: Any) -> Iterable[Recipient]:
    """Whoever follows the host, or what comments are heard through besides it."""
    for one in follows.listeners(host):
        yield replace(one, reason=LISTENING)
    for kind, pk in hosts.get(kinds.of(host).key).heard_through(host):
        for one in follows.listeners_of(kind, [pk]):
            yield replace(one, reason=LISTENING)


def tell(letter: Letter, comment: Comment, params: Params, who: Recipient) -> Told:
    """What a decision made of one's own comment."""
    words = {"title": comment.thread.title}
    return Told(
        line=str(letter.line) % words,
        subject=str(letter.subject) % words,
        text=lazy(partial(_text, letter, words, params, who), str)(),
        url=comment.get_absolute_url(),
        action=str(letter.action),
    )


def tell_listener(comment: Comment, params: Params, who: Recipient) -> Told | None:
    """A comment that others can read; nothing once they cannot any more.

    Nor to its author: it says that it stands there, and names what it stands below.
    """
    if not (comment.is_public and comment.thread.host.is_public):
        return None
    if who.user_id == comment.author_id:
        return tell(letters.PUBLISHED, comment, params, who)
    letter = _letter_for(comment, who)
    words = {
        "title": comment.thread.title,
        "yours": hosts.get(comment.thread.kind).yours,
        "name": name_of(comment),
        "text": plain_text(comment.text, QUOTED),
    }
    return Told(
        line=str(letter.line) % words,
        subject=str(letter.subject) % words,
        text=str(letter.text) % words,
        url=comment.get_absolute_url(),
        action=str(letter.action),
    )


def name_of(comment: Comment) -> str:
    """Whose words these are: the Amt's, or a person's."""
    if comment.department is not None:
        return comment.department.name
    return comment.author.public_name if comment.author else _("Jemand")


def generations(comment: Comment) -> list[str]:
    return threads.generations(comment.thread)


def groups(comment: Comment) -> list[str]:
    return threads.groups(comment.thread)


def _letter_for(comment: Comment, who: Recipient) -> Letter:
    if who.reason == ANSWERED:
        return letters.ANSWERED
    is_host_author = who.user_id == comment.thread.host.author_id
    return letters.ON_YOURS if is_host_author else letters.ON_FOLLOWED


def _text(letter: Letter, words: dict[str, Any], params: Params, who: Recipient) -> str:
    """The decision is asked for only where its text is read: not at the bell."""
    text = str(letter.text) % {**words, **words_of(params, who, sentence=SENTENCE)}
    return tidy(text)
