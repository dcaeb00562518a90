from typing import Any


def can_see_today(visitor: Any) -> bool:
    """For the SPK's own people and for members of departments."""
    return bool(visitor.is_staff or visitor.department_ids)
