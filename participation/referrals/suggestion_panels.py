"""What was learned, shown where somebody is about to choose a department."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from participation.ideas.models import Idea
from participation.referrals.queries.suggesting import suggestion_for
from participation.referrals.rules import can_refer


def on_form(request: HttpRequest | None, idea: Idea) -> Mapping[str, Any] | None:
    """Three departments to choose from, or nothing; the form stays as it is.

    The form asks only where a lead is still to be chosen.
    """
    visitor = getattr(request, "visitor", None)
    if visitor is None or not can_refer(visitor, idea):
        return None
    found = suggestion_for(idea)
    return {"suggestion": found} if found else None
