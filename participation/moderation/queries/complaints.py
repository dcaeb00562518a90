"""Objections: what waits, and for whom there is nobody to decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from commons import kinds
from commons.accounts.visitors import Visitor
from commons.followups.registry import MOST_ITEMS
from participation.moderation import appeals
from participation.moderation.models import Complaint, Decision
from participation.moderation.queries.pool import Bench, bench

MOST_SHOWN = 100


@dataclass(frozen=True)
class ShownComplaint:
    """A complaint in a list; `may_decide` and `has_nobody` are about deciding on it."""

    complaint: Complaint
    title: str
    label: str
    may_decide: bool = False
    has_nobody: bool = False


def open_complaints(visitor: Visitor) -> list[ShownComplaint]:
    """What the visitor sees that waits, the most urgent first; a query a kind."""
    rows = (
        Complaint.objects.open()
        .visible_to(visitor)
        .select_related("decision", "region")
        .order_by("due_on", "complained_at", "pk")
    )
    complaints = list(rows[:MOST_SHOWN])
    if not complaints:
        return []
    seats, titles = bench(), _Titles(complaints)
    return [_shown(each, titles, seats, visitor) for each in complaints]


def decided_by(visitor: Visitor) -> list[ShownComplaint]:
    """The last that the visitor decided on, to look something up."""
    rows = Complaint.objects.filter(decided_by=visitor.user_id or 0)
    complaints = list(
        rows.select_related("decision", "region").order_by("-decided_at", "-pk")[:10]
    )
    titles = _Titles(complaints)
    return [_shown(each, titles, Bench(), visitor) for each in complaints]


def waiting_for(visitor: Visitor) -> Iterator[ShownComplaint]:
    """Open complaints that the visitor may decide."""
    for shown in open_complaints(visitor)[:MOST_ITEMS]:
        if shown.may_decide:
            yield shown


def complaints_of(visitor: Visitor) -> QuerySet[Complaint]:
    return Complaint.objects.visible_to(visitor).select_related(
        "decision", "decision__decided_by", "decided_by", "entered_by", "region"
    )


def open_count(visitor: Visitor) -> int:
    return Complaint.objects.open().visible_to(visitor).count()


def complaint_on(decision: Decision) -> Complaint | None:
    return Complaint.objects.filter(decision=decision).first()


class _Titles:
    """What complaints are about: a query for each kind of contribution."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        self._targets: dict[tuple[str, int], Any] = {}
        ids: dict[str, set[int]] = {}
        for complaint in complaints:
            decision = complaint.decision
            if appeals.find(decision) is None:
                ids.setdefault(decision.kind, set()).add(decision.target_id)
        for kind, pks in ids.items():
            for pk, row in kinds.load_many(kind, pks).items():
                self._targets[kind, pk] = row

    def of(self, decision: Decision) -> tuple[str, str]:
        """The title, and what sort of thing it is."""
        appeal = appeals.find(decision)
        if appeal is not None:
            found = appeal.find(decision)
            title = appeal.title_of(found) if found is not None else ""
            return title, decision.get_verdict_display()
        kind = kinds.get(decision.kind)
        target = self._targets.get((decision.kind, decision.target_id))
        return (str(kind.title(target)) if target else ""), str(kind.label)


def _shown(
    complaint: Complaint, titles: _Titles, seats: Bench, visitor: Visitor
) -> ShownComplaint:
    deciders = seats.deciders_of(complaint)
    title, label = titles.of(complaint.decision)
    return ShownComplaint(
        complaint,
        title,
        label,
        may_decide=visitor.user_id in deciders,
        has_nobody=not deciders,
    )
