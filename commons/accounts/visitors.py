"""Who is looking: a person or nobody, with everything they were granted.

Rules and `visible_to` take a Visitor, never a request or a user. It loads the
grants with one query, at most once a request.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.core.exceptions import PermissionDenied

from commons.accounts import grants
from commons.accounts.enums import SPK_ROLES, TWO_FACTOR_ROLES, Role, Scope
from commons.accounts.models import User

# Roles whose reach an absent person lends, the lowest first.
DESK_ROLES = (Role.MODERATOR, Role.COORDINATOR)


@dataclass(frozen=True)
class HeldGrant:
    """`lent_by` is the id of somebody absent whose substitute the visitor is."""

    role: Role
    scope: Scope
    scope_id: int | None
    lent_by: int | None = None


@dataclass(eq=False)
class Visitor:
    """`device` is the hash of the device token of somebody not signed in."""

    user: User | None = None
    device: str = ""
    known_grants: frozenset[HeldGrant] | None = field(default=None, repr=False)

    @property
    def is_signed_in(self) -> bool:
        return self.user is not None

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user else None

    @property
    def account(self) -> User:
        """The account of somebody signed in.

        Raises:
            PermissionDenied: nobody is.
        """
        if self.user is None:
            raise PermissionDenied
        return self.user

    @cached_property
    def grants(self) -> frozenset[HeldGrant]:
        if self.known_grants is not None:
            return self.known_grants
        if self.user is None or not self.user.is_active:
            return frozenset()
        rows = grants.held_by(self.user.pk)
        held = [
            HeldGrant(Role(role), Scope(scope), scope_id, lent_by or None)
            for role, scope, scope_id, lent_by in rows
        ]
        own = frozenset(grant for grant in held if grant.lent_by is None)
        return own | lent_to(own, (grant for grant in held if grant.lent_by))

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def is_staff(self) -> bool:
        """Works for the SPK, in whatever role and wherever."""
        return bool(self.roles & SPK_ROLES)

    @property
    def needs_two_factors(self) -> bool:
        return bool(self.roles & TWO_FACTOR_ROLES)

    def has_role(
        self,
        *roles: Role,
        region_id: int | None = None,
        department_id: int | None = None,
    ) -> bool:
        """Holds one of the roles: platform-wide, or for that region or department.

        Without a region or department any scope counts.
        """
        return any(
            grant.role in roles and _covers(grant, region_id, department_id)
            for grant in self.grants
        )

    def region_ids(self, *roles: Role) -> frozenset[int] | None:
        """Regions where one of the roles is held; None means every region."""
        held = [grant for grant in self.grants if grant.role in roles]
        if any(grant.scope is Scope.PLATFORM for grant in held):
            return None
        return frozenset(
            grant.scope_id
            for grant in held
            if grant.scope is Scope.REGION and grant.scope_id is not None
        )

    def lender_of(self, region_id: int) -> int | None:
        """Whom the visitor stands in for in a region that is not their own."""
        covering = [
            grant
            for grant in self.grants
            if grant.role in DESK_ROLES and _covers(grant, region_id, None)
        ]
        if any(grant.lent_by is None for grant in covering):
            return None
        return min((grant.lent_by or 0 for grant in covering), default=None)

    @cached_property
    def department_ids(self) -> frozenset[int]:
        return frozenset(
            grant.scope_id
            for grant in self.grants
            if grant.scope is Scope.DEPARTMENT and grant.scope_id is not None
        )


def lent_to(
    own: Iterable[HeldGrant], lent: Iterable[HeldGrant]
) -> frozenset[HeldGrant]:
    """What a substitute really gets: places, and no higher role than their own.

    Who does not moderate gets nothing; a moderator who stands in for a coordinator
    moderates there (docs/decisions/0026-standing-in.md).
    """
    levels = [DESK_ROLES.index(each.role) for each in own if each.role in DESK_ROLES]
    if not levels:
        return frozenset()
    highest = max(levels)
    return frozenset(
        replace(grant, role=DESK_ROLES[min(DESK_ROLES.index(grant.role), highest)])
        for grant in lent
        if grant.role in DESK_ROLES
    )


def _covers(grant: HeldGrant, region_id: int | None, department_id: int | None) -> bool:
    if grant.scope is Scope.PLATFORM:
        return True
    if region_id is not None:
        return grant.scope is Scope.REGION and grant.scope_id == region_id
    if department_id is not None:
        return grant.scope is Scope.DEPARTMENT and grant.scope_id == department_id
    return True


ANONYMOUS = Visitor(known_grants=frozenset())


def visitor_for(user: User | None, *, device: str = "") -> Visitor:
    """The visitor behind an account outside a request: tasks, commands, tests."""
    return Visitor(user=user, device=device)
