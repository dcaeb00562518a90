from typing import Any

from django.db.models import Q

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor

MODERATING = (Role.MODERATOR, Role.COORDINATOR)


def can_see_desk(visitor: Visitor) -> bool:
    return visitor.has_role(*MODERATING)


def can_moderate(visitor: Visitor, contribution: Any) -> bool:
    """Whether the visitor may see the contribution at the desk and decide on it.

    Nobody decides on an own contribution.
    """
    if visitor.user_id is None or contribution.author_id == visitor.user_id:
        return False
    return covers_region(visitor, contribution.region_id)


def covers_region(visitor: Visitor, region_id: int | None) -> bool:
    """A contribution without a region belongs to everyone who moderates."""
    if region_id is None:
        return visitor.has_role(*MODERATING)
    return visitor.has_role(*MODERATING, region_id=region_id)


def moderates(visitor: Visitor) -> Q:
    """The rows that `covers_region` says yes to, as a condition on `region`."""
    if not can_see_desk(visitor):
        return Q(pk__in=[])
    region_ids = visitor.region_ids(*MODERATING)
    if region_ids is None:
        return Q(pk__isnull=False)
    return Q(region__isnull=True) | Q(region_id__in=sorted(region_ids))
