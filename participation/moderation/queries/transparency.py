"""The transparency report: what was moderated in a period, and how (Art. 24 DSA).

Counts over the whole district, for everybody; nobody is named and no query reads who
decided.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, ExpressionWrapper, F, Q, QuerySet
from django.db.models.fields import DurationField

from commons import kinds
from commons.clock import berlin_date
from commons.medians import Median
from commons.periods import Period
from participation.moderation import desk, reasons
from participation.moderation.enums import (
    Automation,
    ComplaintOutcome,
    LawField,
    Publication,
    Reason,
    ReportReason,
    Verdict,
)
from participation.moderation.models import Complaint, Decision, Report
from participation.moderation.queries.numbers import WAITED

# Verdicts that leave a reported contribution, or bring it back.
STAYS = frozenset({Verdict.KEEP, Verdict.RESTORE, Verdict.PUBLISH, Verdict.UNMERGE})


@dataclass(frozen=True)
class KindLine:
    label: str
    received: int
    published: int


@dataclass(frozen=True)
class DecisionLine:
    """Decisions of one sort; `automatic` are those that no person made."""

    kind: str
    what: str
    family: str
    why: str
    count: int
    automatic: int


@dataclass(frozen=True)
class Reports:
    count: int
    reasons: list[tuple[str, int]]
    laws: list[tuple[str, int]]
    settled: int
    acted_on: int
    median: timedelta | None


@dataclass(frozen=True)
class Complaints:
    count: int
    upheld: int
    reversed: int
    median: timedelta | None


@dataclass(frozen=True)
class Transparency:
    period: Period
    kinds: list[KindLine]
    decisions: list[DecisionLine]
    automation: list[tuple[str, int]]
    reports: Reports
    complaints: Complaints
    taken_back: int
    median: timedelta | None

    @property
    def decision_count(self) -> int:
        return sum(line.count for line in self.decisions)

    @property
    def against_count(self) -> int:
        return sum(line.count for line in self.decisions if line.why)


def report(period: Period) -> Transparency:
    """Everything of one period; one query a kind and nine more."""
    decisions = Decision.objects.standing().filter(**period.within("decided_at"))
    decisions = decisions.order_by()
    by_people = decisions.filter(decided_by__isnull=False, item__isnull=False)
    waited = by_people.annotate(waited=WAITED).aggregate(median=Median("waited"))
    return Transparency(
        period=period,
        kinds=[_received(desk_kind, period) for desk_kind in desk.all_kinds()],
        decisions=list(_decisions(decisions)),
        automation=_automation(decisions),
        reports=_reports(period),
        complaints=_complaints(period),
        taken_back=decisions.filter(verdict=Verdict.TAKE_BACK).count(),
        median=waited["median"],
    )


def first_year() -> int | None:
    """The year of the oldest decision, for the list of years."""
    first: Any = Decision.objects.order_by("decided_at", "pk").values_list(
        "decided_at", flat=True
    )
    moment = first.first()
    return berlin_date(moment).year if moment else None


def years(today: date) -> list[int]:
    """Years there is something to tell of, the newest first."""
    first = first_year()
    return list(range(today.year, (first or today.year) - 1, -1))


def _received(desk_kind: desk.DeskKind, period: Period) -> KindLine:
    rows: QuerySet = desk_kind.model_class._default_manager.order_by()
    counted = rows.filter(**period.within("submitted_at")).aggregate(
        received=Count("pk"),
        published=Count("pk", filter=Q(publication=Publication.PUBLISHED.value)),
    )
    label = kinds.get(desk_kind.kind).label
    return KindLine(str(label), counted["received"], counted["published"])


def _decisions(rows: QuerySet[Decision]) -> Iterator[DecisionLine]:
    counted = rows.values("kind", "verdict", "reason").annotate(
        count=Count("pk"), automatic=Count("pk", filter=Q(decided_by__isnull=True))
    )
    found = {(each["kind"], each["verdict"], each["reason"]): each for each in counted}
    order = [*reasons.FAMILY_OF, Reason.NONE]
    known = {each.key: str(each.label) for each in kinds.all_kinds()}
    for kind, verdict, reason in sorted(
        found, key=lambda key: (known.get(key[0], key[0]), _place(key, order))
    ):
        each = found[kind, verdict, reason]
        is_stated = reason != Reason.NONE
        family = reasons.FAMILY_OF.get(Reason(reason)) if is_stated else None
        yield DecisionLine(
            kind=known.get(kind, kind),
            what=_what(verdict, reason),
            family=str(family.label) if family else "",
            why=str(Reason(reason).label) if is_stated else "",
            count=each["count"],
            automatic=each["automatic"],
        )


def _place(key: tuple[str, str, str], order: list[Reason]) -> tuple[int, int]:
    _kind, verdict, reason = key
    return list(Verdict).index(Verdict(verdict)), order.index(Reason(reason))


def _what(verdict: str, reason: str) -> str:
    """What was done, never calling the way elsewhere a no."""
    return str(Decision(verdict=verdict, reason=reason).done)


def _automation(rows: QuerySet[Decision]) -> list[tuple[str, int]]:
    counts = dict(rows.values_list("automation").annotate(count=Count("pk")))
    return [(str(each.label), counts[each]) for each in Automation if each in counts]


def _reports(period: Period) -> Reports:
    rows = Report.objects.filter(**period.within("reported_at")).order_by()
    settled = rows.filter(decision__isnull=False)
    took = ExpressionWrapper(
        F("decision__decided_at") - F("reported_at"), output_field=DurationField()
    )
    totals = settled.annotate(took=took).aggregate(
        settled=Count("pk"),
        acted_on=Count("pk", filter=~Q(decision__verdict__in=sorted(STAYS))),
        median=Median("took"),
    )
    by_reason = dict(rows.values_list("reason").annotate(count=Count("pk")))
    unlawful = rows.exclude(law_field="")
    by_law = dict(unlawful.values_list("law_field").annotate(count=Count("pk")))
    return Reports(
        count=sum(by_reason.values()),
        reasons=[
            (str(each.label), by_reason[each])
            for each in ReportReason
            if each in by_reason
        ],
        laws=[(str(each.label), by_law[each]) for each in LawField if each in by_law],
        **totals,
    )


def _complaints(period: Period) -> Complaints:
    """Objections that came in the period, and those decided in it."""
    came = Complaint.objects.filter(**period.within("complained_at"))
    done = Complaint.objects.filter(**period.within("decided_at")).order_by()
    took = ExpressionWrapper(
        F("decided_at") - F("complained_at"), output_field=DurationField()
    )
    totals = done.annotate(took=took).aggregate(
        upheld=Count("pk", filter=Q(outcome=ComplaintOutcome.UPHELD.value)),
        reversed=Count("pk", filter=Q(outcome=ComplaintOutcome.REVERSED.value)),
        median=Median("took"),
    )
    return Complaints(count=came.count(), **totals)
