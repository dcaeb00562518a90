"""What comes in a Stadtteil, as its Rundbrief tells it: a piece an event."""

from collections.abc import Sequence
from datetime import date, timedelta

from commons.clock import berlin_date, berlin_today
from commons.html import plain_text
from commons.text import first_sentence
from events.calendar.models import Occurrence, OccurrenceQuerySet
from events.calendar.queries.listing import here_or_everywhere, with_words
from events.calendar.queries.spans import between
from events.calendar.wording import place_of, when
from neighbourhood.newsletters.sources import Piece
from neighbourhood.regions.models import Region

KIND = "event"
# Until the next Rundbrief, and a little longer.
AHEAD = timedelta(days=35)
# Nobody chooses among more.
MOST = 100
LONGEST_SUMMARY = 200


def coming(region: Region, _first: date, last: date) -> Sequence[Piece]:
    """What takes place after these days: the next date of each, the soonest first."""
    begin = max(last, berlin_today())
    span = between(begin, begin + AHEAD)
    rows = _next(region).filter(
        starts_at__gte=span.starts_at, starts_at__lt=span.ends_at
    )
    return _pieces(rows)


def still_to_come(region: Region, ids: Sequence[int]) -> Sequence[Piece]:
    """Called off, gone or over meanwhile: it falls away."""
    return _pieces(_next(region).upcoming().filter(event__in=ids))


def _next(region: Region) -> OccurrenceQuerySet:
    rows = Occurrence.objects.listed().taking_place()
    return rows.filter(here_or_everywhere(region.pk))


def _pieces(rows: OccurrenceQuerySet) -> list[Piece]:
    first = rows.order_by("event_id", "starts_at", "pk").distinct("event_id")
    found = Occurrence.objects.filter(pk__in=first.values("pk"))
    shown = with_words(found).order_by("starts_at", "pk")[:MOST]
    return [_piece_of(one) for one in shown]


def _piece_of(occurrence: Occurrence) -> Piece:
    event = occurrence.event
    words = first_sentence(plain_text(event.text, LONGEST_SUMMARY))
    return Piece(
        kind=KIND,
        target_id=event.pk,
        title=event.title,
        url=event.get_absolute_url(),
        summary=f"{when(occurrence)}, {place_of(occurrence)}. {words}",
        day=berlin_date(occurrence.starts_at),
    )
