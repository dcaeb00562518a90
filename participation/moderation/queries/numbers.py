"""Figures for the team: what waits, and how long decisions take.

Teams and regions only. No figure is about a single person (PersVG Berlin § 85): no
query here reads who decided, only whether a person did.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, ExpressionWrapper, F, Min, Q, QuerySet
from django.db.models.fields import DurationField
from django.db.models.functions import TruncWeek

from commons import kinds
from commons.accounts.visitors import Visitor
from commons.clock import BERLIN, berlin_today
from commons.medians import Median
from commons.periods import Period
from neighbourhood.regions.models import Region
from participation.moderation import reasons
from participation.moderation.coverage import MODERATING
from participation.moderation.enums import ComplaintOutcome, Reason, Verdict
from participation.moderation.models import Decision, QueueItem
from participation.moderation.workflow import AGAINST

WAITED = ExpressionWrapper(
    F("decided_at") - F("item__submitted_at"), output_field=DurationField()
)


@dataclass(frozen=True)
class Waiting:
    """What waits of one region or kind."""

    label: str
    count: int
    overdue: int
    oldest_at: datetime | None


@dataclass(frozen=True)
class Stock:
    count: int
    overdue: int
    oldest_at: datetime | None
    regions: list[Waiting]
    kinds: list[Waiting]


@dataclass(frozen=True)
class Pace:
    """How many decisions, and how long half of them took at most."""

    label: str
    count: int
    median: timedelta | None


@dataclass(frozen=True)
class Week:
    """`first` is its Monday, or the first day of the period."""

    first: date
    received: int
    decided: int


@dataclass(frozen=True)
class Decided:
    """Decisions of a period; `against` are those that somebody may object to."""

    count: int
    by_rule: int
    median: timedelta | None
    regions: list[Pace]
    kinds: list[Pace]
    verdicts: list[tuple[str, int]]
    reasons: list[tuple[str, str, int]]
    against: int = 0
    objected: int = 0
    reversed: int = 0
    weeks: list[Week] = field(default_factory=list)

    @property
    def reversed_share(self) -> float | None:
        """Of the decisions against somebody, in percent."""
        return 100 * self.reversed / self.against if self.against else None


def stock(visitor: Visitor) -> Stock:
    """What waits now where the visitor moderates; two queries."""
    rows = QueueItem.objects.open().visible_to(visitor).order_by()
    groups = list(
        rows.values("region_id", "kind").annotate(
            count=Count("pk"),
            overdue=Count("pk", filter=Q(promised_on__lt=berlin_today())),
            oldest_at=Min("submitted_at"),
        )
    )
    names = _names(visitor)
    by_region = [
        _waiting(label, [each for each in groups if each["region_id"] == pk])
        for pk, label in names.items()
    ]
    by_kind = [
        _waiting(_label(kind), [each for each in groups if each["kind"] == kind])
        for kind in sorted({each["kind"] for each in groups})
    ]
    total = _waiting("", groups)
    return Stock(
        total.count,
        total.overdue,
        total.oldest_at,
        [each for each in by_region if each.count],
        by_kind,
    )


def decided(visitor: Visitor, period: Period) -> Decided:
    """What was decided in a period where the visitor moderates; ten queries.

    Times are those of people, from the day something came until it was decided; what
    a rule published at once would only make them look short.
    """
    rows = _decisions(visitor, period)
    by_people = rows.filter(decided_by__isnull=False, item__isnull=False)
    by_people = by_people.annotate(waited=WAITED)
    against = rows.filter(verdict__in=AGAINST).aggregate(
        count=Count("pk"),
        objected=Count("complaint"),
        reversed=Count(
            "pk", filter=Q(complaint__outcome=ComplaintOutcome.REVERSED.value)
        ),
    )
    names = _names(visitor)
    return Decided(
        count=rows.count(),
        by_rule=rows.filter(decided_by__isnull=True).count(),
        median=by_people.aggregate(median=Median("waited"))["median"],
        regions=_paces(by_people, "item__region_id", names),
        kinds=_paces(by_people, "kind", {key: _label(key) for key in _kinds(rows)}),
        verdicts=_by_verdict(rows),
        reasons=_by_reason(rows),
        against=against["count"],
        objected=against["objected"],
        reversed=against["reversed"],
        weeks=_weeks(visitor, period, rows),
    )


def _decisions(visitor: Visitor, period: Period) -> QuerySet[Decision]:
    rows = Decision.objects.standing().filter(**period.within("decided_at"))
    return rows.filter(_in_regions(visitor, "item__region")).order_by()


def _in_regions(visitor: Visitor, path: str) -> Q:
    region_ids = visitor.region_ids(*MODERATING)
    if region_ids is None:
        return Q()
    return Q(**{f"{path}__isnull": True}) | Q(**{f"{path}__in": sorted(region_ids)})


def _names(visitor: Visitor) -> dict[int | None, str]:
    """The regions one moderates, in their usual order, and what has none."""
    regions = Region.objects.only("pk", "name", "number").order_by("number")
    region_ids = visitor.region_ids(*MODERATING)
    if region_ids is not None:
        regions = regions.filter(pk__in=region_ids)
    return {**{region.pk: region.name for region in regions}, None: NO_REGION}


NO_REGION = "–"


def _waiting(label: str, groups: Iterable[Mapping[str, Any]]) -> Waiting:
    groups = list(groups)
    return Waiting(
        label,
        sum(each["count"] for each in groups),
        sum(each["overdue"] for each in groups),
        min((each["oldest_at"] for each in groups), default=None),
    )


def _label(kind: str) -> str:
    known = {each.key: each for each in kinds.all_kinds()}
    return str(known[kind].label) if kind in known else kind


def _kinds(rows: QuerySet[Decision]) -> list[str]:
    return sorted(set(rows.values_list("kind", flat=True).distinct()))


def _paces(rows: QuerySet[Decision], path: str, names: dict[Any, str]) -> list[Pace]:
    groups = rows.values(path).annotate(count=Count("pk"), median=Median("waited"))
    found = {each[path]: each for each in groups}
    return [
        Pace(label, found[key]["count"], found[key]["median"])
        for key, label in names.items()
        if key in found
    ]


def _by_verdict(rows: QuerySet[Decision]) -> list[tuple[str, int]]:
    counts = dict(rows.values_list("verdict").annotate(count=Count("pk")))
    return [(str(each.label), counts[each]) for each in Verdict if each in counts]


def _by_reason(rows: QuerySet[Decision]) -> list[tuple[str, str, int]]:
    """Family, reason and count, in the order of the desk."""
    named = rows.exclude(reason=Reason.NONE)
    counts = dict(named.values_list("reason").annotate(count=Count("pk")))
    return [
        (str(family.label), str(reason.label), counts[reason])
        for family, members in reasons.FAMILIES.items()
        for reason in members
        if reason in counts
    ]


def _weeks(visitor: Visitor, period: Period, rows: QuerySet[Decision]) -> list[Week]:
    """Weeks of the period with what came and what was decided, none left out."""
    came = QueueItem.objects.visible_to(visitor).filter(**period.within("submitted_at"))
    received = _per_week(came.order_by(), "submitted_at")
    done = _per_week(rows, "decided_at")
    mondays = [period.first - timedelta(days=period.first.weekday())]
    while mondays[-1] + timedelta(weeks=1) <= period.last:
        mondays.append(mondays[-1] + timedelta(weeks=1))
    return [
        Week(max(monday, period.first), received.get(monday, 0), done.get(monday, 0))
        for monday in mondays
    ]


def _per_week(rows: QuerySet, moment: str) -> dict[date, int]:
    week = TruncWeek(moment, tzinfo=BERLIN)
    counted = rows.annotate(week=week).values_list("week").annotate(count=Count("pk"))
    return {moment.date(): count for moment, count in counted}
