"""What can happen to posts and to tasks of meetings, and who hears of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, ngettext

from commons.html import plain_text
from commons.incoming.services import addresses
from commons.spoken import day_in_words
from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.moderation.letters import told, words_of
from participation.networks.models import MeetingTask, Post
from participation.networks.queries import members
from participation.networks.queries.post_words import author_name, title_of
from participation.networks.services.replying import PURPOSE
from participation.networks.verbs import post_letters as letters, telling
from participation.networks.verbs.groups import live_group
from participation.networks.verbs.letters import Letter

ASSIGNED = "network_task"
REPLIED = "network_reply"
REPLY_KIND = "notification"
REPLY_LIFETIME = timedelta(days=90)
QUOTED = 3_000  # characters of a post in a mail
SENTENCE = _("Der Grund: Ihr Beitrag %(reason)s.")


def readers(post: Post, params: Params) -> Iterable[Recipient]:
    """Whoever follows the network and may read it, each at the pace they chose."""
    return telling.readers(post.network, params)


def author_of(post: Post, _params: Params) -> Iterable[Recipient]:
    if post.author_id:
        yield Recipient(user_id=post.author_id, reason="author")


def assigned(task: MeetingTask, _params: Params) -> Iterable[Recipient]:
    if task.user_id:
        yield Recipient(user_id=task.user_id, reason=ASSIGNED)


def who_replied(_post: Post, params: Params) -> Iterable[Recipient]:
    yield Recipient(user_id=params["user"], reason=REPLIED)


def tell_reader(post: Post, _params: Params, who: Recipient) -> Told | None:
    """Nothing once it was taken back or down; who may read it the verb's guard asks."""
    if not post.is_public:
        return None
    words = {"name": post.network.name, "title": title_of(post)}
    news = told(
        letters.PUBLISHED,
        words,
        url=post.get_absolute_url(),
        more=partial(_quoted, post, who),
    )
    return replace(news, reply_to=partial(_reply_address, post, who))


def tell_author(letter: Letter, post: Post, params: Params, who: Recipient) -> Told:
    """What the desk made of one's own post; the text comes from the decision's row."""
    words = {"name": post.network.name}
    decided = partial(words_of, params, who, sentence=SENTENCE)
    return told(letter, words, url=post.get_absolute_url(), more=decided)


def tell_assigned(task: MeetingTask, _params: Params, who: Recipient) -> Told | None:
    """Ticked off meanwhile, or somebody else's now: nothing is asked."""
    is_theirs = task.user_id == who.user_id and task.post.is_public
    if task.due_on is None or task.done_at is not None or not is_theirs:
        return None
    words = {
        "name": task.post.network.name,
        "task": task.text,
        "day": day_in_words(task.due_on),
    }
    url = f"{task.post.get_absolute_url()}#aufgabe-{task.pk}"
    return told(letters.DUE, words, url=url)


def tell_refused(post: Post, params: Params, _who: Recipient) -> Told:
    """It names nothing of the network: the address may be in other hands by now."""
    words = {"refusal": letters.REFUSALS[params["why"]]}
    return told(letters.REFUSED, words, url=post.get_absolute_url())


def groups(post: Post) -> list[str]:
    return [live_group(post.network_id)]


def groups_of_task(task: MeetingTask) -> list[str]:
    return [live_group(task.post.network_id)]


def _reply_address(post: Post, who: Recipient, news_id: int) -> str:
    """For members alone: whoever only reads along could not write, either."""
    if not members.is_inside(who.user_id, post.network_id):
        return ""
    expires_at = timezone.now() + REPLY_LIFETIME
    return addresses.address_for(PURPOSE, REPLY_KIND, news_id, expires_at=expires_at)


def _quoted(post: Post, who: Recipient) -> dict[str, str]:
    count = post.documents.count()
    files = ngettext(
        "Dazu gehört eine Datei.", "Dazu gehören %(count)s Dateien.", count
    )
    may_reply = addresses.is_on() and members.is_inside(who.user_id, post.network_id)
    return {
        "author": author_name(post),
        "text": plain_text(post.text, QUOTED),
        "files": files % {"count": count} if count else "",
        "reply": str(letters.REPLY_HINT) if may_reply else "",
    }


def _quiet(key: str, words: str | Promise, *, search: str = "") -> Verb:
    return Verb(
        key,
        words=words,
        generations=lambda post: telling.generations(post.network),
        groups=groups,
        search=search,
    )


def _decided_on(
    key: str, words: str | Promise, letter: Letter, *, search: str = "remove"
) -> Verb:
    return Verb(
        key,
        words=words,
        audience=author_of,
        tell=partial(tell_author, letter),
        generations=lambda post: telling.generations(post.network),
        groups=groups,
        search=search,
        cannot_wait=search == "remove",
    )


VERBS = (
    Verb(
        "network_post.published",
        words=_("hat in einem Netzwerk geschrieben"),
        audience=readers,
        tell=tell_reader,
        generations=lambda post: telling.generations(post.network),
        groups=groups,
        search="index",
        is_guarded=True,
    ),
    _quiet("network_post.edited", _("hat einen Beitrag geändert"), search="index"),
    _quiet("network_post.pinned", _("hat einen Beitrag angeheftet")),
    _quiet("network_post.unpinned", _("hat einen Beitrag gelöst")),
    _quiet(
        "network_post.withdrawn", _("hat einen Beitrag zurückgezogen"), search="remove"
    ),
    _quiet(
        "network_post.undecided",
        _("hat eine Entscheidung über einen Beitrag rückgängig gemacht"),
        search="index",
    ),
    _decided_on(
        "network_post.hidden", _("hat einen Beitrag verborgen"), letters.HIDDEN
    ),
    _decided_on(
        "network_post.restored",
        _("hat einen Beitrag wieder gezeigt"),
        letters.RESTORED,
        search="index",
    ),
    _decided_on(
        "network_post.declined",
        _("hat einen Beitrag verborgen gelassen"),
        letters.DECLINED,
    ),
    _decided_on(
        "network_post.removed", _("hat einen Beitrag entfernt"), letters.REMOVED
    ),
    _decided_on(
        "network_post.taken_back",
        _("hat eine Entscheidung über einen Beitrag zurückgenommen"),
        letters.TAKEN_BACK,
    ),
    Verb(
        "network_post.reply_refused",
        words=_("hat eine Antwort per Mail nicht angenommen"),
        audience=who_replied,
        tell=tell_refused,
        cannot_wait=True,
    ),
    Verb(
        "network_task.done",
        words=_("hat eine Aufgabe abgehakt"),
        groups=groups_of_task,
    ),
    Verb(
        "network_task.reopened",
        words=_("hat eine Aufgabe wieder aufgenommen"),
        groups=groups_of_task,
    ),
    Verb(
        "network_task.due",
        words=_("hat an eine Aufgabe erinnert"),
        audience=assigned,
        tell=tell_assigned,
        cannot_wait=True,
        is_guarded=True,
    ),
)
