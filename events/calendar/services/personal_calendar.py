"""The secret address of one's own calendar: shown once, kept as a hash."""

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.tokens import hash_of, new_token
from commons.verbs.services import happened
from events.calendar.models import PersonalCalendar


@transaction.atomic
def renew(*, by: User) -> str:
    """A new address; the one before opens nothing any more. Gives the token, once."""
    token = new_token()
    PersonalCalendar.objects.update_or_create(
        user=by,
        defaults={"token_hash": hash_of(token), "created_at": timezone.now()},
    )
    happened("calendar.opened", by, by=by)
    return token


@transaction.atomic
def close(*, by: User) -> None:
    """The address opens nothing any more. Twice changes nothing."""
    key = (
        PersonalCalendar.objects.select_for_update(of=("self",)).filter(user=by).first()
    )
    if key is not None:
        happened("calendar.closed", by, by=by)
        key.delete()
