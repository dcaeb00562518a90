from typing import Any

from commons.followups.workflow import TEAM


def can_see_today(visitor: Any) -> bool:
    """For the SPK's own people and for members of departments."""
    return bool(visitor.is_staff or visitor.department_ids)


def can_share(visitor: Any, region_id: int | None) -> bool:
    """Only who is of the team puts something before the team."""
    if region_id is None:
        return bool(visitor.has_role(*TEAM))
    return bool(visitor.has_role(*TEAM, region_id=region_id))
