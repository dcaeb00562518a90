"""Calling off an event or one of its dates; taking an event back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from events.calendar.models import Event, Occurrence
from events.calendar.services import locking
from events.calendar.services.calling_off import LONGEST_REASON, call_off
from participation.moderation import services as moderation, workflow
from participation.moderation.enums import Publication


@transaction.atomic
def cancel_event(event: Event, *, reason: str, by: User | None) -> Event:
    """Call off all dates to come; it stays where it is and says so.

    Raises:
        RuleViolation: it is called off already (`cancelled`), or not public: then it
            can be taken back (`not_public`).
    """
    event = locking.locked(event)
    if event.is_cancelled:
        raise _over()
    _require_public(event)
    event.cancelled_at = timezone.now()
    event.cancel_reason = reason[:LONGEST_REASON]
    event.save(update_fields=["cancelled_at", "cancel_reason"])
    _call_off_all(event, reason=reason, by=by)
    happened("event.cancelled", event, by=by)
    return event


@transaction.atomic
def cancel_occurrence(
    occurrence: Occurrence, *, reason: str, by: User | None
) -> Occurrence:
    """Call off one date; the rest of a series goes on.

    Raises:
        RuleViolation: it is called off already (`cancelled`), over (`over`), or its
            event is not public (`not_public`).
    """
    date = locking.locked_date(occurrence)
    _require_public(date.event)
    if date.is_cancelled:
        raise _over()
    require_to_come(date)
    call_off(date, reason=reason, by=by)
    happened("event.occurrence_cancelled", date.event, by=by, occurrence=date.pk)
    return date


@transaction.atomic
def withdraw(event: Event, *, by: User | None) -> Event:
    """Take it back for good; whoever has a seat hears that it does not take place.

    Raises:
        RuleViolation: its state does not allow it.
    """
    event = locking.locked(event)
    workflow.require(event.publication, Publication.WITHDRAWN)
    if event.published_at is not None:
        reason = gettext("Die Ankündigung ist zurückgezogen.")
        _call_off_all(event, reason=reason, by=by)
    event.publication = Publication.WITHDRAWN
    event.save(update_fields=["publication"])
    moderation.take_back(event)
    happened("event.withdrawn", event, by=by)
    return event


def require_to_come(occurrence: Occurrence) -> None:
    if occurrence.is_over:
        raise RuleViolation(_("Dieser Termin ist schon vorbei."), code="over")


def _call_off_all(event: Event, *, reason: str, by: User | None) -> None:
    dates = locking.locked_dates(event).upcoming().taking_place()
    for date in list(dates):
        date.event = event
        call_off(date, reason=reason, by=by)


def _require_public(event: Event) -> None:
    if not event.is_public:
        raise RuleViolation(
            _("Die Veranstaltung ist nicht öffentlich. Sie können sie zurückziehen."),
            code="not_public",
        )


def _over() -> RuleViolation:
    return RuleViolation(_("Das ist schon abgesagt."), code="cancelled")
