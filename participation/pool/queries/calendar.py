"""The plan of one week, and bookings as a calendar program takes them in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from commons.calendars import Event
from commons.clock import berlin_today
from participation.pool.enums import BookingState
from participation.pool.models import Booking, BusyTime, Offer
from participation.pool.spans import Span
from participation.pool.workflow import HOLDING

DAYS = 7
# Calendar programs keep what they have seen; older dates only make the file long.
LOOKING_BACK = timedelta(days=60)
OUT = (BookingState.CONFIRMED, BookingState.CANCELLED)


@dataclass(frozen=True)
class Slot:
    """A taken time of one day; `booking` only for whoever may know of it."""

    span: Span
    state: str
    quantity: int
    booking: Booking | None = None
    is_whole_day: bool = False


@dataclass(frozen=True)
class Day:
    day: date
    slots: Sequence[Slot]
    is_past: bool
    is_open: bool


@dataclass(frozen=True)
class Week:
    monday: date
    days: Sequence[Day]

    @property
    def before(self) -> date:
        return self.monday - timedelta(days=DAYS)

    @property
    def after(self) -> date:
        return self.monday + timedelta(days=DAYS)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of(offer: Offer, monday: date, *, shows_names: bool) -> Week:
    """Two queries, however much is booked."""
    return weeks_of([offer], monday, shows_names=shows_names)[0][1]


def weeks_of(
    offers: Sequence[Offer], monday: date, *, shows_names: bool
) -> list[tuple[Offer, Week]]:
    """The same week of several, as a house has them; two queries for all."""
    window = Span(
        Span.of_day(monday).starts_at,
        Span.of_day(monday + timedelta(days=DAYS - 1)).ends_at,
    )
    taken: dict[int, list[Slot]] = defaultdict(list)
    for offer_id, slot in _booked(offers, window, names=shows_names):
        taken[offer_id].append(slot)
    for offer_id, slot in _busy(offers, window):
        taken[offer_id].append(slot)
    days = [monday + timedelta(days=number) for number in range(DAYS)]
    return [
        (offer, Week(monday, [_day(offer, day, taken[offer.pk]) for day in days]))
        for offer in offers
    ]


def _booked(
    offers: Sequence[Offer], window: Span, *, names: bool
) -> Iterable[tuple[int, Slot]]:
    rows = Booking.objects.holding().filter(
        offer__in=offers, starts_at__lt=window.ends_at, ends_at__gt=window.starts_at
    )
    for row in rows.select_related("by", "actor"):
        span = Span(row.starts_at, row.ends_at)
        booking = row if names else None
        yield row.offer_id, Slot(span, row.state, row.quantity, booking)


def _busy(offers: Sequence[Offer], window: Span) -> Iterable[tuple[int, Slot]]:
    quantities = {offer.pk: offer.quantity for offer in offers}
    rows = BusyTime.objects.filter(
        offer__in=offers, during__overlap=window.as_range
    ).values_list("offer_id", "during")
    for offer_id, during in rows:
        yield offer_id, Slot(Span.of_range(during), "busy", quantities[offer_id])


def _day(offer: Offer, day: date, taken: Sequence[Slot]) -> Day:
    whole = Span.of_day(day)
    slots = [_part(slot, whole) for slot in taken if slot.span.overlaps(whole)]
    is_early = offer.from_on is not None and day < offer.from_on
    is_late = offer.until_on is not None and day > offer.until_on
    is_weekday = not offer.weekdays or day.isoweekday() in offer.weekdays
    return Day(
        day=day,
        slots=sorted(slots, key=lambda slot: slot.span),
        is_past=day < berlin_today(),
        is_open=is_weekday and not is_early and not is_late,
    )


def _part(slot: Slot, whole: Span) -> Slot:
    part = slot.span.within(whole)
    return Slot(
        part, slot.state, slot.quantity, slot.booking, is_whole_day=part == whole
    )


def event_of(booking: Booking, *, url: str, names: bool = False) -> Event:
    """`names` for the side of the house: who comes, and what for."""
    offer = booking.offer
    minutes = int((booking.ends_at - booking.starts_at).total_seconds() // 60)
    who = booker_name(booking) if names else ""
    title = f"{offer.title} ({who})" if who else offer.title
    return Event(
        uid=f"{booking.uid}@pool",
        starts_at=booking.starts_at,
        minutes=minutes,
        title=title,
        changed_at=booking.changed_at,
        sequence=booking.sequence,
        where=offer.place_text,
        words=booking.purpose if names else "",
        url=url,
        is_cancelled=booking.state not in HOLDING,
    )


def bookings_out(offer: Offer) -> list[Booking]:
    """What a house's calendar program reads: agreed dates, also those called off."""
    since = timezone.now() - LOOKING_BACK
    rows = Booking.objects.filter(offer=offer, ends_at__gte=since, state__in=OUT)
    return list(rows.select_related("by", "actor", "offer").order_by("starts_at", "pk"))


def booker_name(booking: Booking) -> str:
    if booking.actor is not None:
        return booking.actor.name
    return booking.by.public_name if booking.by else ""
