"""What was learned, shown where somebody is about to choose a department."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from participation.ideas.models import Idea
from participation.referrals.models import Training
from participation.referrals.queries import suggesting
from participation.referrals.rules import can_refer

MOST_RUNS = 12


def on_page(request: HttpRequest) -> Mapping[str, Any]:  # noqa: ARG001 -- the same for all who may read it
    """How far learning is, beside the rules for it."""
    return {
        "standing": suggesting.standing(),
        "runs": Training.objects.all()[:MOST_RUNS],
        "needed": suggesting.NEEDED,
    }


def on_form(request: HttpRequest | None, idea: Idea) -> Mapping[str, Any] | None:
    """Three departments to choose from, or nothing; the form stays as it is.

    The form asks only where a lead is still to be chosen.
    """
    visitor = getattr(request, "visitor", None)
    if visitor is None or not can_refer(visitor, idea):
        return None
    found = suggesting.suggestion_for(idea)
    return {"suggestion": found} if found else None
