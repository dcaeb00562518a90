"""Which tables of grants exist; higher apps add theirs in `ready()`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import BigIntegerField, CharField, F, QuerySet, Value
from django.db.models.expressions import RawSQL

from commons.accounts.enums import Scope
from commons.accounts.models import Grant
from commons.clock import berlin_today

# What somebody absent lends to their substitute: where they work, never in an Amt.
LENDABLE = frozenset({Scope.PLATFORM, Scope.REGION})
# Everybody whose work ends at a person today: those whose substitute they are, and
# those whose substitute is absent, too. UNION keeps a circle from running for ever.
_COVERED = """
WITH RECURSIVE away AS (
    SELECT user_id, substitute_id
    FROM accounts_absence
    WHERE ended_at IS NULL AND first_day <= %s AND last_day >= %s
), covered AS (
    SELECT user_id FROM away WHERE substitute_id = %s
    UNION
    SELECT away.user_id FROM away JOIN covered ON away.substitute_id = covered.user_id
)
SELECT user_id FROM covered
WHERE NOT EXISTS (SELECT 1 FROM away WHERE away.user_id = %s)
"""


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
    """All active grants of a person and what the absent lend to them, in one query.

    Rows are (role, scope, scope_id, lent_by); `lent_by` is 0 for their own.
    """
    own = Value(0, output_field=BigIntegerField())
    parts = [
        _rows(table, table.model_class.objects.active(), own) for table in tables()
    ]
    parts = [part.filter(user_id=user_id) for part in parts]
    for table in tables():
        if table.scope in LENDABLE and table.model_class.ROLES:
            lent = table.model_class.objects.active().filter(
                user_id__in=covered_by(user_id), user__is_active=True
            )
            parts.append(_rows(table, lent, F("user_id")))
    first, *others = parts
    held: QuerySet = first.union(*others) if others else first
    return held


def covered_by(user_id: int) -> RawSQL:
    """The ids of those a person stands in for today, as a subquery."""
    today = berlin_today()
    return RawSQL(_COVERED, (today, today, user_id, user_id))  # noqa: S611 -- no text of others


def _rows(table: GrantTable, grants: QuerySet, lent_by: Value | F) -> QuerySet:
    scope_id = (
        F(f"{table.scope_field}_id")
        if table.scope_field
        else Value(None, output_field=BigIntegerField())
    )
    rows: QuerySet = (
        grants.order_by()
        .annotate(
            held_scope=Value(table.scope.value, output_field=CharField()),
            held_scope_id=scope_id,
            lent_by=lent_by,
        )
        .values_list("role", "held_scope", "held_scope_id", "lent_by")
    )
    return rows
