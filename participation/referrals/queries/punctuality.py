"""How long it takes, from figures that are written once: the SPK's own share first.

A month counts what ended in it, so nothing that is done later changes it. Groups of
fewer than five are told together with others, or not at all. Bodies outside the
district have no figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from commons.clock import BERLIN
from commons.medians import Quantile
from commons.periods import Period
from neighbourhood.deadlines.services import due_after
from participation.referrals.enums import ReferralRole, ReferralState
from participation.referrals.models import PunctualityFigure, Referral
from participation.referrals.queries.ladder import running

FEWEST = 5
# Working days since it was referred.
AGES = ((0, 10), (11, 20), (21, 40), (41, 80), (81, None))


@dataclass(frozen=True)
class Took:
    """Working days of what ended in a period. None where too few ended.

    `spk_share` is the SPK's part of all days from receipt to statement, in percent;
    `median` and `most` (nine of ten took no longer) are the department's own days.
    """

    name: str
    number: int
    spk_share: int | None = None
    spk_median: int | None = None
    median: int | None = None
    most: int | None = None
    on_time: int | None = None

    @property
    def is_told(self) -> bool:
        return self.number >= FEWEST


@dataclass(frozen=True)
class Aged:
    """Open referrals by how long they have been with a department."""

    first: int
    last: int | None
    number: int


def figures(period: Period) -> QuerySet[PunctualityFigure]:
    """What departments ended in a period: stated or given back.

    What the SPK called back says nothing of the department, unless it was late.
    """
    rows = PunctualityFigure.objects.filter(
        role=ReferralRole.LEAD, done_on__gte=period.first, done_on__lte=period.last
    )
    return rows.exclude(ended_as=ReferralState.RECALLED, is_on_time__isnull=True)


def district(period: Period) -> Took:
    """The whole district; one query."""
    return _took(_("Ganzer Bezirk"), figures(period).aggregate(**_measures()))


def by_region(period: Period) -> list[Took]:
    """Each Stadtteil with enough, the others together; two queries at most."""
    return _grouped(period, "region__name", _("Übrige Stadtteile"))


def by_department(period: Period) -> list[Took]:
    """For the page of a Bezirk that has decided to tell them by name."""
    return _grouped(period, "department__name", _("Übrige Ämter"))


def by_month(until: date, months: int = 12) -> list[tuple[date, Took]]:
    """The last whole months before `until`, the oldest first; one query a month."""
    first = until.replace(day=1)
    found = []
    for _month in range(months):
        last = first - timedelta(days=1)
        first = last.replace(day=1)
        found.append((first, district(Period(first, last))))
    return found[::-1]


def open_by_age(today: date, *, region_id: int | None = None) -> list[Aged]:
    """Running clocks by their age in working days; paused ones rest."""
    rows = running().filter(role=ReferralRole.LEAD)
    if region_id is not None:
        rows = rows.filter(idea__region_id=region_id)
    wanted = {
        f"age_{at}": Count("pk", filter=_aged(today, first, last))
        for at, (first, last) in enumerate(AGES)
    }
    counted = rows.aggregate(**wanted)
    return [
        Aged(first, last, counted[f"age_{at}"]) for at, (first, last) in enumerate(AGES)
    ]


def late_now(today: date) -> int:
    """How many are past their date now."""
    rows: QuerySet[Referral] = running().filter(due_on__lt=today)
    return rows.count()


def _aged(today: date, first: int, last: int | None) -> Q:
    """Referred at least `first` and at most `last` working days ago."""
    aged = Q()
    if first:
        aged &= Q(referred_at__lt=_begins(due_after(today, 1 - first).day))
    if last is not None:
        aged &= Q(referred_at__gte=_begins(due_after(today, -last).day))
    return aged


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=BERLIN)


def _measures() -> dict[str, Any]:
    desk = Coalesce("desk_days", 0) + F("spk_days")
    return {
        "number": Count("pk"),
        "timely": Count("pk", filter=Q(is_on_time=True)),
        "at_spk": Sum(desk),
        "whole": Sum(desk + F("resident_days") + F("amt_days")),
        "spk_median": Quantile(desk, share=0.5),
        "median": Quantile("amt_days", share=0.5),
        "most": Quantile("amt_days", share=0.9),
    }


def _took(name: str, found: Mapping[str, Any]) -> Took:
    number = found["number"]
    if number < FEWEST:
        return Took(name, number)
    return Took(
        name,
        number,
        spk_share=_percent(found["at_spk"], found["whole"]),
        spk_median=found["spk_median"],
        median=found["median"],
        most=found["most"],
        on_time=_percent(found["timely"], number),
    )


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _grouped(period: Period, path: str, rest_name: str) -> list[Took]:
    rows = figures(period).exclude(
        **{f"{path.split('__', maxsplit=1)[0]}__isnull": True}
    )
    groups = list(rows.order_by().values(path).annotate(**_measures()))
    groups.sort(key=lambda group: (-group["number"], group[path]))
    told = [group for group in groups if group["number"] >= FEWEST]
    folded = sum(group["number"] for group in groups) - sum(
        group["number"] for group in told
    )
    # The rest must not be told by what is missing from the whole.
    while told and 0 < folded < FEWEST:
        folded += told.pop()["number"]
    found = [_took(group[path], group) for group in told]
    if folded:
        names = [group[path] for group in told]
        rest = rows.exclude(**{f"{path}__in": names}).aggregate(**_measures())
        found.append(_took(rest_name, rest))
    return found
