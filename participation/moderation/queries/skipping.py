"""Those that were skipped stay behind until one comes back to the whole queue."""

from participation.moderation.models import QueueItem
from participation.moderation.models.queue import QueueItemQuerySet

PARAMETER = "nach"


def behind(rows: QueueItemQuerySet, pk: int | None) -> QueueItemQuerySet:
    """Those of `rows` that stand behind the item in the queue."""
    item = QueueItem.objects.filter(pk=pk).first() if pk else None
    if item is None:
        return rows
    return rows.behind(item.submitted_at, item.pk)
