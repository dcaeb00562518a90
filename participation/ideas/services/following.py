"""Following an idea, a Stadtteil or a topic; muting it; leaving it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from commons.accounts.models import User
from commons.notifications.services import follows
from participation.ideas.models import Idea
from participation.ideas.queries.merging import sources_of

FOLLOW, LEAVE, MUTE, UNMUTE = "folgen", "aufhoeren", "stumm", "laut"


@transaction.atomic
def change(target: Any, what: str, *, by: User) -> None:
    """Follow, leave, mute or unmute; doing it again changes nothing.

    What went into an idea goes along: whoever leaves the common idea is not told of
    it again when the merge is undone. Support stays in every case.
    """
    family = [target, *_gone_into(target)]
    if what == FOLLOW:
        follows.follow(by, target)
    elif what == LEAVE:
        follows.unfollow_all(by, family)
    for each in family:
        if what == MUTE:
            follows.mute(by, each)
        elif what in {FOLLOW, UNMUTE}:
            follows.unmute(by, each)


def _gone_into(target: Any) -> Iterable[Idea]:
    if not isinstance(target, Idea):
        return ()
    return Idea.objects.filter(pk__in=sources_of(target.pk))
