from typing import Any

from commons.accounts.visitors import Visitor
from participation.moderation.coverage import MODERATING, covers_region, moderates

__all__ = [
    "MODERATING",
    "can_decide_complaint",
    "can_edit_text_modules",
    "can_moderate",
    "can_see_desk",
    "covers_region",
    "is_author",
    "moderates",
]


def can_see_desk(visitor: Visitor) -> bool:
    return visitor.has_role(*MODERATING)


def can_moderate(visitor: Visitor, contribution: Any) -> bool:
    """Whether the visitor may see the contribution at the desk and decide on it.

    Nobody decides on an own contribution. A queue item answers as its contribution.
    """
    if visitor.user_id is None or contribution.author_id == visitor.user_id:
        return False
    return covers_region(visitor, contribution.region_id)


def can_decide_complaint(visitor: Visitor, complaint: Any) -> bool:
    """Neither who decided first nor who complains decides a complaint."""
    if visitor.user_id is None:
        return False
    if visitor.user_id in {complaint.first_decided_by_id, complaint.complained_by_id}:
        return False
    return covers_region(visitor, complaint.region_id)


def is_author(visitor: Visitor, contribution: Any) -> bool:
    """Whether the visitor wrote it, and so may object to decisions about it."""
    is_signed_in = visitor.user_id is not None
    return is_signed_in and contribution.author_id == visitor.user_id


def can_edit_text_modules(visitor: Visitor) -> bool:
    return can_see_desk(visitor)
