"""When a network meets: what is ahead, what was, and what calendars are given."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from commons.accounts.visitors import Visitor
from participation.networks.models import Network, NetworkDate

MOST_AHEAD = 100
PAST_PAGE = 20
ON_OVERVIEW = 3
IN_CALENDAR = 500
# How long calendars keep what is over.
REMEMBERED = timedelta(days=365)


@dataclass(frozen=True)
class Page:
    """`before` is where the past goes on: the key of the last date shown."""

    ahead: list[NetworkDate]
    past: list[NetworkDate]
    before: int | None


def find(pk: int, visitor: Visitor) -> NetworkDate | None:
    rows: Any = NetworkDate.objects.select_related("network__region")
    found: NetworkDate | None = rows.filter(pk=pk).visible_to(visitor).first()
    return found


def page_of(network: Network, *, before: int | None = None) -> Page:
    """What is ahead, the next one first, and what was, the last one first."""
    rows = NetworkDate.objects.filter(network=network)
    past = rows.past().order_by("-starts_at", "-pk")
    last = rows.filter(pk=before).first() if before else None
    if last is not None:
        earlier = Q(starts_at=last.starts_at, pk__lt=last.pk)
        past = past.filter(Q(starts_at__lt=last.starts_at) | earlier)
    found = list(past[: PAST_PAGE + 1])
    ahead = [] if last else list(_ahead(network)[:MOST_AHEAD])
    more = found[PAST_PAGE - 1].pk if len(found) > PAST_PAGE else None
    return Page(ahead, found[:PAST_PAGE], more)


def next_of(network: Network) -> list[NetworkDate]:
    """For the overview; what was called off stands on the page of dates."""
    return list(_ahead(network).filter(cancelled_at__isnull=True)[:ON_OVERVIEW])


def for_calendar(network: Network) -> QuerySet[NetworkDate]:
    """With what was called off: else it would stay in calendars as it was."""
    since = timezone.now() - REMEMBERED
    rows = NetworkDate.objects.filter(network=network, starts_at__gte=since)
    return rows.order_by("starts_at", "pk")[:IN_CALENDAR]


def _ahead(network: Network) -> QuerySet[NetworkDate]:
    rows = NetworkDate.objects.filter(network=network).upcoming()
    return rows.order_by("starts_at", "pk")
