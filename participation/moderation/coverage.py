"""Which regions a moderator covers; querysets and rules ask the same question."""

from django.db.models import Q

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor

MODERATING = (Role.MODERATOR, Role.COORDINATOR)


def covers_region(visitor: Visitor, region_id: int | None) -> bool:
    """A contribution without a region belongs to everyone who moderates."""
    if region_id is None:
        return visitor.has_role(*MODERATING)
    return visitor.has_role(*MODERATING, region_id=region_id)


def moderates(visitor: Visitor) -> Q:
    """The rows that `covers_region` says yes to, as a condition on `region`."""
    if not visitor.has_role(*MODERATING):
        return Q(pk__in=[])
    region_ids = visitor.region_ids(*MODERATING)
    if region_ids is None:
        return Q(pk__isnull=False)
    return Q(region__isnull=True) | Q(region_id__in=sorted(region_ids))
