"""Everybody who works here, with what they were granted."""

from commons.accounts import grants
from commons.accounts.enums import TWO_FACTOR_ROLES, Role
from commons.accounts.models import User
from commons.accounts.visitors import DESK_ROLES, HeldGrant, Visitor

Staff = dict[User, frozenset[HeldGrant]]


def staff() -> Staff:
    """Active accounts with a role of the SPK or of an Amt, by name.

    One query a table of grants; what the absent lend is left out.
    """
    found: dict[User, set[HeldGrant]] = {}
    for table in grants.tables():
        if not TWO_FACTOR_ROLES & frozenset(table.model_class.ROLES):
            continue
        rows = table.model_class.objects.active().filter(
            role__in=TWO_FACTOR_ROLES, user__is_active=True
        )
        for row in rows.select_related("user"):
            scope_id = (
                getattr(row, f"{table.scope_field}_id") if table.scope_field else None
            )
            held = HeldGrant(Role(row.role), table.scope, scope_id)
            found.setdefault(row.user, set()).add(held)
    by_name = sorted(found, key=lambda user: (name_of(user).casefold(), user.pk))
    return {user: frozenset(found[user]) for user in by_name}


def colleagues(visitor: Visitor, region_id: int | None) -> list[tuple[int, str]]:
    """Those of the desk who see what lies in a region, but for the visitor."""
    known = [
        (user, Visitor(user=user, known_grants=held)) for user, held in staff().items()
    ]
    return [
        (user.pk, name_of(user))
        for user, theirs in known
        if user.pk != visitor.user_id
        and theirs.has_role(*DESK_ROLES, region_id=region_id)
    ]


def name_of(user: User) -> str:
    """How colleagues call each other: by name, else by the front of the address."""
    return user.display_name or user.email.partition("@")[0]
