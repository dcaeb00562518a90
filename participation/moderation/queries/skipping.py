"""Those that were skipped stay behind until one comes back to the whole queue."""

from django.db.models import Q

from participation.moderation.models import QueueItem
from participation.moderation.models.queue import QueueItemQuerySet

PARAMETER = "nach"


def behind(rows: QueueItemQuerySet, pk: int | None) -> QueueItemQuerySet:
    """Those of `rows` that stand behind the item in the queue."""
    item = QueueItem.objects.filter(pk=pk).first() if pk else None
    if item is None:
        return rows
    at = item.submitted_at
    following = Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=item.pk)
    return rows.filter(following, submitted_at__gte=at)
