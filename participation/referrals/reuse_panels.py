"""Earlier answers, shown where somebody is about to ask an Amt again."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from participation.ideas.models import Idea
from participation.referrals import rules
from participation.referrals.queries.reusing import offered_on


def at_desk(
    request: HttpRequest | None,
    contribution: Any,
    item: Any,  # noqa: ARG001 -- the slot's signature
) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if not isinstance(contribution, Idea) or visitor is None:
        return None
    if not rules.can_reuse(visitor, contribution):
        return None
    found = offered_on(contribution)
    return {"idea": contribution, "found": found} if found else None
