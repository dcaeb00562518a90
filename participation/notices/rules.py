"""Who may do what with interim notices; the states are the services' business."""

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from participation.ideas.models import Idea
from participation.moderation.rules import can_moderate, can_see_desk

# So far ahead may a notice name the next day, in days; a quarter at most.
LATEST_DAYS = 92


def can_see_notices(visitor: Visitor) -> bool:
    return can_see_desk(visitor)


def can_release(visitor: Visitor, idea: Idea) -> bool:
    """Whoever moderates the region, never the author."""
    return can_moderate(visitor, idea)


def can_change_terms(visitor: Visitor) -> bool:
    return visitor.has_role(Role.COORDINATOR)
