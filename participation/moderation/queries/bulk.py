"""What has become of a run so far."""

from dataclasses import dataclass

from django.db.models import Count, Q

from participation.moderation.models import BulkPick, BulkRun


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
