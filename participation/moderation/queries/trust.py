"""Whom a rule trusts: people's records, and what a rule would have published."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from commons.accounts.visitors import Visitor
from participation.moderation import desk
from participation.moderation.coverage import MODERATING
from participation.moderation.enums import Cause, HintCode, Verdict
from participation.moderation.models import (
    Block,
    Decision,
    Hint,
    QueueItem,
    TrustPause,
    TrustRule,
)
from participation.moderation.reasons import is_redirection

DAYS_LOOKED_BACK = 90
MOST_LOOKED_AT = 5_000
MONTH = timedelta(days=365) / 12
ACCEPTING = frozenset({Verdict.PUBLISH, Verdict.RESTORE, Verdict.KEEP})
AGAINST = frozenset({Verdict.DECLINE, Verdict.HIDE, Verdict.REMOVE})
AFTER_PUBLISHING = (Verdict.HIDE, Verdict.REMOVE)
Target = tuple[str, int]


@dataclass
class Record:
    """When people accepted something of somebody, and when they decided against it.

    A way somewhere else is nothing against anybody, nor is what was undone, taken back
    or reversed.
    """

    accepted: dict[Target, datetime] = field(default_factory=dict)
    against: list[datetime] = field(default_factory=list)
    forgiven_until: datetime | None = None

    def accepted_before(self, at: datetime) -> int:
        return sum(when < at for when in self.accepted.values())

    def is_clean(self, since: datetime, until: datetime) -> bool:
        start = max(since, self.forgiven_until or since)
        return not any(start <= when < until for when in self.against)


@dataclass(frozen=True)
class Case:
    """A contribution as rules see it; `strongest` is 0 without a hint."""

    author_id: int
    joined_at: datetime
    at: datetime
    strongest: int


@dataclass(frozen=True)
class Rehearsal:
    """What a rule would have done: of `total`, `published`, of those `removed`."""

    days: int
    total: int
    published: int
    removed: int


def fits(rule: TrustRule, case: Case, record: Record) -> bool:
    """Whether the rule would have published it at that moment."""
    is_old_enough = case.joined_at <= case.at - timedelta(days=rule.account_days)
    since = case.at - rule.clean_months * MONTH
    return (
        is_old_enough
        and case.strongest <= rule.strongest_hint
        and record.accepted_before(case.at) >= rule.accepted
        and record.is_clean(since, case.at)
    )


def rules_for(kind: str, region_id: int | None) -> QuerySet[TrustRule]:
    here = Q(region__isnull=True) | Q(region=region_id)
    rows: QuerySet[TrustRule] = TrustRule.objects.active()
    return rows.filter(here, kind=kind).order_by("number")


def strongest_hint(item_id: int) -> int:
    """How strong the strongest hint is that stands; the likely office is none."""
    hints = Hint.objects.filter(item=item_id, marked_wrong_at__isnull=True)
    asked = hints.exclude(code=HintCode.DEPARTMENT).aggregate(most=Max("strength"))
    return asked["most"] or 0


def standing_decisions() -> QuerySet[Decision]:
    """Those by people that still hold: not undone, taken back or reversed."""
    taken_back = Decision.objects.standing().filter(takes_back=OuterRef("pk"))
    rows: QuerySet[Decision] = Decision.objects.standing()
    return rows.filter(
        ~Exists(taken_back), ~Q(complaint__outcome="reversed"), decided_by__isnull=False
    )


def records_of(author_ids: Collection[int]) -> dict[int, Record]:
    """Two queries a kind of contribution and two more, however many people."""
    records: dict[int, Record] = defaultdict(Record)
    for desk_kind in desk.all_kinds():
        _read(desk_kind.kind, desk_kind.model_class, author_ids, records)
    blocks = Block.objects.filter(
        user__in=author_ids, decision__in=standing_decisions()
    )
    for user_id, since in blocks.values_list("user", "starts_at"):
        records[user_id].against.append(since)
    ended = TrustPause.objects.filter(user__in=author_ids, ended_by__isnull=False)
    for row in ended.values("user").annotate(last=Max("ended_at")).order_by():
        records[row["user"]].forgiven_until = row["last"]
    return records


def _read(
    kind: str, model: Any, author_ids: Collection[int], records: dict[int, Record]
) -> None:
    theirs = model._default_manager.filter(author__in=author_ids)
    authors = dict(theirs.order_by().values_list("pk", "author"))
    decided = standing_decisions().filter(kind=kind, target_id__in=list(authors))
    rows = decided.order_by("decided_at", "pk")
    lost: set[Target] = set()
    for target_id, verdict, reason, at in rows.values_list(
        "target_id", "verdict", "reason", "decided_at"
    ):
        record, target = records[authors[target_id]], (kind, target_id)
        if speaks_against(verdict, reason):
            record.against.append(at)
            lost.add(target)
        elif verdict in ACCEPTING:
            record.accepted.setdefault(target, at)
    for target in lost:
        records[authors[target[1]]].accepted.pop(target, None)


def speaks_against(verdict: str, reason: str) -> bool:
    """Whether a decision speaks against whoever wrote the contribution."""
    return verdict in AGAINST and not is_redirection(verdict, reason)


def is_paused(user_id: int) -> bool:
    return holding_pauses().filter(user=user_id).exists()


def holding_pauses() -> QuerySet[TrustPause]:
    """Those whose decision still stands; without one they are staff's own."""
    holds = Q(decision__isnull=True) | Q(decision__in=standing_decisions())
    return TrustPause.objects.filter(holds, ended_at__isnull=True)


def pauses_to_look_at(visitor: Visitor) -> list[TrustPause]:
    rows = holding_pauses().select_related("user", "decision", "region")
    ids = visitor.region_ids(*MODERATING)
    if ids is not None:
        rows = rows.filter(Q(region__isnull=True) | Q(region__in=ids))
    return list(rows.order_by("since", "pk")[:100])


@dataclass(frozen=True)
class ShownRule:
    """A rule with what it did in all its versions."""

    rule: TrustRule
    label: str
    published: int = 0
    checked: int = 0
    waiting: int = 0
    removed: int = 0


def shown_rules(labels: dict[str, str]) -> list[ShownRule]:
    """Active rules first; two queries."""
    done = {row["trust_rule__number"]: row for row in _figures()}
    rules = TrustRule.objects.active().select_related("region").order_by("number")
    return [
        ShownRule(
            rule,
            labels.get(rule.kind, rule.kind),
            **{
                name: done.get(rule.number, {}).get(name, 0)
                for name in ("published", "checked", "waiting", "removed")
            },
        )
        for rule in rules
    ]


def _figures() -> Iterable[Mapping[str, Any]]:
    same = {"kind": OuterRef("kind"), "target_id": OuterRef("target_id")}
    checks = QueueItem.objects.filter(cause=Cause.SPOT_CHECK, **same)
    later = Decision.objects.standing().filter(
        verdict__in=AFTER_PUBLISHING, pk__gt=OuterRef("pk"), **same
    )
    rows = Decision.objects.standing().filter(trust_rule__isnull=False).order_by()
    return rows.values("trust_rule__number").annotate(
        published=Count("pk"),
        checked=Count("pk", filter=Q(Exists(checks.filter(closed_at__isnull=False)))),
        waiting=Count("pk", filter=Q(Exists(checks.filter(closed_at__isnull=True)))),
        removed=Count("pk", filter=Q(Exists(later))),
    )


def rehearse(rule: TrustRule, *, days: int = DAYS_LOOKED_BACK) -> Rehearsal:
    """What the rule would have done in the last days, read from what happened.

    Every first submission counts as it was then: with the record its author had, and
    with the hints that stand at it.
    """
    since = timezone.now() - timedelta(days=days)
    items = QueueItem.objects.filter(
        kind=rule.kind, cause=Cause.SUBMITTED, submitted_at__gte=since
    )
    if rule.region_id is not None:
        items = items.filter(region=rule.region_id)
    standing = ~Q(hints__code=HintCode.DEPARTMENT) & Q(
        hints__marked_wrong_at__isnull=True
    )
    rows = list(
        items.annotate(
            joined_at=F("author__date_joined"),
            strongest=Max("hints__strength", filter=standing),
        ).order_by("-pk")[:MOST_LOOKED_AT]
    )
    records = records_of({row.author_id for row in rows if row.author_id})
    published = [row.target_id for row in rows if _would_publish(rule, row, records)]
    gone = Decision.objects.standing().filter(
        kind=rule.kind, target_id__in=published, verdict__in=AFTER_PUBLISHING
    )
    removed = gone.values("target_id").distinct().count()
    return Rehearsal(days, len(rows), len(published), removed)


def _would_publish(rule: TrustRule, row: Any, records: dict[int, Record]) -> bool:
    if row.author_id is None:
        return False
    case = Case(row.author_id, row.joined_at, row.submitted_at, row.strongest or 0)
    return fits(rule, case, records.get(row.author_id, Record()))
