"""The case page: one case with everything, and what is next in it."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.clock import berlin_today
from participation.casework import addresses, fates, rules
from participation.casework.enums import Variant
from participation.casework.forms.notes import CaseNoteForm
from participation.casework.next_step import next_step
from participation.casework.queries import cases as queries
from participation.casework.queries.history import (
    ALL,
    PARTS,
    history_of,
)
from participation.casework.queries.neighbours import neighbours_of
from participation.casework.queries.situations import situation_of
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.moderation.queries.item import decisions_of
from participation.moderation.rules import covers_region
from participation.notices.queries.news import annotated, news_of
from participation.referrals import workflow as referral_workflow
from participation.referrals.models import Referral
from participation.referrals.panels import ANSWERABLE


def case_of(request: HttpRequest, number: str) -> Idea:
    """The idea of a case that the visitor looks after."""
    idea = queries.ideas_with_all().filter(number=number).first()
    if idea is None or not covers_region(request.visitor, idea.region_id):
        raise Http404
    if not rules.can_see_case(request.visitor, idea):
        raise PermissionDenied
    return idea


@require_safe
def case_show(request: HttpRequest, number: str) -> HttpResponse:
    idea = case_of(request, number)
    context = _work(idea) | _people(request, idea)
    return render(request, "casework/case_show.html", context)


def _work(idea: Idea) -> dict[str, Any]:
    """What is next, and what lies with the Ämter."""
    today = berlin_today()
    situation = situation_of(idea)
    step = next_step(situation, today=today)
    referrals = queries.referrals_of(idea)
    lead = next((row for row in reversed(referrals) if row.is_lead), None)
    return {
        "idea": idea,
        "today": today,
        "step": step,
        "step_url": addresses.address_of(situation, step),
        "is_late": step.is_overdue(today),
        "situation": situation,
        "lead": lead,
        "is_lead_late": lead is not None and _is_late(lead, today),
        "referrals": [(row, fates.fate_of(row)) for row in referrals],
        "questions": [q for row in referrals for q in row.questions.all()],
        "replies": [mail for row in referrals for mail in row.replies.all()],
        "department_notes": [n for row in referrals for n in row.internal_notes.all()],
        **queries.spoken(referrals),
        **_ways(idea, referrals, is_clarified=situation.clarifying is not None),
    }


def _people(request: HttpRequest, idea: Idea) -> dict[str, Any]:
    """Answers, what was said of them, notes, decisions and the whole history."""
    part = request.GET.get("verlauf", ALL)
    part = part if part in PARTS else ALL
    return {
        "answers": queries.answers_of(idea),
        "feedback": queries.feedback_of(idea),
        "reuses": queries.reuses_of(idea),
        "clarifications": idea.clarifications.select_related("round").order_by("-pk"),
        "notes": queries.notes_of(idea),
        "note_form": CaseNoteForm(),
        "decisions": decisions_of(idea),
        "last_news": news_of(annotated(idea.pk)).at,
        "history": history_of(idea, part=part),
        "parts": [
            (label, f"?verlauf={key}#verlauf", key == part)
            for key, (label, _kinds) in PARTS.items()
        ],
        "neighbours": neighbours_of(idea, request.visitor),
        "files": queries.files_of(idea, request.visitor.user_id),
        "variants": Variant,
        "trail": [(_("Offene Vorgänge"), reverse("casework:board"))],
    }


def _ways(
    idea: Idea, referrals: list[Referral], *, is_clarified: bool
) -> dict[str, bool]:
    """What else may be done now, beside the one step that is next."""
    unfinished = any(
        row.is_lead and row.state in referral_workflow.UNFINISHED for row in referrals
    )
    return {
        "may_refer": idea.is_public
        and not (unfinished or is_clarified)
        and idea.case in ANSWERABLE | {Case.NONE},
        "may_consult": idea.is_public and unfinished,
        "may_answer": idea.is_public and idea.case in ANSWERABLE | {Case.NONE},
    }


def _is_late(lead: Referral, today: date) -> bool:
    return (
        lead.state in referral_workflow.WITH_DEPARTMENT
        and not lead.is_paused
        and lead.due_day < today
    )
