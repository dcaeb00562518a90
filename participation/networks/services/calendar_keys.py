"""The secret address of a member's calendar: shown once, kept as a hash."""

import secrets

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.verbs.services import happened
from participation.networks.models import CalendarKey, Network
from participation.networks.queries.calendars import hash_of


@transaction.atomic
def renew(network: Network, *, by: User) -> str:
    """A new key; the one before opens nothing any more. Gives the token, this once."""
    token = secrets.token_urlsafe(32)
    CalendarKey.objects.update_or_create(
        user=by,
        network=network,
        defaults={"token_hash": hash_of(token), "created_at": timezone.now()},
    )
    happened("network.calendar_opened", network, by=by)
    return token


@transaction.atomic
def close(network: Network, *, by: User) -> None:
    """The address opens nothing any more. Twice changes nothing."""
    gone, _rows = CalendarKey.objects.filter(user=by, network=network).delete()
    if gone:
        happened("network.calendar_closed", network, by=by)
