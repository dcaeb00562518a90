"""Walking an index only so far: rows in order, and what fits among the first."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.sql.datastructures import BaseTable


class _Walked(BaseTable):
    """A subquery that stands where the model's table stood, under the same name."""

    def __init__(self, table: str, alias: str, walk: Any) -> None:
        super().__init__(table, alias)
        self.walk = walk

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        sql, parameters = self.walk.get_compiler(connection=connection).as_sql()
        return f"({sql}) {compiler.quote_name_unless_alias(self.table_alias)}", tuple(
            parameters
        )


def among(walk: QuerySet[Any], rows: QuerySet[Any]) -> QuerySet[Any]:
    """`rows`, taken from the rows of `walk` alone and in its order.

    PostgreSQL goes on with the walk only until it has as many rows as are asked for.
    The result is for reading, not for a place inside another query.

    Args:
        walk: ordered and with a limit; all columns of the model.
        rows: filtered by the model's own columns, without an order.
    """
    found = rows.order_by()
    table = found.query.get_meta().db_table
    found.query.get_initial_alias()
    found.query.alias_map[table] = _Walked(table, table, walk.query)
    return found
