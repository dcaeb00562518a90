"""Who may do what with accounts and roles."""

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor

# A coordinator staffs the SPK and the Ämter; only an admin makes coordinators.
MAY_GRANT: dict[Role, frozenset[Role]] = {
    Role.COORDINATOR: frozenset(
        {
            Role.MODERATOR,
            Role.DATA_EDITOR,
            Role.TRUSTED_HOUSE,
            Role.DEPARTMENT_MEMBER,
        }
    ),
    Role.ADMIN: frozenset(
        {
            Role.MODERATOR,
            Role.DATA_EDITOR,
            Role.TRUSTED_HOUSE,
            Role.DEPARTMENT_MEMBER,
            Role.COORDINATOR,
            Role.ADMIN,
        }
    ),
}


def can_see_roles(visitor: Visitor) -> bool:
    return bool(grantable_roles(visitor))


def grantable_roles(visitor: Visitor) -> frozenset[Role]:
    """The roles the visitor may grant and withdraw."""
    allowed: frozenset[Role] = frozenset()
    for role, grantable in MAY_GRANT.items():
        if visitor.has_role(role):
            allowed |= grantable
    return allowed


def can_grant(visitor: Visitor, *, role: Role, user_id: int) -> bool:
    """Nobody changes their own roles."""
    return user_id != visitor.user_id and role in grantable_roles(visitor)
