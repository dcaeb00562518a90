"""When something is free: from bookings, from the house's own calendar, from hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from commons.clock import BERLIN
from participation.pool.enums import ResourceKind
from participation.pool.models import BusyTime, Hold, Offer
from participation.pool.spans import Span
from participation.pool.workflow import HORIZON

# Where else we look when a time is taken: around it, and on the days that follow.
SAME_DAY = range(-360, 361, 30)  # minutes
NEXT_DAYS = range(-7, 15)
MOST_NEAR = 3


@dataclass(frozen=True)
class Taken:
    """What is taken in a window: by piece, and as a whole by the house itself."""

    pieces: Sequence[tuple[int, Span]]
    busy: Sequence[Span]

    def free_pieces(self, offer: Offer, span: Span) -> list[int]:
        """The pieces that nobody has in the whole of the span, lowest first."""
        if any(span.overlaps(each) for each in self.busy):
            return []
        held = {piece for piece, each in self.pieces if span.overlaps(each)}
        return [piece for piece in range(1, offer.quantity + 1) if piece not in held]


def taken_in(offer: Offer, window: Span) -> Taken:
    """Two queries."""
    held = Hold.objects.filter(offer=offer, during__overlap=window.as_range)
    busy = BusyTime.objects.filter(offer=offer, during__overlap=window.as_range)
    return Taken(
        pieces=[
            (piece, Span.of_range(during))
            for piece, during in held.values_list("piece", "during")
        ],
        busy=[
            Span.of_range(during) for during in busy.values_list("during", flat=True)
        ],
    )


def fits_hours(offer: Offer, span: Span) -> bool:
    """Whether it is lent on those days and at those hours.

    A room is used between opening and closing of one day; what is carried away only
    has to be fetched and brought back while somebody is there.
    """
    if not _fits_days(offer, span):
        return False
    if offer.opens_at is None or offer.closes_at is None:
        return True
    if offer.kind == ResourceKind.ROOM and not span.is_of_one_day:
        return False
    begins, ends = (
        moment.astimezone(BERLIN).time() for moment in (span.starts_at, span.ends_at)
    )
    return all(offer.opens_at <= at <= offer.closes_at for at in (begins, ends))


def _fits_days(offer: Offer, span: Span) -> bool:
    if offer.from_on is not None and span.first_day < offer.from_on:
        return False
    if offer.until_on is not None and span.last_day > offer.until_on:
        return False
    days = {span.first_day.isoweekday(), span.last_day.isoweekday()}
    return not offer.weekdays or days <= set(offer.weekdays)


def near(offer: Offer, span: Span, *, quantity: int = 1) -> list[Span]:
    """Free times of the same length near a taken one, the nearest first.

    Two queries, however many times are tried.
    """
    tried = sorted(_candidates(span), key=lambda each: _distance(each, span))
    now = timezone.now()
    window = Span(
        min(each.starts_at for each in tried), max(each.ends_at for each in tried)
    )
    taken = taken_in(offer, window)
    found: list[Span] = []
    for each in tried:
        # Three times that overlap each other are one choice.
        is_new = not any(each.overlaps(other) for other in found)
        is_ahead = now < each.starts_at and each.ends_at < now + HORIZON
        if is_new and is_ahead and _is_free(offer, each, taken, quantity):
            found.append(each)
        if len(found) == MOST_NEAR:
            break
    return found


def _is_free(offer: Offer, span: Span, taken: Taken, quantity: int) -> bool:
    has_enough = len(taken.free_pieces(offer, span)) >= quantity
    return has_enough and fits_hours(offer, span)


def _candidates(span: Span) -> Iterable[Span]:
    for minutes in SAME_DAY:
        yield span.moved(minutes=minutes)
    for days in NEXT_DAYS:
        yield span.moved(days=days)


def _distance(each: Span, span: Span) -> tuple[timedelta, bool]:
    """Of two as near, the later one first: people have rather a little more time."""
    gap = each.starts_at - span.starts_at
    return abs(gap), gap < timedelta()
