"""Who may do what with accounts and roles."""

from collections.abc import Collection

from commons.accounts.enums import Role, Scope
from commons.accounts.visitors import DESK_ROLES, HeldGrant, Visitor

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


def works_here(visitor: Visitor) -> bool:
    return visitor.is_staff or bool(visitor.department_ids)


def can_see_staff_data(visitor: Visitor) -> bool:
    """Whoever works here, so that they can show it to their staff council."""
    return works_here(visitor)


def can_plan_absences(visitor: Visitor) -> bool:
    """For anybody who works here; for themselves everybody may."""
    return visitor.has_role(Role.COORDINATOR)


def fits(absent: Collection[HeldGrant], candidate: Collection[HeldGrant]) -> bool:
    """Whether somebody could do the work of somebody else.

    The desk wants somebody of the desk, an Amt somebody of the same Amt, everything
    else the same role.
    """
    roles = {grant.role for grant in absent}
    theirs = {grant.role for grant in candidate}
    if roles & set(DESK_ROLES):
        return bool(theirs & set(DESK_ROLES))
    if Role.DEPARTMENT_MEMBER in roles:
        return bool(_departments(absent) & _departments(candidate))
    return bool(roles & theirs)


def reaches_everywhere(visitor: Visitor) -> bool:
    """Gains no place by standing in for somebody."""
    return any(
        grant.role is Role.COORDINATOR
        and grant.scope is Scope.PLATFORM
        and grant.lent_by is None
        for grant in visitor.grants
    )


def _departments(grants: Collection[HeldGrant]) -> set[int | None]:
    return {grant.scope_id for grant in grants if grant.scope is Scope.DEPARTMENT}
