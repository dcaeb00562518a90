"""What is picked to be decided together, and what has become of a run so far."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from commons.accounts.visitors import Visitor
from participation.moderation.models import BulkPick, BulkRun, QueueItem
from participation.moderation.queries.wishes import Wish, narrowed


@dataclass(frozen=True)
class Progress:
    total: int
    decided: int
    undone: int
    refused: list[BulkPick]
    standing: list[BulkPick]

    @property
    def done(self) -> int:
        return self.decided + self.undone + len(self.refused)

    @property
    def waiting(self) -> int:
        return self.total - self.done


def picks_of(visitor: Visitor, wish: Wish, *, most: int) -> tuple[dict[int, int], int]:
    """The oldest of a filter, as versions by ids; and how many it holds beyond."""
    rows = narrowed(visitor, wish).exclude(author=visitor.account).oldest_first()
    found = list(rows.values_list("pk", "version")[: most + 1])
    left_out = max(rows.count() - most, 0) if len(found) > most else 0
    return dict(found[:most]), left_out


def seen_by(visitor: Visitor, picks: Mapping[int, int]) -> dict[int, int]:
    """Those picks that lie where the visitor moderates."""
    seen = QueueItem.objects.visible_to(visitor).filter(pk__in=picks)
    return {pk: picks[pk] for pk in seen.values_list("pk", flat=True)}


def progress_of(run: BulkRun) -> Progress:
    """Counts, and the contributions with what became of each; three queries."""
    stood = Q(decision__isnull=False)
    undone = Q(decision__undone_at__isnull=False)
    counts = run.picks.aggregate(
        total=Count("pk"),
        decided=Count("pk", filter=stood & ~undone),
        undone=Count("pk", filter=undone),
    )
    rows = run.picks.select_related("item__region", "decision")
    return Progress(
        **counts, refused=list(rows.refused()), standing=list(rows.decided())
    )
