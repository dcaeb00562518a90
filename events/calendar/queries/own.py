"""What somebody looks after, and the dates of one event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.utils import timezone

from commons.accounts.visitors import Visitor
from events.calendar.models import Event, Occurrence

PAGE_SIZE = 30
MOST_DATES = 120


@dataclass(frozen=True)
class Managed:
    """`next_before` is the id to go on below, or None at the end."""

    events: Sequence[Event]
    next_before: int | None = None


def managed_events(visitor: Visitor, *, before: int | None = None) -> Managed:
    """Newest first, each with `next_at` and how many dates are to come."""
    to_come = Q(occurrences__ends_at__gt=timezone.now())
    rows = Event.objects.managed_by(visitor)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    rows = rows.select_related("actor", "network", "department", "region", "decision")
    rows = rows.annotate(
        next_at=Min("occurrences__starts_at", filter=to_come),
        date_count=Count("occurrences", filter=to_come),
    )
    found = list(rows.order_by("-pk")[: PAGE_SIZE + 1])
    page = found[:PAGE_SIZE]
    return Managed(page, page[-1].pk if len(found) > PAGE_SIZE else None)


def called_off_with_event(since: datetime) -> Q:
    """Dates that were called off with their event and can still be held.

    Those that had been called off by themselves before, or by the calendar that they
    come from, are none of them.
    """
    return Q(
        cancelled_at__gte=since,
        starts_at__gt=timezone.now(),
        imported__gone_at__isnull=True,
    )


def may_take_place_after_all(event: Event) -> bool:
    """Whether calling it off can still be taken back."""
    if not event.is_public or event.is_vanished or event.cancelled_at is None:
        return False
    return event.occurrences.filter(called_off_with_event(event.cancelled_at)).exists()


def dates_of(event: Event) -> list[Occurrence]:
    """Those to come, the next first."""
    rows = event.occurrences.upcoming().order_by("starts_at", "pk")
    found = list(rows[:MOST_DATES])
    for date in found:
        date.event = event
    return found
