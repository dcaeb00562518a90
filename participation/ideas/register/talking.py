"""Ideas can be talked about: the thread of an idea, and its section on the page."""

from typing import Any

from django.http import HttpRequest

from commons import slots
from commons.accounts.visitors import ANONYMOUS
from participation.discussion import hosts
from participation.discussion.queries.section import section_of
from participation.ideas.models import Idea


def register() -> None:
    hosts.register(
        hosts.Host(
            kind="idea",
            accessor="idea",
            is_open=lambda idea: idea.is_public,
            number_of=lambda idea: idea.number,
            generations=lambda idea: [f"idea:{idea.number}"],
        )
    )
    slots.fill(
        "idea-discussion",
        template="discussion/_section.html",
        context=on_page,
        query_budget=6,
    )


def on_page(request: HttpRequest | None, idea: Idea) -> dict[str, Any] | None:
    """The section; an idea that was never public has nothing to talk about yet."""
    if idea.published_at is None:
        return None
    visitor = getattr(request, "visitor", ANONYMOUS)
    return {"section": section_of(idea, visitor)}
