"""The calendar as list: what comes, Termin by Termin, in the order of time.

Everything works on Termine: a series of every Tuesday is fifty rows, and each of them
can be called off alone. What was called off stands in lists as such until its time has
passed: whoever wants to go there has to read it somewhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import Q

from commons.accounts.visitors import ANONYMOUS
from commons.clock import berlin_date, berlin_today, moment_of
from commons.keyset import Key, turned
from commons.search import queries as search
from events.calendar.models import Event, Occurrence, OccurrenceQuerySet
from events.calendar.queries.spans import (
    Month,
    Span,
    between,
    last_day_of,
    span_of,
)
from events.calendar.queries.wishes import Wish
from participation.actors.queries.wishes import ACCESS

PAGE_SIZE = 30
MOST_IN_MONTH = 1_000
# A page counts so far, and then says "über".
MOST_COUNTED = 2_000
BY_TIME = Key("starts_at", moment_of)


@dataclass(frozen=True)
class Day:
    """The Termine of one day; `day` is None for what has begun before today."""

    day: date | None
    occurrences: list[Occurrence]


@dataclass(frozen=True)
class Page:
    """One page of the calendar; `number` is how many fit in all."""

    occurrences: list[Occurrence] = field(default_factory=list)
    number: int = 0
    next_cursor: str = ""
    previous_cursor: str = ""

    @property
    def days(self) -> list[Day]:
        return in_days(self.occurrences)


@dataclass(frozen=True)
class MonthDay:
    """A field of the sheet of a month."""

    day: date
    is_inside: bool
    is_today: bool
    occurrences: list[Occurrence]


@dataclass(frozen=True)
class MonthPage:
    month: Month
    weeks: list[list[MonthDay]]
    number: int


def coming() -> OccurrenceQuerySet:
    """What everybody may know of, and has not ended."""
    return Occurrence.objects.listed().upcoming()


def narrowed(wish: Wish, rows: OccurrenceQuerySet | None = None) -> OccurrenceQuerySet:
    """What fits a wish among what comes, or among `rows`; words cost a query more."""
    rows = coming() if rows is None else rows
    rows = rows.filter(_in_time(span_of(wish)), _within(wish), _about(wish))
    rows = rows.filter(_for_whom(wish))
    if wish.text:
        found = search.search(ANONYMOUS, wish.text, kinds=["event"])
        rows = rows.filter(event_id__in=[hit.target_id for hit in found.hits])
    return rows


def listed(wish: Wish, *, size: int = PAGE_SIZE) -> Page:
    """One page by time; three queries, one more for words.

    A cursor that does not parse starts from the beginning.
    """
    rows = narrowed(wish)
    page = turned(
        with_words(rows), BY_TIME, cursor=wish.cursor, before=wish.before, size=size
    )
    number = rows.order_by()[: MOST_COUNTED + 1].count()
    return Page(page.rows, number, page.next_cursor, page.previous_cursor)


def in_month(wish: Wish, month: Month) -> MonthPage:
    """A whole month, with what has passed; two queries, one more for words."""
    weeks = month.weeks
    span = between(weeks[0][0], weeks[-1][-1])
    rows = narrowed(wish, Occurrence.objects.listed()).filter(_in_time(span))
    found = list(with_words(rows).order_by("starts_at", "pk")[:MOST_IN_MONTH])
    by_day: dict[date, list[Occurrence]] = {}
    for occurrence in found:
        for day in days_of(occurrence, span):
            by_day.setdefault(day, []).append(occurrence)
    today = berlin_today()
    fields = [
        [
            MonthDay(day, month.first <= day <= month.last, day == today, shown)
            for day in week
            for shown in [by_day.get(day, [])]
        ]
        for week in weeks
    ]
    inside = {
        one.pk
        for week in fields
        for each in week
        if each.is_inside
        for one in each.occurrences
    }
    return MonthPage(month, fields, len(inside))


def days_of(occurrence: Occurrence, span: Span) -> Iterator[date]:
    """Each day that it is on inside a span; a night belongs to its evening."""
    first = max(berlin_date(occurrence.starts_at), berlin_date(span.starts_at))
    last = min(last_day_of(occurrence), berlin_date(span.ends_at))
    for number in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(number)


def in_days(occurrences: Iterable[Occurrence]) -> list[Day]:
    today = berlin_today()

    def day_of(occurrence: Occurrence) -> date | None:
        day = berlin_date(occurrence.starts_at)
        return day if day >= today else None

    return [Day(day, list(rows)) for day, rows in groupby(occurrences, key=day_of)]


def with_words(rows: OccurrenceQuerySet) -> OccurrenceQuerySet:
    """With what lists, feeds and papers say of each: one query more, for topics."""
    return rows.select_related(
        "event__region", "event__actor", "event__network", "event__department"
    ).prefetch_related("event__topics")


def here_or_everywhere(*region_ids: int) -> Q:
    """In one of these, or for the whole district."""
    return Q(event__region_id__in=region_ids) | Q(event__region__isnull=True)


def _in_time(span: Span | None) -> Q:
    if span is None:
        return Q()
    return Q(starts_at__lt=span.ends_at, ends_at__gt=span.starts_at)


def _within(wish: Wish) -> Q:
    ids = [region.pk for region in wish.regions]
    return here_or_everywhere(*ids) if ids else Q()


def _about(wish: Wish) -> Q:
    return about(wish.topic_ids) if wish.topics else Q()


def about(topic_ids: Iterable[int]) -> Q:
    tied = Event.topics.through.objects.filter(topic_id__in=list(topic_ids))
    return Q(event_id__in=tied.values("event_id"))


def _for_whom(wish: Wish) -> Q:
    """An event for everybody says no audience, and fits each."""
    fits = Q()
    if wish.audience:
        fits &= Q(event__audience__overlap=list(wish.audience)) | Q(
            event__audience__len=0
        )
    if wish.access:
        fits &= Q(event__access__contains=[ACCESS[key] for key in wish.access])
    if wish.languages:
        fits &= Q(event__languages__overlap=list(wish.languages))
    if wish.is_free:
        fits &= Q(event__is_free=True)
    if wish.is_online:
        fits &= Q(event__is_online=True)
    return fits
