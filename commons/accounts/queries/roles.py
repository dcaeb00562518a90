from dataclasses import dataclass

from commons.accounts import grants
from commons.accounts.enums import Role, Scope
from commons.accounts.grants import GrantTable
from commons.accounts.models import Grant, User


@dataclass(frozen=True)
class RoleHolder:
    """One active grant with the name of its region, department or actor."""

    grant: Grant
    table: GrantTable
    scope_name: str

    @property
    def user(self) -> User:
        return self.grant.user


def role_holders() -> list[RoleHolder]:
    """Everyone with a role, by address; one query a table and one for its names."""
    holders = []
    for table in grants.tables():
        if not table.model_class.ROLES:
            continue
        related = ["user", *([table.scope_field] if table.scope_field else [])]
        rows = table.model_class.objects.active().select_related(*related)
        holders += [RoleHolder(row, table, _scope_name(row, table)) for row in rows]
    return sorted(holders, key=lambda holder: (holder.user.email, holder.grant.role))


def _scope_name(grant: Grant, table: GrantTable) -> str:
    if table.scope_field:
        return str(getattr(grant, table.scope_field))
    return str(Scope.PLATFORM.label)


def scope_choices(roles: frozenset[Role]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where one of the roles may be given, grouped, as `scope:id` values."""
    groups = []
    for table in grants.tables():
        if not roles & frozenset(table.model_class.ROLES):
            continue
        if table.choices is None:
            entries = [(f"{table.scope}:", str(table.scope.label))]
        else:
            entries = [(f"{table.scope}:{pk}", name) for pk, name in table.choices()]
        groups.append((str(table.scope.label), entries))
    return groups
