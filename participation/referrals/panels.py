"""What referrals show on the pages of lower apps."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from neighbourhood.pages.queries import contact_for
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.workflow import SETTLED
from participation.moderation.rules import can_see_desk
from participation.referrals import rules, workflow
from participation.referrals.enums import ReferralState
from participation.referrals.queries import clarifying
from participation.referrals.queries.answers import draft_of, published_on
from participation.referrals.queries.feedback import noes_on
from participation.referrals.queries.promises import is_overdue
from participation.referrals.queries.referrals import referrals_on
from participation.referrals.queries.reusing import current_on

# The SPK may answer now: it has the case, with or without a statement.
ANSWERABLE = frozenset({Case.OPEN, Case.STATEMENT_IN, Case.REOPENED})


def published_answer(
    request: HttpRequest | None,  # noqa: ARG001 -- the same for all
    idea: Idea,
) -> Mapping[str, Any] | None:
    """The answer under the idea; earlier ones fold away below it."""
    if idea.answered_at is None:
        return None
    answers = published_on(idea)
    if not answers:
        return None
    steps = list(answers[0].promises.all())
    is_late = idea.case in SETTLED and is_overdue(steps[-1] if steps else None)
    lead = idea.lead_department
    return {
        "answer": answers[0],
        "earlier": answers[1:],
        "is_late": is_late,
        "department": lead if lead is not None and lead.is_active else None,
    }


def desk_panel(request: HttpRequest | None, idea: Idea) -> Mapping[str, Any] | None:
    """Beside the idea, for those who may forward and answer it."""
    visitor = getattr(request, "visitor", None)
    if visitor is None or not rules.can_refer(visitor, idea) or not idea.is_public:
        return None
    referrals = list(referrals_on(idea))
    current = next(
        (row for row in referrals if row.is_lead and row.state in workflow.UNFINISHED),
        None,
    )
    returned = next((row for row in referrals if row.is_lead), None)
    clarification = (
        clarifying.open_on(idea) if idea.case in clarifying.CLARIFIABLE else None
    )
    reuse = current_on(idea) if idea.answered_at else None
    return {
        "idea": idea,
        "referrals": referrals,
        "current": current,
        "was_returned": returned is not None
        and returned.state == ReferralState.RETURNED,
        "clarification": clarification,
        "noes": noes_on(idea) if idea.case == Case.REOPENED else (),
        "may_clarify": clarification is None
        and current is None
        and idea.case in clarifying.CLARIFIABLE
        and rules.can_clarify(visitor, idea),
        "may_refer": current is None
        and clarification is None
        and (idea.case != Case.ANSWERED or bool(reuse)),
        "may_answer": idea.case in ANSWERABLE | {Case.NONE} or bool(reuse),
        "draft": draft_of(idea) if idea.case in ANSWERABLE or reuse else None,
        "reuse": reuse,
    }


def is_seen_by_author(request: HttpRequest, idea: Idea) -> bool:
    """By the author with an account, or by whoever holds the code, on their page.

    That page has asked for the code already.
    """
    visitor = getattr(request, "visitor", None)
    user_id = visitor.user_id if visitor is not None else None
    if user_id is not None or idea.author_id is not None:
        return idea.author_id == user_id
    match = request.resolver_match
    return match is not None and match.view_name == "ideas:idea-claimed"


def desk_menu(request: HttpRequest | None) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not can_see_desk(visitor):
        return None
    url = reverse("referrals:referral-list")
    return {"url": url, "label": _("Weiterleitungen"), "icon": "send"}


def department_menu(request: HttpRequest | None) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not visitor.department_ids:
        return None
    url = reverse("referrals:department-inbox")
    return {"url": url, "label": _("Vorgänge Ihres Amtes"), "icon": "inbox"}


def link_contact(request: HttpRequest | None) -> Mapping[str, Any] | None:  # noqa: ARG001 -- the same for all
    """Whom to call when a link says nothing, or nothing any more."""
    contact = contact_for(None)
    return {"contact": contact} if contact else None
