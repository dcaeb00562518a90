"""A list of participants that leaves the house."""

from django.db import transaction

from commons.accounts.models import User
from commons.verbs.services import happened
from events.calendar.models import Occurrence


@transaction.atomic
def take(occurrence: Occurrence, *, by: User) -> None:
    """Write down that somebody takes names and addresses along."""
    happened("registration.list_taken", occurrence, by=by)
