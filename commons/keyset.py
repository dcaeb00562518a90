"""Pages of a list by key, turned in both directions.

No OFFSET: a page costs the same wherever it is, and what comes in meanwhile shifts
nothing. A cursor names a row by the value it is sorted by and its id.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import F, Model, QuerySet
from django.db.models.fields.tuple_lookups import (
    Tuple,
    TupleGreaterThan,
    TupleLessThan,
)

Row = TypeVar("Row", bound=Model)
MOST_ID = 2**63 - 1


@dataclass(frozen=True)
class Turned(Generic[Row]):
    """The rows of a page; a cursor is empty where nothing comes before or after."""

    rows: list[Row]
    next_cursor: str
    previous_cursor: str


@dataclass(frozen=True)
class Key:
    """The column that sorts, rising and never null; the id breaks ties.

    `parse` reads it from a cursor; a `ValueError` means that it is none.
    """

    column: str
    parse: Callable[[str], Any] = str

    def cursor(self, row: Model) -> str:
        value = getattr(row, self.column)
        shown = value.isoformat() if isinstance(value, datetime) else str(value)
        return f"{shown}~{row.pk}"

    def read(self, cursor: str) -> tuple[Any, int] | None:
        shown, tilde, pk = cursor.rpartition("~")
        if not (tilde and pk.isascii() and pk.isdecimal()) or int(pk) > MOST_ID:
            return None
        try:
            return self.parse(shown), int(pk)
        except ValueError:
            return None


def turned(
    rows: QuerySet[Row], key: Key, *, cursor: str, before: str, size: int
) -> Turned[Row]:
    """One page; one query.

    Args:
        cursor: names the last row of the page before.
        before: names the first row of the page after, for turning back; it counts
            where there is no `cursor`. What does not parse starts from the beginning.
        size: how many rows a page has at the most.
    """
    is_back = bool(before) and not cursor
    known = key.read(before if is_back else cursor)
    is_back = is_back and known is not None
    sign = "-" if is_back else ""
    part = _beyond(rows, key, known, is_back=is_back)
    found = list(part.order_by(f"{sign}{key.column}", f"{sign}pk")[: size + 1])
    has_more, shown = len(found) > size, found[:size]
    if is_back:
        shown.reverse()
    has_next = has_more or is_back
    has_previous = has_more if is_back else known is not None
    return Turned(
        shown,
        next_cursor=key.cursor(shown[-1]) if shown and has_next else "",
        previous_cursor=key.cursor(shown[0]) if shown and has_previous else "",
    )


def _beyond(
    rows: QuerySet[Row], key: Key, known: tuple[Any, int] | None, *, is_back: bool
) -> QuerySet[Row]:
    if known is None:
        return rows
    compared = TupleLessThan if is_back else TupleGreaterThan
    return rows.filter(compared(Tuple(F(key.column), F("pk")), known))
