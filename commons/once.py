"""A form that is sent twice writes once: its key gives what was born of it first."""

from typing import Any, TypeVar
from uuid import UUID

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


def key_taken() -> RuleViolation:
    return RuleViolation(
        _("Dieses Formular ist schon abgeschickt. Bitte beginnen Sie neu."),
        code="key_taken",
    )
