"""What waits for a moderator, for the page "Heute"."""

from collections.abc import Iterator

from commons.accounts.visitors import Visitor
from commons.followups.registry import MOST_ITEMS, Item
from participation.moderation.models import QueueItem
from participation.moderation.queries.complaints import open_complaints
from participation.moderation.rules import can_decide_complaint, can_see_desk


def to_check(visitor: Visitor) -> Iterator[Item]:
    """Contributions by the day a first look was promised; one query."""
    if not can_see_desk(visitor):
        return
    rows = QueueItem.objects.open().visible_to(visitor).select_related("region")
    rows = rows.exclude(author=visitor.user_id) if visitor.user_id else rows
    for item in rows.order_by("promised_on", "submitted_at", "id")[:MOST_ITEMS]:
        place = item.region.name if item.region else ""
        yield Item(
            title=item.title,
            url=item.get_absolute_url(),
            due_on=item.promised_on,
            detail=", ".join(filter(None, (item.number, place))),
        )


def to_answer(visitor: Visitor) -> Iterator[Item]:
    """Complaints that the visitor may decide; three queries."""
    if not can_see_desk(visitor):
        return
    for shown in open_complaints(visitor):
        complaint = shown.complaint
        if can_decide_complaint(visitor, complaint):
            yield Item(
                title=shown.title,
                url=complaint.get_absolute_url(),
                detail=complaint.region.name if complaint.region else "",
            )
