"""Who hears of an actor, and how a letter gets its words.

Rendered when it is read: who has left by then learns nothing, and the words of a
decision come from its row, so that a redaction reaches them.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from commons.accounts.models import User
from commons.notifications.queries import follows
from commons.verbs.registry import Params, Recipient, Told
from participation.actors.enums import Level
from participation.actors.models import Actor, ActorChange
from participation.actors.queries.people import member_ids, owner_ids, speaker_ids
from participation.actors.verbs.letters import Letter
from participation.moderation.letters import told, words_of

OWNER, MEMBER = "actor_owner", "actor_member"
SENTENCE = gettext_lazy("Der Grund: Ihr Profil %(reason)s.")
CHANGE_SENTENCE = gettext_lazy("Der Grund: Ihre Änderung %(reason)s.")


def author_and_owners(actor: Actor, params: Params) -> Iterable[Recipient]:
    """Whoever wrote it may object, even with another task by now."""
    if actor.author_id:
        yield Recipient(user_id=actor.author_id, reason="author")
    yield from owners(actor, params)


def owners(actor: Actor, _params: Params) -> Iterable[Recipient]:
    for user_id in owner_ids(actor):
        yield Recipient(user_id=user_id, reason=OWNER)


def other_owners(actor: Actor, params: Params) -> Iterable[Recipient]:
    """Those whom it does not concern themselves."""
    for one in owners(actor, params):
        if one.user_id != params.get("member"):
            yield one


def concerned(_actor: Actor, params: Params) -> Iterable[Recipient]:
    """The person whose task it is about."""
    member = params.get("member")
    if member:
        yield Recipient(user_id=member, reason=MEMBER)


def followers(actor: Actor, _params: Params) -> Iterable[Recipient]:
    """Whoever follows it from outside: its own people know."""
    inside = set(member_ids(actor))
    for one in follows.listeners(actor):
        if one.user_id not in inside:
            yield one


def author_of_change(change: ActorChange, _params: Params) -> Iterable[Recipient]:
    if change.author_id:
        yield Recipient(user_id=change.author_id, reason="author")


def tell_decision(
    letter: Letter, actor: Actor, params: Params, who: Recipient
) -> Told | None:
    """What a decision made of the profile, for its author and its owners."""
    if who.user_id not in {actor.author_id, *owner_ids(actor)}:
        return None
    decided = partial(words_of, params, who, sentence=SENTENCE)
    words = {"name": actor.name}
    return told(letter, words, url=actor.get_absolute_url(), more=decided)


def tell_owner(
    letter: Letter, actor: Actor, params: Params, who: Recipient
) -> Told | None:
    """Nothing for somebody who owns it no more."""
    if who.user_id not in owner_ids(actor):
        return None
    is_of_people = "member" in params
    url = reverse("actors:people-list", args=[actor.pk]) if is_of_people else ""
    words = _words(actor, params)
    return told(letter, words, url=url or actor.get_absolute_url())


def tell_concerned(
    letter: Letter, actor: Actor, params: Params, _who: Recipient
) -> Told:
    """What became of one's own task; the name of the actor is known to them."""
    return told(letter, _words(actor, params), url=actor.get_absolute_url())


def tell_follower(
    letter: Letter, actor: Actor, _params: Params, _who: Recipient
) -> Told | None:
    """Nothing of what has left the public, or rests."""
    if not actor.is_public or actor.archived_at is not None:
        return None
    return told(letter, {"name": actor.name}, url=actor.get_absolute_url())


def tell_change(
    letter: Letter, change: ActorChange, params: Params, who: Recipient
) -> Told | None:
    """For whoever wrote it, as long as they speak for the actor."""
    if who.user_id not in speaker_ids(change.actor):
        return None
    decided = partial(words_of, params, who, sentence=CHANGE_SENTENCE)
    words = {"name": change.actor.name}
    return told(letter, words, url=change.get_absolute_url(), more=decided)


def generations(actor: Actor) -> list[str]:
    """Cached pages that show it: its own, the directory, each of its Stadtteile."""
    works = actor.regions.order_by().values_list("pk", flat=True)
    here = {pk for pk in (actor.region_id, *works) if pk is not None}
    return [f"actor:{actor.pk}", "actors", *(f"region:{pk}" for pk in sorted(here))]


def at_desk(_thing: object) -> list[str]:
    return ["desk"]


def _words(actor: Actor, params: Params) -> dict[str, Any]:
    level = params.get("level", "")
    return {
        "name": actor.name,
        "level": Level(level).label if level else "",
        "who": _name_of(params.get("member")),
    }


def _name_of(user_id: int | None) -> str:
    user = User.objects.filter(pk=user_id or 0).first()
    return user.public_name if user else _("Jemand")
