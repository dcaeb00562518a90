"""What ideas show on pages of lower apps: the home page and a Stadtteil's."""

from typing import Any

from django.urls import reverse

from commons import slots
from commons.accounts.http import HttpRequest
from commons.notifications.queries import following
from neighbourhood.regions.models import Region
from participation.ideas.models import Idea
from participation.ideas.queries.highlights import highlights
from participation.ideas.queries.merging import is_recent, joined_with, undo_until
from participation.moderation.rules import can_moderate


def register() -> None:
    slots.fill(
        "home",
        template="ideas/_home.html",
        context=on_home,
        order=10,
        query_budget=3,
    )
    slots.fill(
        "home-region",
        template="ideas/_region.html",
        context=on_region,
        order=10,
        query_budget=3,
    )
    slots.fill(
        "region",
        template="ideas/_region.html",
        context=on_region,
        order=10,
        query_budget=3,
    )


def on_home(request: HttpRequest | None) -> dict[str, Any]:  # noqa: ARG001 -- the slot's signature
    return {"highlights": highlights(), "list_url": reverse("ideas:idea-list")}


def on_region(request: HttpRequest | None, region: Region) -> dict[str, Any]:  # noqa: ARG001 -- the slot's signature
    return {
        "highlights": highlights(region_id=region.pk),
        "region": region,
        "list_url": f"{reverse('ideas:idea-list')}?stadtteil={region.slug}",
    }


def merge_entry(request: HttpRequest, idea: Idea) -> dict[str, Any] | None:
    """For staff: the way to merging, and what went into this idea."""
    if not idea.is_public or not can_moderate(request.visitor, idea):
        return None
    joined = joined_with(idea)
    return {
        "merge_url": reverse("ideas:idea-merge", args=[idea.number]),
        "joined": [
            (
                merge.source,
                undo_until(merge) if is_recent(merge) else None,
                # Words that nobody checked are for those who moderate there.
                bool(merge.source.published_at)
                or can_moderate(request.visitor, merge.source),
            )
            for merge in joined
        ],
    }


def follow_region(request: HttpRequest, region: Region) -> dict[str, Any]:
    return following.button("region", region, request.visitor)
