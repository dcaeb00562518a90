from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor


def can_see_departments(visitor: Visitor) -> bool:
    """Whoever forwards ideas looks up who is responsible for what."""
    return visitor.has_role(Role.MODERATOR, Role.COORDINATOR)


def can_edit_departments(visitor: Visitor) -> bool:
    return visitor.has_role(Role.COORDINATOR)
