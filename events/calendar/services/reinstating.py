"""Taking back that something was called off: it takes place after all.

Seats and the line are as they were, for calling off frees none. Whoever was told, or
was about to be, is told again, with a file that puts the date back.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.notifications.services.recalling import recall
from commons.verbs.models import Happening
from commons.verbs.services import happened
from events.calendar.models import Event, ImportedDate, Occurrence
from events.calendar.queries.own import called_off_with_event
from events.calendar.registration_letters import Mail
from events.calendar.services import held, locking, mailing, series, telling
from participation.moderation.services.blocks import require_may_write


@transaction.atomic
def reinstate_event(event: Event, *, by: User) -> Event:
    """Hold the dates again that were called off with the event and have not begun.

    What was called off by itself before stays so.

    Raises:
        RuleViolation: `blocked`, it is not called off (`not_cancelled`), not to be
            seen (`not_public`), or none of its dates is still to begin (`begun`).
    """
    require_may_write(by)
    event = locking.locked(event)
    _require_shown(event)
    since = event.cancelled_at
    if since is None:
        raise _not_cancelled()
    rows = locking.locked_dates(event).filter(called_off_with_event(since))
    dates = list(rows)
    if not dates:
        raise RuleViolation(
            _("Alle Termine, die abgesagt sind, haben schon begonnen."), code="begun"
        )
    named = Q(verb="event.cancelled", kind="event", target_id=event.pk)
    _recall(named, since=since)
    event.cancelled_at, event.cancel_reason = None, ""
    event.save(update_fields=["cancelled_at", "cancel_reason"])
    for date in dates:
        date.event = event
        _hold(date, since=since, by=by)
    happened("event.reinstated", event, by=by)
    return event


@transaction.atomic
def reinstate_occurrence(occurrence: Occurrence, *, by: User) -> Occurrence:
    """Hold one date after all. One that left its series meanwhile stands by itself.

    Raises:
        RuleViolation: `blocked`, it is not called off (`not_cancelled`), the whole
            event is (`cancelled`) or is not to be seen (`not_public`), it has begun
            (`begun`), or its own calendar called it off (`imported`).
    """
    require_may_write(by)
    date = locking.locked_date(occurrence)
    _require_shown(date.event)
    since = _require_reinstatable(date)
    named = Q(verb="event.occurrence_cancelled", params__occurrence=date.pk)
    _recall(named & Q(kind="event", target_id=date.event_id), since=since)
    date.is_extra = date.is_extra or _left_its_series(date)
    _hold(date, since=since, by=by)
    verb = "event.occurrence_reinstated"
    happened(verb, date.event, by=by, occurrence=date.pk)
    return date


def _require_reinstatable(date: Occurrence) -> datetime:
    """When it was called off."""
    if date.event.is_cancelled:
        raise RuleViolation(
            _("Die ganze Veranstaltung ist abgesagt. Nehmen Sie diese Absage zurück."),
            code="cancelled",
        )
    if date.cancelled_at is None:
        raise _not_cancelled()
    if date.has_begun:
        raise RuleViolation(_("Dieser Termin hat schon begonnen."), code="begun")
    if ImportedDate.objects.filter(occurrence=date, gone_at__isnull=False).exists():
        raise RuleViolation(
            _(
                "Dieser Termin ist in Ihrem eigenen Kalender abgesagt. Tragen Sie ihn "
                "dort wieder ein, dann findet er auch hier statt."
            ),
            code="imported",
        )
    return date.cancelled_at


def _hold(date: Occurrence, *, since: datetime, by: User) -> None:
    """A locked date takes place again; mails that it does not are stopped."""
    date.cancelled_at, date.cancel_reason = None, ""
    locking.count_change(date)
    date.save(
        update_fields=[
            *("cancelled_at", "cancel_reason", "sequence", "changed_at", "is_extra"),
        ]
    )
    named = Q(verb=telling.VERB, params__what=telling.What.CANCELLED.value)
    told = _recall(named & Q(kind="occurrence", target_id=date.pk), since=since)
    mailing.recall(date, Mail.CALLED_OFF, serials=told)
    telling.tell_registered(date, telling.What.REINSTATED, by=by)


def _recall(named: Q, *, since: datetime) -> list[int]:
    """Stop the news of a cancellation that have not gone; gives its happenings."""
    rows = Happening.objects.filter(
        named, happened_at__gte=since, withdrawn_at__isnull=True
    )
    found = list(rows.order_by("pk"))
    for happening in found:
        recall(happening)
    return [happening.pk for happening in found]


def _left_its_series(date: Occurrence) -> bool:
    """Whether the rule was changed since, so that it would be called off again."""
    event = date.event
    if held.is_held(event):
        return False
    if not event.is_series:
        return date.starts_at != event.starts_at
    spans = series.spans_of(event, date.original_starts_at + timedelta(days=1))
    return all(span.starts_at != date.original_starts_at for span in spans)


def _require_shown(event: Event) -> None:
    if not event.is_public or event.is_vanished:
        raise RuleViolation(
            _("Die Veranstaltung ist zurzeit nicht zu sehen."), code="not_public"
        )


def _not_cancelled() -> RuleViolation:
    return RuleViolation(_("Das ist nicht abgesagt."), code="not_cancelled")
