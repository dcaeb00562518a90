"""Dates of an event as rows: made from its rule, kept when the rule changes.

A row outlives every change: its `uid` is what people have in their calendars, and seats
hang on it. So a new rule moves the rows that it can and calls off the rest.
"""

from collections.abc import Hashable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commons.accounts.models import User
from commons.clock import berlin_date
from events.calendar import recurrence
from events.calendar.models import Event, Occurrence
from events.calendar.recurrence import Span
from events.calendar.services import calling_off, locking, pairing
from participation.moderation.enums import Publication

HORIZON = timedelta(days=548)  # eighteen months
BATCH = 1_000
# Removed, withdrawn and declined ones come no more.
GOING_ON = (
    *(Publication.SUBMITTED, Publication.CHANGES_REQUESTED),
    *(Publication.PUBLISHED, Publication.HIDDEN),
)
MOMENTS = (
    *("starts_at", "ends_at", "original_starts_at"),
    *("sequence", "changed_at"),
)


def _week(at: datetime) -> Hashable:
    return berlin_date(at).isocalendar()[:2]


SAME_DATE = (pairing.as_is, berlin_date, _week)


@transaction.atomic
def expand(event: Event) -> list[Occurrence]:
    """Make the rows that are missing up to the horizon; run twice it makes none.

    What was called off or moved keeps its place in the series and is not made again.
    """
    event = locking.locked(event)
    until = timezone.now() + HORIZON
    known = set(event.occurrences.values_list("original_starts_at", flat=True))
    if known and not event.is_series:
        return []
    after = event.expanded_until
    wanted = [
        span
        for span in spans_of(event, until)
        if span.starts_at not in known and (after is None or span.starts_at >= after)
    ]
    event.expanded_until = until if event.is_series else None
    event.save(update_fields=["expanded_until"])
    return _make(event, wanted)


def expand_all() -> int:
    """What beat tops up every night: how many rows are new."""
    due = Event.objects.filter(
        ~Q(rrule=""), cancelled_at__isnull=True, publication__in=GOING_ON
    )
    due = due.filter(expanded_until__lt=timezone.now() + HORIZON)
    pks = due.order_by("expanded_until").values_list("pk", flat=True)[:BATCH]
    return sum(len(expand(Event(pk=pk))) for pk in list(pks))


@transaction.atomic
def reschedule(event: Event, *, by: User | None) -> list[Occurrence]:
    """Let the rows follow a changed time or rule; the event is locked and saved.

    A date keeps its row if the new rule has the same moment, else the same day, else
    the same week. What was moved by hand stays where it was moved to. Dates that are
    over stay as they were; those that nothing is left for are called off.

    Returns:
        The dates that moved, for telling.
    """
    until = timezone.now() + HORIZON
    rows, wanted = _concerned(event, until)
    pairs, left, new = pairing.paired(
        rows, wanted, at=lambda span: span.starts_at, by=SAME_DATE
    )
    for row in left:
        _drop(event, row, by=by)
    moved = _move(event, pairs)
    _make(event, new)
    event.expanded_until = until if event.is_series else None
    event.save(update_fields=["expanded_until"])
    return moved


def _concerned(event: Event, until: datetime) -> tuple[list[Occurrence], list[Span]]:
    """Rows that may move, and where there is to be one; extra dates are no part of it.

    A date that is over, or an extra one, keeps its moment for itself.
    """
    now = timezone.now()
    everything = list(locking.locked_dates(event))
    rows = [row for row in everything if not row.is_extra]
    wanted = spans_of(event, until)
    if event.is_series:
        if len(rows) == 1:  # it was no series before, so nothing is an exception
            rows[0].original_starts_at = rows[0].starts_at
        rows = [row for row in rows if row.ends_at > now]
        wanted = [span for span in wanted if span.ends_at > now]
    kept = {row.pk for row in rows}
    stay = {row.original_starts_at for row in everything if row.pk not in kept}
    return rows, [span for span in wanted if span.starts_at not in stay]


def spans_of(event: Event, until: datetime) -> list[Span]:
    first = Span(event.starts_at, event.ends_at)
    return list(recurrence.spans(event.rrule, first, until=until))


def _make(event: Event, spans: list[Span]) -> list[Occurrence]:
    return Occurrence.objects.bulk_create(
        Occurrence(
            event=event,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            original_starts_at=span.starts_at,
            capacity=event.capacity,
        )
        for span in spans
    )


def _move(event: Event, pairs: list[tuple[Occurrence, Span]]) -> list[Occurrence]:
    """Write the new moments; no two change places, for what is as it was came first.

    An event that happens once keeps the moment for which it was announced, so that its
    page can say that it moved.
    """
    moved = []
    for row, span in pairs:
        before = (row.starts_at, row.ends_at)
        if not (event.is_series and row.is_moved):
            row.starts_at, row.ends_at = span.starts_at, span.ends_at
        if event.is_series or event.published_at is None:
            row.original_starts_at = span.starts_at
        if (row.starts_at, row.ends_at) != before:
            locking.count_change(row)
            if not row.is_cancelled:
                moved.append(row)
        row.save(update_fields=MOMENTS)
    return moved


def _drop(event: Event, row: Occurrence, *, by: User | None) -> None:
    """Call it off; what nobody has ever seen goes without a word."""
    if event.published_at is None:
        row.delete()
    elif not row.is_cancelled:
        reason = _("Der Termin gehört nicht mehr zur Reihe.")
        calling_off.call_off(row, reason=reason, by=by)
