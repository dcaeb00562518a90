"""What waits for somebody today: notices to release, and cases without a next day."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.followups.registry import MOST_ITEMS, Item
from participation.ideas.models import Idea
from participation.ideas.workflow import OPEN
from participation.moderation.rules import moderates
from participation.notices.enums import NoticeState
from participation.notices.models import InterimNotice


def releases(visitor: Visitor) -> Iterator[Item]:
    """Notices that lie ready, the latest first."""
    for notice in _due(visitor).order_by("due_on", "pk")[:MOST_ITEMS]:
        idea = notice.idea
        yield Item(
            title=idea.title,
            url=notice.get_absolute_url(),
            due_on=notice.due_on,
            detail=f"{notice.get_why_display()} · {_place_of(idea)}",
            since=notice.created_at,
            region_id=idea.region_id,
            number=idea.number,
        )


def count_of_releases(visitor: Visitor) -> int:
    return _due(visitor).count()


def unpromised(visitor: Visitor) -> Iterator[Item]:
    """Open cases whose day has passed, and nobody is about to write."""
    ideas = without_next_day().filter(moderates(visitor), ~Q(author=visitor.user_id))
    for idea in ideas.select_related("region").order_by("next_on", "pk")[:MOST_ITEMS]:
        yield Item(
            title=idea.title,
            url=idea.get_absolute_url(),
            due_on=idea.next_on,
            detail=_place_of(idea),
            region_id=idea.region_id,
            number=idea.number,
        )


def without_next_day() -> QuerySet[Idea]:
    """No open case without a next day: these are the ones that break it."""
    waiting = InterimNotice.objects.open().filter(idea=OuterRef("pk"))
    return Idea.objects.filter(
        Q(next_on__isnull=True) | Q(next_on__lt=berlin_today()),
        ~Exists(waiting),
        case__in=sorted(OPEN),
    )


def _due(visitor: Visitor) -> QuerySet[InterimNotice]:
    rows = InterimNotice.objects.filter(state=NoticeState.DUE).visible_to(visitor)
    return rows.select_related("idea__region")


def _place_of(idea: Idea) -> str:
    region = f"{idea.region.name}, " if idea.region else ""
    return f"{region}{idea.number}"
