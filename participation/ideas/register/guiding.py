"""The card "Was geht?" where it belongs: on the idea's page and at the desk."""

from typing import Any

from django.http import HttpRequest

from commons import slots
from neighbourhood.departments.queries.cards import card_for
from participation.ideas.models import Idea


def register() -> None:
    slots.fill(
        "idea",
        template="ideas/_cards.html",
        context=on_idea,
        order=5,
        query_budget=1,
    )
    slots.fill(
        "desk",
        template="ideas/_card_at_desk.html",
        context=at_desk,
        order=30,
        query_budget=1,
    )


def on_idea(request: HttpRequest | None, idea: Idea) -> dict[str, Any] | None:  # noqa: ARG001 -- the slot's signature
    card = card_for(idea.title, idea.text, idea.topic_id)
    return {"card": card} if card else None


def at_desk(
    request: HttpRequest | None,  # noqa: ARG001 -- the slot's signature
    contribution: Any,
    item: Any,  # noqa: ARG001 -- the slot's signature
) -> dict[str, Any] | None:
    if not isinstance(contribution, Idea):
        return None
    return on_idea(None, contribution)
