"""The dates of an imported event follow its source; each keeps its row.

A row is what people have in their calendars and hold seats for. It belongs to the time
that has the same place in the series, else to the one on the same day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from commons.clock import berlin_date
from commons.foreign_calendars.meetings import Time
from events.calendar.models import Event, ImportedDate, ImportedEvent, Occurrence
from events.calendar.services import locking, pairing, telling, vanishing

Pair = tuple[Occurrence, Time]
SAME_DATE = (pairing.as_is, berlin_date)


@dataclass
class Followed:
    """What became of the dates; `moved` and `back` are those to tell of."""

    moved: list[Occurrence] = field(default_factory=list)
    back: list[Occurrence] = field(default_factory=list)
    gone: int = 0
    new: int = 0

    @property
    def is_news(self) -> bool:
        """Something that people have read already is different."""
        return bool(self.moved or self.back or self.gone)


def make(event: Event, imported: ImportedEvent, times: Iterable[Time]) -> int:
    """Rows for new times of an event; what is called off already says so."""
    now = timezone.now()
    rows = Occurrence.objects.bulk_create(
        Occurrence(
            event=event,
            starts_at=time.starts_at,
            ends_at=time.ends_at,
            original_starts_at=time.original_at,
            capacity=event.capacity,
            cancelled_at=now if time.is_cancelled else None,
            cancel_reason=str(vanishing.CALLED_OFF) if time.is_cancelled else "",
        )
        for time in times
    )
    ImportedDate.objects.bulk_create(
        ImportedDate(
            occurrence=row, imported=imported, gone_at=row.cancelled_at and now
        )
        for row in rows
    )
    return len(rows)


def follow(event: Event, imported: ImportedEvent, times: Sequence[Time]) -> Followed:
    """Let the rows of a locked event follow what its source says now."""
    rows = _rows(event, times)
    pairs, left, new = pairing.paired(
        rows, list(times), at=lambda time: time.original_at, by=SAME_DATE
    )
    followed = Followed()
    known = {one.occurrence_id: one for one in imported.dates.all()}
    for row, time in _in_a_free_order(pairs):
        row.event = event
        _apply(row, time, known.get(row.pk), followed)
    for row in left:
        if row.cancelled_at is None and row.ends_at > timezone.now():
            row.event = event
            vanishing.let_go(row, vanishing.GONE, by=None)
            followed.gone += 1
    followed.new = make(event, imported, new)
    for row in followed.moved:
        telling.tell_registered(row, telling.What.MOVED, by=None)
    for row in followed.back:
        telling.tell_registered(row, telling.What.RESTORED, by=None)
    return followed


def _rows(event: Event, times: Sequence[Time]) -> list[Occurrence]:
    """Those to come, and what is over but was moved into the future."""
    named = Q(original_starts_at__in=[time.original_at for time in times])
    to_come = Q(ends_at__gt=timezone.now())
    return list(locking.locked_dates(event).filter(to_come | named))


def _in_a_free_order(pairs: list[Pair]) -> list[Pair]:
    """Later ones first where all move on, so that no two are ever the same date."""
    is_later = any(time.original_at > row.original_starts_at for row, time in pairs)
    return sorted(pairs, key=lambda pair: pair[1].original_at, reverse=is_later)


def _apply(
    row: Occurrence, time: Time, known: ImportedDate | None, followed: Followed
) -> None:
    if known is None:  # made here by hand, before it was imported: not ours
        return
    is_moved = (row.starts_at, row.ends_at) != (time.starts_at, time.ends_at)
    row.starts_at, row.ends_at = time.starts_at, time.ends_at
    row.original_starts_at = time.original_at
    is_back = known.gone_at is not None and not time.is_cancelled
    if is_back:
        row.cancelled_at, row.cancel_reason = None, ""
    if is_moved or is_back:
        locking.count_change(row)
        known.changed_at = timezone.now()
        known.gone_at = None if is_back else known.gone_at
        known.save(update_fields=["changed_at", "gone_at"])
    row.save(update_fields=_COLUMNS)
    if is_back:
        followed.back.append(row)
    elif is_moved and row.cancelled_at is None:
        followed.moved.append(row)
    if time.is_cancelled and row.cancelled_at is None:
        vanishing.let_go(row, vanishing.CALLED_OFF, by=None)
        followed.gone += 1


_COLUMNS = (
    *("starts_at", "ends_at", "original_starts_at", "sequence", "changed_at"),
    *("cancelled_at", "cancel_reason"),
)
# A series is read as far as this; a list shows no later date.
HORIZON = timedelta(days=365)
