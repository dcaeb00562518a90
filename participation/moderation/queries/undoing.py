"""What somebody decided a moment ago and may still undo."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import ngettext

from commons import kinds
from commons.accounts.visitors import Visitor
from participation.moderation import desk
from participation.moderation.models import BulkRun, Decision, Moderated

# Who works fast has several; more than these would push the page down.
SHOWN = 3


@dataclass(frozen=True)
class Undoable:
    """A decision, or a run of many, in words, and until when it can be undone."""

    pk: int
    name: str
    done: str
    until: datetime
    is_run: bool = False

    @property
    def seconds_left(self) -> int:
        return max(int((self.until - timezone.now()).total_seconds()), 0)


def undoable_by(visitor: Visitor) -> list[Undoable]:
    """The newest first; one query where there is nothing, as nearly always."""
    if visitor.user_id is None:
        return []
    rows = Decision.objects.undoable_by(visitor.user_id).order_by("-pk")
    newest = list(rows.select_related("item", "bulk_pick")[:SHOWN])
    if not any(hasattr(row, "bulk_pick") for row in newest):
        return [_of(row) for row in newest]
    single = rows.filter(bulk_pick=None).select_related("item")[:SHOWN]
    found = [*map(_of, single), *map(_of_run, _runs(visitor))]
    return sorted(found, key=lambda each: each.until, reverse=True)[:SHOWN]


def name_of(decision: Decision) -> str:
    """The number of what was decided on, or its title."""
    if decision.item is not None:
        return decision.item.number or decision.item.title
    contribution = kinds.load(decision.kind, decision.target_id)
    if not isinstance(contribution, Moderated):
        return ""
    desk_kind = desk.of(contribution)
    return desk_kind.number_of(contribution) or desk_kind.title_of(contribution)


def _of(decision: Decision) -> Undoable:
    until = decision.undo_until or decision.decided_at
    return Undoable(decision.pk, name_of(decision), decision.done, until)


def _runs(visitor: Visitor) -> list[BulkRun]:
    standing = Q(picks__decision__isnull=False, picks__decision__undone_at__isnull=True)
    rows = BulkRun.objects.filter(
        made_by=visitor.user_id, undo_until__gt=timezone.now()
    )
    counted = rows.annotate(standing=Count("picks", filter=standing))
    return list(counted.filter(standing__gt=0).order_by("-pk")[:SHOWN])


def _of_run(run: BulkRun) -> Undoable:
    count: int = run.standing  # type: ignore[attr-defined]  # annotated above
    name = ngettext("%(count)s Beitrag", "%(count)s Beiträge", count)
    words = name % {"count": count}
    return Undoable(run.pk, words, run.done, run.undo_until, is_run=True)
