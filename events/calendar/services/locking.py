"""The order of locks: the event first, then its dates by their number."""

from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone

from events.calendar.models import Event, Occurrence, OccurrenceQuerySet


def locked(event: Event) -> Event:
    rows = Event.objects.select_for_update(of=("self",))
    related = ("actor", "network", "department", "region", "planning_area")
    return rows.select_related(*related).get(pk=event.pk)


def locked_dates(event: Event) -> OccurrenceQuerySet:
    """Dates of a locked event; whoever reads them has them."""
    rows = Occurrence.objects.select_for_update(of=("self",)).filter(event=event)
    return rows.order_by("pk")


def locked_date(occurrence: Occurrence) -> Occurrence:
    """One date, its event locked before it."""
    event = locked(Event(pk=occurrence.event_id))
    date: Occurrence = locked_dates(event).get(pk=occurrence.pk)
    date.event = event
    return date


def count_change(occurrence: Occurrence) -> None:
    """One more change for everybody's calendar; the caller saves both columns."""
    occurrence.sequence += 1
    occurrence.changed_at = timezone.now()


def count_changes(dates: Iterable[Occurrence]) -> None:
    """As `count_change`, in the rows themselves."""
    chosen = Occurrence.objects.filter(pk__in=[date.pk for date in dates])
    chosen.update(sequence=F("sequence") + 1, changed_at=timezone.now())
