"""Which tables of grants exist; higher apps add theirs in `ready()`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import BigIntegerField, CharField, F, QuerySet, Value

from commons.accounts.enums import Scope
from commons.accounts.models import Grant


@dataclass(frozen=True)
class GrantTable:
    model: str
    scope: Scope
    scope_field: str
    choices: Callable[[], list[tuple[int, str]]] | None = None

    @property
    def model_class(self) -> type[Grant]:
        return apps.get_model(self.model)


_tables: dict[str, GrantTable] = {}


def register(
    model: str,
    scope: Scope,
    scope_field: str = "",
    *,
    choices: Callable[[], list[tuple[int, str]]] | None = None,
) -> None:
    """Add a table.

    Args:
        scope_field: its key to the region, department or actor.
        choices: what may be chosen there, as (id, name), for the page of roles.
    """
    _tables[model.lower()] = GrantTable(model, scope, scope_field, choices)


def table_for(scope: Scope) -> GrantTable:
    """The table of a scope; KeyError if no app registered one."""
    for table in tables():
        if table.scope is scope:
            return table
    raise KeyError(scope)


def tables() -> list[GrantTable]:
    return [table for _, table in sorted(_tables.items())]


def held_by(user_id: int) -> QuerySet:
    """All active grants of a person as (role, scope, scope_id), in one query."""
    parts = [_rows(table, user_id) for table in tables()]
    return parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0]


def _rows(table: GrantTable, user_id: int) -> QuerySet:
    scope_id = (
        F(f"{table.scope_field}_id")
        if table.scope_field
        else Value(None, output_field=BigIntegerField())
    )
    return (
        table.model_class.objects.active()
        .filter(user_id=user_id)
        .order_by()
        .annotate(
            held_scope=Value(table.scope.value, output_field=CharField()),
            held_scope_id=scope_id,
        )
        .values_list("role", "held_scope", "held_scope_id")
    )
