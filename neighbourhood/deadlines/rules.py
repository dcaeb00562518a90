from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor


def can_declare_holidays(visitor: Visitor) -> bool:
    return visitor.has_role(Role.COORDINATOR)


def can_announce_closures(visitor: Visitor) -> bool:
    return visitor.has_role(Role.COORDINATOR)
