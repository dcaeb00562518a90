"""A form that is sent twice writes once: its key gives what was born of it first."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation

Row = TypeVar("Row", bound=Model)


def first_of(
    rows: QuerySet[Row], draft_id: UUID, *, author: str = "author", by: Any
) -> Row | None:
    """The row that bears the key; `author` is the column of whoever wrote it.

    Raises:
        RuleViolation: somebody else wrote it, and a key opens nothing (`key_taken`).
    """
    first = rows.filter(draft_id=draft_id).first()
    if first is not None and getattr(first, f"{author}_id") != (by.pk if by else None):
        raise key_taken()
    return first


def insert(row: Row, *, author: str = "author", by: Any) -> Row | None:
    """Write a new row; what another click has written in the same moment, if any.

    Raises:
        RuleViolation: the other click was somebody else's (`key_taken`).
        IntegrityError: the database refuses it for another reason.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        rows: QuerySet[Row] = type(row)._default_manager.all()
        if first := first_of(rows, row.draft_id, author=author, by=by):  # type: ignore[attr-defined]  # rows that a form writes
            return first
        raise
    return None


def key_taken() -> RuleViolation:
    return RuleViolation(
        _("Dieses Formular ist schon abgeschickt. Bitte beginnen Sie neu."),
        code="key_taken",
    )
