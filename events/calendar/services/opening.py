"""Opening and closing the registration by hand, before its time or after it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from events.calendar.models import Event
from events.calendar.services import locking


@transaction.atomic
def close(event: Event, *, by: User) -> Event:
    """Nobody registers any more, for no date of the event. Twice changes nothing.

    Raises:
        RuleViolation: it takes no registrations (`not_taken`).
    """
    event = _locked(event)
    now = timezone.now()
    closes = event.registration_closes_at
    if closes is not None and closes <= now:
        return event
    opens = event.registration_opens_at
    if opens is not None and opens >= now:
        # It would have begun later: the database wants its end behind its beginning.
        event.registration_opens_at = None
    event.registration_closes_at = now
    event.save(update_fields=["registration_opens_at", "registration_closes_at"])
    happened("registration.closed", event, by=by)
    return event


@transaction.atomic
def reopen(event: Event, *, by: User) -> Event:
    """Open it now, until each date begins. Twice changes nothing.

    Raises:
        RuleViolation: it takes no registrations (`not_taken`).
    """
    event = _locked(event)
    now = timezone.now()
    opens, closes = event.registration_opens_at, event.registration_closes_at
    is_early = opens is not None and opens > now
    is_over = closes is not None and closes <= now
    if not is_early and not is_over:
        return event
    event.registration_opens_at = None if is_early else opens
    event.registration_closes_at = None if is_over else closes
    event.save(update_fields=["registration_opens_at", "registration_closes_at"])
    happened("registration.opened", event, by=by)
    return event


def _locked(event: Event) -> Event:
    event = locking.locked(event)
    if not event.takes_registrations:
        raise RuleViolation(
            _("Für diese Veranstaltung braucht man sich nicht anzumelden."),
            code="not_taken",
        )
    return event
