from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commons import kinds
from commons.accounts.models import User
from commons.notifications import rendering
from commons.notifications.models import Notification

PAGE_SIZE = 20
# The bell counts no further; "99+" says enough.
MOST_COUNTED = 100


@dataclass(frozen=True)
class Entry:
    pk: int
    line: str
    url: str
    written_at: datetime
    is_unread: bool


@dataclass(frozen=True)
class BellPage:
    """`next_before` continues below; `newest` is the largest id shown, 0 for none."""

    entries: list[Entry]
    next_before: int | None
    newest: int


def bell_page(user: User, *, before: int | None = None) -> BellPage:
    """What somebody was told, newest first, in the active language.

    One query for the rows and one for each kind among them.
    """
    rows = Notification.objects.filter(user=user).select_related("happening")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    notifications = list(rows.order_by("-pk")[: PAGE_SIZE + 1])
    shown = notifications[:PAGE_SIZE]
    return BellPage(
        entries=_entries(shown, user),
        next_before=shown[-1].pk if len(notifications) > PAGE_SIZE else None,
        newest=shown[0].pk if shown else 0,
    )


def unread_count(user: User) -> int:
    """Never more than `MOST_COUNTED`, however long somebody was away."""
    unread = Notification.objects.filter(user=user, read_at__isnull=True)
    return unread.order_by()[:MOST_COUNTED].count()


def find(user: User, pk: int) -> Notification | None:
    """One of somebody's own."""
    mine = Notification.objects.filter(pk=pk, user=user)
    return mine.select_related("happening", "user").first()


def url_of(notification: Notification) -> str:
    """Where a notification leads; empty if that is gone."""
    happening = notification.happening
    target = kinds.load(happening.kind, happening.target_id)
    told = rendering.tell(notification, target)
    return told.url if told else ""


def _entries(notifications: Sequence[Notification], user: User) -> list[Entry]:
    targets = _targets_of(notifications)
    entries = []
    for notification in notifications:
        notification.user = user
        happening = notification.happening
        target = targets.get((happening.kind, happening.target_id))
        told = rendering.tell(notification, target)
        if told is not None:
            entries.append(
                Entry(
                    pk=notification.pk,
                    line=told.line,
                    url=told.url,
                    written_at=notification.created_at,
                    is_unread=notification.read_at is None,
                )
            )
    return entries


def _targets_of(notifications: Sequence[Notification]) -> dict[tuple[str, int], Any]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for notification in notifications:
        wanted[notification.happening.kind].add(notification.happening.target_id)
    return {
        (kind, pk): target
        for kind, pks in wanted.items()
        for pk, target in kinds.load_many(kind, pks).items()
    }
