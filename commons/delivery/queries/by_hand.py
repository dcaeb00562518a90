"""Letters and calls as the desk sees them: without names, numbers and addresses.

Those are opened by a POST that is written down.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from commons.clock import berlin_date
from commons.delivery import renderers, rules
from commons.delivery.enums import Channel, DeliveryState
from commons.delivery.models import Delivery, PrintRun

PAGE = 30
# So long a letter that was posted stays at hand, in case it comes back.
SHOWN_FOR = timedelta(days=60)
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Shown:
    """A letter or a call with the line that says what it is about."""

    delivery: Delivery
    line: str


@dataclass(frozen=True)
class Day:
    """What was written on one day."""

    day: date
    rows: list[Shown]


@dataclass(frozen=True)
class Page:
    """Newest first, by day; `before` is where the next page goes on."""

    days: list[Day]
    before: int | None


@dataclass(frozen=True)
class Print:
    """A print whose letters lie here until somebody has posted them."""

    run: PrintRun
    letters: int


def for_desk(visitor: Any, channel: Channel) -> QuerySet[Delivery]:
    """What the visitor may hand over: of their regions, or of no region."""
    rows = Delivery.objects.filter(channel=channel)
    if not rules.can_hand_over(visitor):
        return rows.none()
    region_ids = rules.regions_of(visitor)
    if region_ids is None:
        return rows
    return rows.filter(Q(region_id=None) | Q(region_id__in=sorted(region_ids)))


def waiting_letters(visitor: Any) -> QuerySet[Delivery]:
    """Not printed yet, or printed and not posted; the longest waiting first."""
    rows = for_desk(visitor, Channel.LETTER).filter(
        state=DeliveryState.QUEUED, not_before__lte=timezone.now()
    )
    return rows.order_by("pk")


def unprinted(visitor: Any) -> QuerySet[Delivery]:
    return waiting_letters(visitor).filter(print_run=None)


def printed(visitor: Any) -> list[Print]:
    """Prints with letters that are not posted; two queries."""
    rows = waiting_letters(visitor).exclude(print_run=None).order_by()
    counts = dict(
        rows.values_list("print_run")
        .annotate(Count("pk"))
        .values_list("print_run", "pk__count")
    )
    runs = PrintRun.objects.filter(pk__in=counts).select_related("printed_by")
    return [Print(run, counts[run.pk]) for run in runs.order_by("-pk")]


def posted(visitor: Any) -> QuerySet[Delivery]:
    since = timezone.now() - SHOWN_FOR
    rows = for_desk(visitor, Channel.LETTER)
    return rows.filter(state=DeliveryState.SENT, sent_at__gte=since)


def returned(visitor: Any, channel: Channel = Channel.LETTER) -> QuerySet[Delivery]:
    """Letters that came back, calls that were given up."""
    return for_desk(visitor, channel).filter(state=DeliveryState.FAILED)


def calls(visitor: Any) -> QuerySet[Delivery]:
    """Whom to call, the next try first."""
    rows = for_desk(visitor, Channel.CALL).filter(state=DeliveryState.QUEUED)
    return rows.order_by("next_attempt_at", "pk")


def due_calls(visitor: Any) -> QuerySet[Delivery]:
    return calls(visitor).filter(next_attempt_at__lte=timezone.now())


def page_of(rows: QuerySet[Delivery], *, before: int | None = None) -> Page:
    """One page by day; one query and those for the lines, however many rows."""
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    shown = with_lines(found[:PAGE])
    days = [
        Day(day, list(entries))
        for day, entries in groupby(shown, lambda one: _day(one.delivery))
    ]
    return Page(days, found[PAGE - 1].pk if len(found) > PAGE else None)


def with_lines(rows: Iterable[Delivery]) -> list[Shown]:
    found = list(rows)
    lines = renderers.lines_of(found)
    return [Shown(row, lines[row.pk]) for row in found]


def count_of(rows: QuerySet[Delivery]) -> int:
    return rows.order_by()[:MOST_COUNTED].count()


def _day(delivery: Delivery) -> date:
    written: datetime = delivery.created_at
    return berlin_date(written)
