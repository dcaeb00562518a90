"""What a partner's calendar no longer has leaves the lists, and people are told."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.verbs.services import happened
from events.calendar.models import (
    CalendarSource,
    Event,
    ImportedDate,
    ImportedEvent,
    Occurrence,
    OccurrenceQuerySet,
)
from events.calendar.services import calling_off, locking
from events.calendar.source_states import SourceState

GONE = _("Der Termin steht nicht mehr im Kalender der Veranstalter:innen.")
CALLED_OFF = _("Im Kalender der Veranstalter:innen ist der Termin abgesagt.")
# So many missing at once may also be a fault of theirs: we look twice.
MANY, SHARE = 5, 3
LOOK_AGAIN = timedelta(minutes=25)
STALE_AFTER = timedelta(days=14)
BATCH = 500


def has_dates_to_come(imported: ImportedEvent) -> bool:
    return _to_come(imported.event).exists()


def missing_from(source: CalendarSource, uids: set[str]) -> list[ImportedEvent]:
    """Events to come that a reading did not name."""
    rows = ImportedEvent.objects.filter(source=source, event__vanished_at__isnull=True)
    coming = Occurrence.objects.upcoming().taking_place().values("event")
    rows = rows.filter(event__in=coming).select_related("event").order_by("event_id")
    return [one for one in rows if one.event.external_uid not in uids]


def is_doubtful(source: CalendarSource, missing: int) -> bool:
    """Whether so much is missing at once that we look again before we believe it."""
    if not missing:
        return False
    coming = Occurrence.objects.upcoming().taking_place().values("event")
    rows = ImportedEvent.objects.filter(source=source, event__vanished_at__isnull=True)
    standing = rows.filter(event__in=coming).count()
    is_much = missing == standing or (missing >= MANY and missing * SHARE > standing)
    is_second_look = (
        source.doubted_at is not None
        and timezone.now() - source.doubted_at >= LOOK_AGAIN
    )
    return is_much and not is_second_look


@transaction.atomic
def take_out(imported: ImportedEvent, *, by: User | None) -> None:
    """Out of the lists; its dates to come are called off, and who comes is told."""
    event = locking.locked(imported.event)
    if event.is_vanished:
        return
    for date in locking.locked_dates(event).filter(pk__in=_to_come(event).values("pk")):
        date.event = event
        let_go(date, GONE, by=by)
    event.vanished_at = timezone.now()
    event.save(update_fields=["vanished_at"])
    happened("event.vanished", event, by=by)


def let_go(date: Occurrence, reason: str | Promise, *, by: User | None) -> None:
    """Call a locked date off because its source did; it may come back."""
    with translation.override("de"):
        calling_off.call_off(date, reason=str(reason), by=by)
    ImportedDate.objects.filter(occurrence=date).update(gone_at=timezone.now())


@transaction.atomic
def make_own(imported: ImportedEvent) -> None:
    """It belongs to the actor from now on, who may change everything about it."""
    event = locking.locked(imported.event)
    event.external_uid = ""
    if imported.is_stale:
        event.vanished_at = None
    event.save(update_fields=["external_uid", "vanished_at"])
    imported.delete()
    happened("event.made_own", event, by=None)


def lay_aside_all() -> int:
    """What nobody could look after for two weeks leaves the lists, without a word.

    It is not called off: nobody knows. The next reading brings it back.
    """
    old = CalendarSource.objects.exclude(state=SourceState.TRIAL)
    old = old.filter(read_at__lt=timezone.now() - STALE_AFTER)
    rows = ImportedEvent.objects.filter(
        source__in=old.values("pk"),
        event__vanished_at__isnull=True,
        event__in=Occurrence.objects.upcoming().values("event"),
    )
    due = list(rows.select_related("event").order_by("pk")[:BATCH])
    for imported in due:
        _lay_aside(imported)
    return len(due)


def bring_back_stale(source: CalendarSource) -> None:
    """It was read again, so all that was laid aside can be looked at anew."""
    rows = ImportedEvent.objects.filter(source=source, is_stale=True)
    for imported in rows.select_related("event").order_by("event_id"):
        show_again(imported)


@transaction.atomic
def show_again(imported: ImportedEvent) -> Event:
    event = locking.locked(imported.event)
    event.vanished_at = None
    event.save(update_fields=["vanished_at"])
    imported.is_stale = False
    imported.save(update_fields=["is_stale"])
    happened("event.returned", event, by=None)
    return event


@transaction.atomic
def _lay_aside(imported: ImportedEvent) -> None:
    event = locking.locked(imported.event)
    event.vanished_at = timezone.now()
    event.save(update_fields=["vanished_at"])
    imported.is_stale = True
    imported.save(update_fields=["is_stale"])
    happened("event.laid_aside", event, by=None)


def _to_come(event: Event) -> OccurrenceQuerySet:
    rows: OccurrenceQuerySet = Occurrence.objects.filter(event=event)
    return rows.upcoming().taking_place()
