"""Objections: what waits, and what an author may object to."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from commons import kinds
from commons.accounts.visitors import Visitor
from participation.moderation.models import Complaint, Decision

MOST_SHOWN = 100


@dataclass(frozen=True)
class ShownComplaint:
    complaint: Complaint
    title: str
    label: str


def open_complaints(visitor: Visitor) -> list[ShownComplaint]:
    """What waits in the visitor's regions, oldest first; a query a kind for titles."""
    rows = (
        Complaint.objects.open()
        .visible_to(visitor)
        .select_related("decision", "region")
        .order_by("complained_at", "pk")
    )
    complaints = list(rows[:MOST_SHOWN])
    targets = _targets([each.decision for each in complaints])
    return [_shown(each, targets) for each in complaints]


def complaints_of(visitor: Visitor) -> QuerySet[Complaint]:
    return Complaint.objects.visible_to(visitor).select_related(
        "decision", "decision__decided_by", "decided_by", "region"
    )


def _targets(decisions: list[Decision]) -> dict[tuple[str, int], Any]:
    ids: dict[str, set[int]] = {}
    for decision in decisions:
        ids.setdefault(decision.kind, set()).add(decision.target_id)
    return {
        (kind, pk): row
        for kind, pks in ids.items()
        for pk, row in kinds.load_many(kind, pks).items()
    }


def _shown(complaint: Complaint, targets: dict[tuple[str, int], Any]) -> ShownComplaint:
    kind = kinds.get(complaint.decision.kind)
    target = targets.get((complaint.decision.kind, complaint.decision.target_id))
    title = str(kind.title(target)) if target else ""
    return ShownComplaint(complaint, title, str(kind.label))


def open_count(visitor: Visitor) -> int:
    return Complaint.objects.open().visible_to(visitor).count()
