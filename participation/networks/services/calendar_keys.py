"""The secret address of a member's calendar: shown once, kept as a hash."""

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.tokens import hash_of, new_token
from commons.verbs.services import happened
from participation.networks.models import CalendarKey, Network


@transaction.atomic
def renew(network: Network, *, by: User) -> str:
    """A new key; the one before opens nothing any more. Gives the token, this once."""
    token = new_token()
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
