"""Which digests are due, and what of the news in them is still to be told by mail."""

from datetime import datetime

from django.db.models import Q, QuerySet

from commons.notifications.enums import Pace
from commons.notifications.models import Digest, Notification


def open_and_due(now: datetime) -> QuerySet[Digest]:
    return Digest.objects.filter(closed_at__isnull=True, due_at__lte=now)


def due(
    now: datetime, *, after: tuple[datetime, int] | None, limit: int
) -> list[tuple[datetime, int]]:
    """Moment and id of those that are due, the longest waiting first.

    Args:
        after: the last one that the caller had; what breaks is not met twice.
    """
    rows = open_and_due(now)
    if after is not None:
        due_at, pk = after
        rows = rows.filter(Q(due_at__gt=due_at) | Q(due_at=due_at, pk__gt=pk))
    return list(rows.order_by("due_at", "pk").values_list("due_at", "pk")[:limit])


def wanted(rows: QuerySet[Notification]) -> QuerySet[Notification]:
    """Those that a gathered mail has to tell: not read, told or taken back."""
    return rows.filter(
        delivery__isnull=True, read_at__isnull=True, happening__withdrawn_at=None
    ).exclude(pace=Pace.BELL)


def told_by(digest: Digest) -> QuerySet[Notification]:
    """The news that a closed digest's mail tells, if they have not been read since."""
    rows = Notification.objects.filter(
        digest=digest,
        delivery=digest.delivery_id,
        read_at__isnull=True,
        happening__withdrawn_at=None,
    )
    return rows.select_related("happening").order_by("-created_at", "-pk")
