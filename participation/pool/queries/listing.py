"""The lists of the pool: what everybody finds, and one's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from commons.accounts.visitors import Visitor
from commons.clock import moment_of
from commons.requests import number_in
from neighbourhood.regions.models import Region
from participation.pool.enums import BookingState, ResourceKind, Side
from participation.pool.models import Booking, Offer

PAGE = 24
MOST_OWN = 100
MOST_IN_PANEL = 4
SIDES = {"angebote": Side.OFFER, "gesuche": Side.REQUEST}
KINDS = {
    "raum": ResourceKind.ROOM,
    "geraet": ResourceKind.TOOL,
    "fahrzeug": ResourceKind.VEHICLE,
    "hilfe": ResourceKind.HELPER,
    "wissen": ResourceKind.SKILL,
}


@dataclass(frozen=True)
class Wish:
    """What an address asks of the list."""

    words: str = ""
    side: str = ""
    kinds: tuple[str, ...] = ()
    region: str = ""
    first: date | None = None
    last: date | None = None
    after: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(
            self.words
            or self.side
            or self.kinds
            or self.region
            or self.first
            or self.last
        )

    def query(self, **more: str) -> str:
        """As an address, without the place in the list; for the pages that follow."""
        pairs = [
            ("q", self.words),
            ("seite", self.side),
            *(("art", kind) for kind in self.kinds),
            ("stadtteil", self.region),
            ("von", self.first.isoformat() if self.first else ""),
            ("bis", self.last.isoformat() if self.last else ""),
            *more.items(),
        ]
        return urlencode([(name, value) for name, value in pairs if value])


@dataclass(frozen=True)
class Page:
    """Newest first; `after` is where the next page begins, or empty."""

    offers: Sequence[Offer]
    after: str


def find(wish: Wish) -> Page:
    """One query, wherever in the list."""
    rows = _narrowed(Offer.objects.listed(), wish)
    place = _place(wish.after)
    if place is not None:
        before, pk = place
        older = Q(published_at__lt=before) | Q(published_at=before, pk__lt=pk)
        rows = rows.filter(older)
    ordered = rows.select_related("region", "actor").order_by("-published_at", "-pk")
    found = list(ordered[: PAGE + 1])
    if len(found) <= PAGE:
        return Page(found, "")
    last = found[PAGE - 1]
    at = last.published_at
    assert at is not None  # noqa: S101 -- what is listed is published
    return Page(found[:PAGE], f"{at.isoformat()}_{last.pk}")


def _narrowed(rows: QuerySet[Offer], wish: Wish) -> QuerySet[Offer]:
    if wish.words:
        for word in wish.words.split():
            rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word))
    if wish.side:
        rows = rows.filter(side=SIDES[wish.side])
    if wish.kinds:
        rows = rows.filter(kind__in=[KINDS[kind] for kind in wish.kinds])
    if wish.region:
        rows = rows.filter(Q(region__slug=wish.region) | Q(region__isnull=True))
    if wish.first:
        rows = rows.filter(Q(until_on__isnull=True) | Q(until_on__gte=wish.first))
    if wish.last:
        rows = rows.filter(Q(from_on__isnull=True) | Q(from_on__lte=wish.last))
    return rows


def _place(after: str) -> tuple[datetime, int] | None:
    """Where a page begins; anything else begins at the top."""
    at, _line, last = after.rpartition("_")
    pk = number_in(last)
    if pk is None:
        return None
    try:
        return moment_of(at), pk
    except ValueError:
        return None


def newest_in(region: Region) -> list[Offer]:
    """For the page of a Stadtteil; one query."""
    rows = Offer.objects.listed().filter(region=region).select_related("actor")
    return list(rows.order_by("-published_at", "-pk")[:MOST_IN_PANEL])


def of_actors(actor_ids: Iterable[int]) -> list[Offer]:
    """What some actors offer and look for; one query."""
    rows = Offer.objects.listed().filter(actor__in=list(actor_ids))
    ordered = rows.select_related("region", "actor").order_by("-published_at", "-pk")
    return list(ordered[:MOST_OWN])


def bookable_of(actor_id: int) -> list[Offer]:
    """What a house lends by a plan, by name; one query."""
    rows = Offer.objects.listed().filter(actor=actor_id, is_bookable=True)
    return list(rows.order_by("title", "pk")[:MOST_OWN])


@dataclass(frozen=True)
class Own:
    """Everything in the pool that concerns somebody."""

    entries: Sequence[Offer]
    to_answer: Sequence[Booking]
    coming: Sequence[Booking]
    booked: Sequence[Booking]


def own_of(visitor: Visitor) -> Own:
    """Three queries beside those for the visitor's actors."""
    entries = Offer.objects.managed_by(visitor).select_related("region", "actor")
    kept = Offer.objects.managed_by(visitor).values("pk")
    now = timezone.now()
    bookings = Booking.objects.select_related("offer", "by", "actor")
    coming = bookings.holding().filter(offer__in=kept, ends_at__gte=now)
    held = list(coming.order_by("starts_at", "pk")[:MOST_OWN])
    waiting = [row for row in held if row.state == BookingState.REQUESTED]
    agreed = [row for row in held if row.state == BookingState.CONFIRMED]
    booked = bookings.filter(by_id=visitor.user_id, ends_at__gte=now)
    # What one entered oneself for one's own house stands above.
    others = booked.exclude(offer__in=kept).order_by("starts_at", "pk")
    newest = entries.order_by(F("ended_at").desc(nulls_first=True), "-pk")
    return Own(
        entries=list(newest[:MOST_OWN]),
        to_answer=waiting,
        coming=agreed,
        booked=list(others[:MOST_OWN]),
    )
