"""A year of a house or a network, in the figures that every funder asks for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, ExpressionWrapper, F, Q, QuerySet, Sum
from django.db.models.fields import DurationField
from django.utils import timezone

from commons.accounts.visitors import Visitor
from commons.clock import BERLIN, berlin_today
from participation.actors.models import Actor
from participation.moderation.enums import Publication
from participation.networks.enums import COORDINATING, ConcernState
from participation.networks.models import (
    Concern,
    Network,
    NetworkDate,
    NetworkMembership,
    Post,
)
from participation.pool.enums import BookingState
from participation.pool.models import Booking

Subject = Actor | Network
# How addresses call them.
HOUSE, NETWORK = "akteur", "netzwerk"
EARLIEST = 2020
MOST = 2_000


@dataclass(frozen=True)
class Loan:
    """What was lent how often, and for how long together."""

    title: str
    times: int
    hours: int


@dataclass(frozen=True)
class Report:
    subject: Subject
    year: int
    dates: list[NetworkDate]
    loans: list[Loan]
    posts: list[Post]
    members: int | None
    concerns: int
    answered: int

    @property
    def participants(self) -> int:
        """Those that somebody counted."""
        return sum(date.headcount.number for date in self.dates if is_counted(date))

    @property
    def counted(self) -> int:
        return sum(1 for date in self.dates if is_counted(date))

    @property
    def borrowings(self) -> int:
        return sum(loan.times for loan in self.loans)


def years() -> list[int]:
    """Those that a report can be about, this one first."""
    now = berlin_today().year
    return list(range(now, max(now - 5, EARLIEST) - 1, -1))


def is_counted(date: NetworkDate) -> bool:
    return hasattr(date, "headcount")


def report_of(subject: Subject, year: int, visitor: Visitor) -> Report:
    """At most six queries; nothing that the visitor may not read."""
    begin, end = _span(year)
    network_ids = _networks_of(subject)
    concerns = Concern.objects.filter(network__in=network_ids).visible_to(visitor)
    asked = concerns.filter(raised_at__gte=begin, raised_at__lt=end)
    figures = asked.aggregate(
        number=Count("pk"),
        answered=Count("pk", filter=Q(state=ConcernState.ANSWERED)),
    )
    return Report(
        subject=subject,
        year=year,
        dates=dates_of(subject, year, visitor),
        loans=_loans(subject, begin, end),
        posts=_posts(subject, begin, end, visitor),
        members=_members(subject, end) if isinstance(subject, Network) else None,
        concerns=figures["number"],
        answered=figures["answered"],
    )


def dates_of(subject: Subject, year: int, visitor: Visitor) -> list[NetworkDate]:
    """What took place: what was called off or is still to come does not count."""
    begin, end = _span(year)
    rows = NetworkDate.objects.filter(
        network__in=_networks_of(subject),
        cancelled_at__isnull=True,
        starts_at__gte=begin,
        starts_at__lt=min(end, timezone.now()),
    )
    shown = rows.visible_to(visitor).select_related("headcount", "network")
    return list(shown.order_by("starts_at", "pk")[:MOST])


def _networks_of(subject: Subject) -> QuerySet | list[int]:
    """A network itself; of a house those that it coordinates."""
    if isinstance(subject, Network):
        return [subject.pk]
    held = NetworkMembership.objects.filter(
        actor=subject, role__in=COORDINATING, left_at__isnull=True
    )
    return held.values("network")


def _posts(
    subject: Subject, begin: datetime, end: datetime, visitor: Visitor
) -> list[Post]:
    rows = Post.objects.published().filter(
        published_at__gte=begin, published_at__lt=end
    )
    if isinstance(subject, Network):
        rows = rows.filter(network=subject)
    else:
        rows = rows.filter(actor=subject)
    shown = rows.visible_to(visitor).select_related("network")
    return list(shown.order_by("published_at", "pk")[:MOST])


def _loans(subject: Subject, begin: datetime, end: datetime) -> list[Loan]:
    """A network has nothing to lend; the houses do that belonged to it in the year.

    Of theirs only what the pool shows to everybody, calendars as well.
    """
    rows = Booking.objects.filter(
        state=BookingState.CONFIRMED, starts_at__gte=begin, starts_at__lt=end
    )
    if isinstance(subject, Network):
        inside = _belonging(subject, end).filter(
            Q(left_at__isnull=True) | Q(left_at__gte=begin), actor__isnull=False
        )
        rows = rows.filter(
            offer__actor__in=inside.values("actor"),
            offer__publication=Publication.PUBLISHED,
        )
    else:
        rows = rows.filter(offer__actor=subject)
    length = ExpressionWrapper(F("ends_at") - F("starts_at"), DurationField())
    counted = rows.values("offer", "offer__title").annotate(
        times=Count("pk"), length=Sum(length)
    )
    return [
        Loan(row["offer__title"], row["times"], round(row["length"] / _HOUR))
        for row in counted.order_by("offer__title", "offer")
    ]


def _members(network: Network, end: datetime) -> int:
    """At the end of the year, or today where that is still to come."""
    still = Q(left_at__isnull=True) | Q(left_at__gte=end)
    return _belonging(network, end).filter(still).count()


def _belonging(network: Network, end: datetime) -> QuerySet[NetworkMembership]:
    """Whoever joined before `end`, also if they have left since."""
    return NetworkMembership.objects.filter(network=network, joined_at__lt=end)


def _span(year: int) -> tuple[datetime, datetime]:
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    return (
        datetime.combine(first, time.min, tzinfo=BERLIN),
        datetime.combine(after, time.min, tzinfo=BERLIN),
    )


_HOUR = timedelta(hours=1)
