from collections.abc import Collection
from typing import Any

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from participation.moderation.coverage import MODERATING, covers_region, moderates

__all__ = [
    "MODERATING",
    "can_block",
    "can_decide_complaint",
    "can_edit_text_modules",
    "can_enter_complaint",
    "can_moderate",
    "can_name_pool",
    "can_see_complaints",
    "can_see_desk",
    "can_set_rules",
    "can_write_rules",
    "covers_region",
    "is_author",
    "moderates",
]


def can_see_desk(visitor: Visitor) -> bool:
    return visitor.has_role(*MODERATING)


def can_use_keys(visitor: Visitor) -> bool:
    """Work by keys, and switch them off: at the desk, and in the inbox of an Amt."""
    return can_see_desk(visitor) or bool(visitor.department_ids)


def can_moderate(visitor: Visitor, contribution: Any) -> bool:
    """Whether the visitor may see the contribution at the desk and decide on it.

    Nobody decides on an own contribution. A queue item answers as its contribution.
    """
    if visitor.user_id is None or contribution.author_id == visitor.user_id:
        return False
    return covers_region(visitor, contribution.region_id)


def can_decide_complaint(visitor: Visitor, deciders: Collection[int]) -> bool:
    """Whether the visitor is one of those who may decide (`queries.pool`)."""
    return visitor.user_id is not None and visitor.user_id in deciders


def can_see_complaints(visitor: Visitor, *, is_in_pool: bool) -> bool:
    """The desk those of its regions; whoever is named, from whatever unit, all."""
    return is_in_pool or can_see_desk(visitor)


def can_name_pool(visitor: Visitor) -> bool:
    """The coordination chooses who decides on complaints."""
    return visitor.has_role(Role.COORDINATOR)


def can_enter_complaint(visitor: Visitor, target: Any) -> bool:
    """Type what somebody without an account wrote or said, as for their ideas."""
    is_nobodys = getattr(target, "author_id", 0) is None
    return is_nobodys and can_moderate(visitor, target)


def can_block(visitor: Visitor) -> bool:
    """The coordination alone: it concerns a person, and holds in every Stadtteil."""
    return _coordinates_everywhere(visitor)


def is_author(visitor: Visitor, contribution: Any) -> bool:
    """Whether the visitor wrote it, and so may object to decisions about it."""
    is_signed_in = visitor.user_id is not None
    return is_signed_in and contribution.author_id == visitor.user_id


def can_edit_text_modules(visitor: Visitor) -> bool:
    return can_see_desk(visitor)


def can_write_rules(visitor: Visitor) -> bool:
    """Whoever coordinates, if only one Stadtteil; `can_set_rules` says for which."""
    return visitor.has_role(Role.COORDINATOR)


def can_set_rules(visitor: Visitor, region_id: int | None = None) -> bool:
    """Rules of trust and of hints are the coordination's; without a region, for all.

    Somebody who coordinates one Stadtteil sets no rule for the others.
    """
    if region_id is not None:
        return visitor.has_role(Role.COORDINATOR, region_id=region_id)
    return _coordinates_everywhere(visitor)


def _coordinates_everywhere(visitor: Visitor) -> bool:
    is_everywhere = visitor.region_ids(Role.COORDINATOR) is None
    return is_everywhere and visitor.has_role(Role.COORDINATOR)
