"""What the desk learns of a room beside an idea."""

from collections.abc import Mapping
from typing import Any

from commons.accounts.http import HttpRequest
from events.live.queries import finding
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.referrals.rules import can_refer


def question_behind(
    *,
    request: HttpRequest,
    contribution: Any,
    item: Any,  # noqa: ARG001 -- the slot's signature
) -> Mapping[str, Any] | None:
    """The question an idea was made of, and the way to the Amt that is to answer."""
    if not isinstance(contribution, Idea):
        return None
    turning = finding.turning_of(contribution, request.visitor)
    if turning is None:
        return None
    is_waiting = turning.for_department and contribution.case == Case.NONE
    may_refer = can_refer(request.visitor, contribution)
    return {
        "idea": contribution,
        "question": turning.question,
        "waits_for_department": is_waiting,
        "may_refer": is_waiting and contribution.is_public and may_refer,
    }
