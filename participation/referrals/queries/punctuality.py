"""How long it takes, from figures that are written once: the SPK's own share first.

A month counts what was written down in it, so nothing that is done later changes it.
What may be told of it says `folding`. Bodies outside the district have no figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncMonth

from commons.clock import BERLIN
from commons.medians import Quantile
from commons.periods import Period
from neighbourhood.deadlines.services import days_back
from participation.referrals.enums import ReferralRole, ReferralState
from participation.referrals.folding import FEWEST
from participation.referrals.models import PunctualityFigure
from participation.referrals.queries.ladder import running

# Working days since it was referred.
AGES = ((0, 10), (11, 20), (21, 40), (41, 80), (81, None))
Group = dict[str, Any]


@dataclass(frozen=True)
class Took:
    """Working days of what ended in a period. None where too few ended.

    `spk_share` is the SPK's part of all days from receipt to statement, in percent;
    `median` and `most` (nine of ten took no longer) are the department's own days,
    `whole` is the median of everybody's days together.
    """

    number: int
    spk_share: int | None = None
    spk_median: int | None = None
    median: int | None = None
    most: int | None = None
    on_time: int | None = None
    whole: int | None = None

    @property
    def is_told(self) -> bool:
        return self.number >= FEWEST


def figures() -> QuerySet:
    """What departments ended: stated or given back, by the day it was `counted`.

    A mail that was read later ended when it came, but counts when it was read. What
    the SPK called back says nothing of the department, unless it was late.
    """
    rows = PunctualityFigure.objects.filter(role=ReferralRole.LEAD)
    rows = rows.exclude(ended_as=ReferralState.RECALLED, is_on_time__isnull=True)
    return rows.annotate(counted=Coalesce("counted_on", "done_on")).order_by()


def by_month() -> dict[date, int]:
    """How many ended in each month, by its first day; one query."""
    months = figures().annotate(month=TruncMonth("counted"))
    return dict(months.values_list("month").annotate(number=Count("pk")))


def took(period: Period, **only: Any) -> Took:
    """All of a period; one query."""
    return took_of(_within(period).filter(**only).aggregate(**_measures()))


def took_without(period: Period, path: str, keys: frozenset[int]) -> Took:
    """All of a period but some groups, with what belongs to none; one query."""
    named = Q(**{f"{path}__in": sorted(keys)}) & Q(**{f"{path}__isnull": False})
    return took_of(_within(period).exclude(named).aggregate(**_measures()))


def took_each(period: Period, path: str, keys: frozenset[int]) -> dict[int, Took]:
    """Each of some groups; one query."""
    rows = _within(period).filter(**{f"{path}__in": sorted(keys)})
    return {
        group[path]: took_of(group)
        for group in rows.values(path).annotate(**_measures())
    }


def took_over(spans: Sequence[Period], **only: Any) -> dict[int, Took]:
    """Each of several spans by its place; one query."""
    rows = _placed(spans).filter(**only)
    return {
        group["place"]: took_of(group)
        for group in rows.values("place").annotate(**_measures())
    }


def counts_over(spans: Sequence[Period], path: str) -> list[dict[int | None, int]]:
    """How many ended in each of several spans, by group; one query."""
    found: list[dict[int | None, int]] = [{} for _span in spans]
    rows = _placed(spans).values("place", path).annotate(number=Count("pk"))
    for row in rows:
        found[row["place"]][row[path]] = row["number"]
    return found


def open_by_age(today: date) -> dict[int | None, tuple[list[int], int]]:
    """By Stadtteil: running clocks by age, and how many are late; two queries.

    Paused ones rest, and are nobody's delay.
    """
    counted = {"late": Count("pk", filter=Q(due_on__lt=today))} | _ages(today)
    rows: QuerySet = running().filter(role=ReferralRole.LEAD).order_by()
    return {
        row["idea__region_id"]: (
            [row[f"age_{place}"] for place in range(len(AGES))],
            row["late"],
        )
        for row in rows.values("idea__region_id").annotate(**counted)
    }


def _ages(today: date) -> dict[str, Count]:
    ends = [last for _first, last in AGES if last is not None]
    begins = days_back(today, ends)
    return {
        f"age_{place}": Count("pk", filter=_aged(begins, first, last))
        for place, (first, last) in enumerate(AGES)
    }


def _aged(begins: Mapping[int, date], first: int, last: int | None) -> Q:
    """Referred at least `first` and at most `last` working days ago."""
    aged = Q()
    if first:
        aged &= Q(referred_at__lt=_begins(begins[first - 1]))
    if last is not None:
        aged &= Q(referred_at__gte=_begins(begins[last]))
    return aged


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=BERLIN)


def _within(period: Period) -> QuerySet:
    rows = figures()
    within: QuerySet = rows.filter(counted__gte=period.first, counted__lte=period.last)
    return within


def _placed(spans: Sequence[Period]) -> QuerySet:
    if not spans:
        nothing: QuerySet = figures().none().annotate(place=Value(0))
        return nothing
    places = [
        When(counted__gte=span.first, counted__lte=span.last, then=Value(place))
        for place, span in enumerate(spans)
    ]
    place = Case(*places, output_field=IntegerField())
    placed: QuerySet = figures().annotate(place=place).filter(place__isnull=False)
    return placed


def _measures() -> dict[str, Any]:
    desk = Coalesce("desk_days", 0) + F("spk_days")
    whole = desk + F("resident_days") + F("amt_days")
    return {
        "number": Count("pk"),
        "timely": Count("pk", filter=Q(is_on_time=True)),
        "at_spk": Sum(desk),
        "in_all": Sum(whole),
        "whole": Quantile(whole, share=0.5),
        "spk_median": Quantile(desk, share=0.5),
        "median": Quantile("amt_days", share=0.5),
        "most": Quantile("amt_days", share=0.9),
    }


def took_of(found: Mapping[str, Any]) -> Took:
    number = found["number"]
    if number < FEWEST:
        return Took(number)
    return Took(
        number,
        spk_share=_percent(found["at_spk"], found["in_all"]),
        spk_median=found["spk_median"],
        median=found["median"],
        most=found["most"],
        on_time=_percent(found["timely"], number),
        whole=found["whole"],
    )


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
