"""What one idea's page shows."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from commons.accounts.visitors import Visitor
from commons.notifications.models import Follow
from participation.ideas.models import Addendum, Idea, IdeaImage, Merge, Support
from participation.ideas.queries.amending import published_on
from participation.ideas.queries.following import follow_of
from participation.ideas.queries.merging import joined_with
from participation.ideas.queries.way import WayEntry, way_of


@dataclass(frozen=True)
class Detail:
    idea: Idea
    images: list[IdeaImage]
    way: list[WayEntry]
    is_supported: bool
    is_own: bool
    joined: list[Merge]
    addenda: list[Addendum]
    follow: Follow | None
    follow_url: str


def by_number(number: str) -> Idea | None:
    """The idea of a number in whatever state; the view decides who may see it."""
    images = IdeaImage.objects.select_related("stored_file").order_by("position")
    return (
        Idea.objects.filter(number=number)
        .select_related(
            "region", "topic", "author", "planning_area", "merged_into", "decision"
        )
        .prefetch_related(Prefetch("images", queryset=images))
        .first()
    )


def detail_of(idea: Idea, visitor: Visitor) -> Detail:
    return Detail(
        idea=idea,
        images=list(idea.images.all()),
        way=way_of(idea),
        is_supported=_supports(visitor, idea),
        is_own=visitor.user_id is not None and idea.author_id == visitor.user_id,
        joined=joined_with(idea),
        addenda=published_on(idea),
        follow=follow_of(visitor, idea),
        follow_url=reverse("ideas:follow", args=["idea", idea.pk]),
    )


def _supports(visitor: Visitor, idea: Any) -> bool:
    if visitor.user_id is None:
        return False
    return Support.objects.filter(idea=idea, user_id=visitor.user_id).exists()
