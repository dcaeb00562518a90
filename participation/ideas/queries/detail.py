"""What one idea's page shows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from commons.accounts.visitors import Visitor
from commons.notifications.models import Follow
from commons.notifications.queries.follows import follow_of
from participation.ideas.models import Addendum, Idea, IdeaImage, Merge, Support
from participation.ideas.queries.amending import published_on
from participation.ideas.queries.merging import joined_with
from participation.ideas.queries.way import WayEntry, way_of


@dataclass(frozen=True)
class Detail:
    """What everybody sees is asked for only where no shared part of the page has it."""

    idea: Idea
    is_supported: bool
    is_own: bool
    follow: Follow | None
    follow_url: str

    @cached_property
    def images(self) -> list[IdeaImage]:
        rows = self.idea.images.select_related("stored_file")
        return list(rows.order_by("position"))

    @cached_property
    def way(self) -> list[WayEntry]:
        return way_of(self.idea)

    @cached_property
    def joined(self) -> list[Merge]:
        return joined_with(self.idea)

    @cached_property
    def addenda(self) -> list[Addendum]:
        return published_on(self.idea)


def by_number(number: str) -> Idea | None:
    """The idea of a number in whatever state; the view decides who may see it."""
    return (
        Idea.objects.filter(number=number)
        .select_related(
            "region",
            "topic",
            "author",
            "planning_area",
            "lead_department",
            "merged_into",
            "decision",
        )
        .first()
    )


def detail_of(idea: Idea, visitor: Visitor) -> Detail:
    return Detail(
        idea=idea,
        is_supported=_supports(visitor, idea),
        is_own=visitor.user_id is not None and idea.author_id == visitor.user_id,
        follow=follow_of(visitor.user_id, idea),
        follow_url=reverse("notifications:follow", args=["idea", idea.pk]),
    )


def _supports(visitor: Visitor, idea: Any) -> bool:
    if visitor.user_id is None:
        return False
    return Support.objects.filter(idea=idea, user_id=visitor.user_id).exists()
