"""Whom a decision is addressed to: in which language, by which name."""

from collections.abc import Iterable
from typing import Any

from commons.accounts.models import User
from commons.verbs.registry import Recipient
from participation.moderation import desk
from participation.moderation.models import Moderated


def recipient_of(target: Any) -> Recipient:
    """Who reads the letter: an account, or the person behind a contribution."""
    user = target if isinstance(target, User) else getattr(target, "author", None)
    if user is not None:
        return Recipient(user_id=user.pk, language=user.language, reason="author")
    return next(iter(_behind(target)), Recipient(reason="author"))


def language_of(target: Any) -> str:
    return recipient_of(target).language


def name_of(target: Any) -> str:
    """The name somebody chose for themselves, or "": letters then greet without."""
    user = target if isinstance(target, User) else getattr(target, "author", None)
    return user.display_name if user is not None else ""


def _behind(target: Any) -> Iterable[Recipient]:
    if isinstance(target, Moderated):
        yield from desk.of(target).also_tell(target)
