"""Changing rules of the house: a new row each time, the old ones stay."""

from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.terms.models import Terms
from commons.terms.queries import current, values_of
from commons.verbs.services import happened

T = TypeVar("T", bound=Terms)


@transaction.atomic
def change(model: type[T], values: dict[str, Any], *, by: User, verb: str) -> T:
    """For everything from now on; what ran under the rules until now is left alone.

    Args:
        values: by the names of fields; what is left out stays as it is.
        verb: a declared verb, said of the new row.

    Gives the row in force. Values that are those in force already write nothing.
    """
    held = current(model)
    until_now = values_of(held)
    from_now = until_now | values
    if from_now == until_now:
        return held
    row = model._default_manager.create(
        **from_now, changed_by=by, changed_at=timezone.now()
    )
    happened(verb, row, by=by)
    return row
