"""Who is read before a comment appears (docs/decisions/0021).

The checks are plain rules over the words, so they run before the comment is written
and nothing they know slips through until a task has had its turn.
"""

from typing import Any

from django.conf import settings

from commons import kinds, personal
from commons.accounts.models import User
from participation.discussion import hosts
from participation.discussion.enums import Check, Mark
from participation.moderation import desk
from participation.moderation.enums import Publication
from participation.moderation.screening import insults, wording

ACCEPTED = (Publication.PUBLISHED, Publication.MERGED)


def is_held(host: Any, text: str, *, by: User, mark: Mark | str) -> bool:
    """Whether a moderator reads the comment before it appears."""
    if mark in {Mark.SPK, Mark.AMT}:
        return False
    if not hosts.get(kinds.of(host).key).is_looked_at(host):
        return False
    return is_suspicious(text) or must_wait(by)


def is_suspicious(text: str) -> bool:
    """Personal data of somebody, insults, or the marks of spam."""
    return bool(
        personal.kinds_in(text)
        or insults.found_in(text)
        or wording.link_count(text) >= wording.MANY_LINKS
        or wording.is_shouting(text)
    )


def must_wait(user: User) -> bool:
    """Whether everything this person writes is read first, as the district chose."""
    check = Check(settings.COMMENT_CHECK)
    if check == Check.NEWCOMERS:
        return not is_known(user)
    return check == Check.ALL


def is_known(user: User) -> bool:
    """Something of theirs, of whatever kind, has been found fit to be public."""
    return any(
        desk_kind.model_class._default_manager.filter(
            author=user, publication__in=ACCEPTED
        ).exists()
        for desk_kind in desk.all_kinds()
        if desk_kind.is_looked_at
    )
