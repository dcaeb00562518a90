"""What waits for a moderator, for the page "Heute"."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.followups.registry import MOST_ITEMS, Item
from participation.moderation.models import Complaint, Decision, QueueItem
from participation.moderation.models.queue import QueueItemQuerySet
from participation.moderation.queries.complaints import open_complaints, waiting_for
from participation.moderation.rules import can_name_pool, can_see_desk


def to_check(visitor: Visitor) -> Iterator[Item]:
    """Contributions by the day a first look was promised; one query."""
    if not can_see_desk(visitor):
        return
    rows = _to_check(visitor).select_related("region")
    for item in rows.order_by("promised_on", "submitted_at", "id")[:MOST_ITEMS]:
        place = item.region.name if item.region else ""
        yield Item(
            title=item.title,
            url=item.get_absolute_url(),
            due_on=item.promised_on,
            detail=", ".join(filter(None, (item.number, place))),
            since=item.submitted_at,
            region_id=item.region_id,
        )


def to_check_count(visitor: Visitor) -> int:
    return _to_check(visitor).count() if can_see_desk(visitor) else 0


def decided_since(visitor: Visitor, moment: datetime) -> int:
    """Shown to nobody but who decided."""
    rows = Decision.objects.filter(decided_by=visitor.user_id, decided_at__gte=moment)
    return rows.count() if can_see_desk(visitor) else 0


def _to_check(visitor: Visitor) -> QueueItemQuerySet:
    """Nobody decides on their own; what has no author is everybody's."""
    rows: QueueItemQuerySet = QueueItem.objects.open().visible_to(visitor)
    return rows.exclude(author=visitor.user_id)


def to_answer(visitor: Visitor) -> Iterator[Item]:
    """Complaints that the visitor may decide; one query where none is open."""
    for shown in waiting_for(visitor):
        yield Item(
            title=shown.title,
            url=shown.complaint.get_absolute_url(),
            due_on=shown.complaint.due_on,
            detail=_place_of(shown.complaint),
            since=shown.complaint.complained_at,
            region_id=shown.complaint.region_id,
        )


def to_name(visitor: Visitor) -> Iterator[Item]:
    """Complaints that nobody may decide: the coordination names a person."""
    if not can_name_pool(visitor):
        return
    for shown in open_complaints(visitor):
        if shown.has_nobody:
            yield Item(
                title=gettext(
                    "Für diesen Einwand gibt es niemanden: bitte eine Person benennen"
                ),
                url=reverse("moderation:pool"),
                due_on=berlin_today(),
                detail=f"{shown.title} {_place_of(shown.complaint)}".strip(),
            )


def _place_of(complaint: Complaint) -> str:
    return complaint.region.name if complaint.region else ""
