"""The SPK's side of referrals: what is out, what came back, what to do with it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import (
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest
from commons.clock import berlin_today
from commons.drafts.keeping import keeps_draft
from commons.drafts.models import Draft
from commons.errors import RuleViolation
from participation.moderation.rules import can_see_desk
from participation.referrals import rules, workflow
from participation.referrals.enums import ReferralState
from participation.referrals.forms.disclosing import showing_form
from participation.referrals.forms.handing import HandedForm
from participation.referrals.forms.responding import QuestionAnswerForm
from participation.referrals.models import Question, Referral
from participation.referrals.queries import cases, referrals as queries
from participation.referrals.services import outcomes, questions, transcripts
from participation.referrals.services.recalling import recall


def _page_of_question(draft: Draft) -> str:
    question = Question.objects.filter(pk=resolve(draft.target).kwargs["pk"]).first()
    return (
        reverse("referrals:referral-detail", args=[question.referral_id])
        if question
        else ""
    )


@require_safe
def referral_list(request: HttpRequest) -> HttpResponse:
    if not can_see_desk(request.visitor):
        raise PermissionDenied
    view = request.GET.get("ansicht", "offen")
    today = berlin_today()
    figures = queries.desk_figures(request.visitor, today=today)
    page = queries.desk_list(
        request.visitor, view, today=today, cursor=request.GET.get("ab", "")
    )
    context = {
        "page": page,
        "tabs": [_tab(key, name, figures, view) for key, name in queries.VIEWS.items()],
        "next_url": f"?ansicht={view}&ab={page.next_cursor}",
        "today": today,
    }
    return render(request, "referrals/referral_list.html", context)


@require_safe
def referral_detail(request: HttpRequest, pk: int) -> HttpResponse:
    referral = handled(request, pk)
    return _detail(request, referral, QuestionAnswerForm())


@require_POST
@keeps_draft(
    "question-answer",
    gettext_lazy("Antwort auf die Frage eines Amtes"),
    QuestionAnswerForm,
    url=_page_of_question,
)
def question_answer(request: HttpRequest, pk: int) -> HttpResponse:
    question = get_object_or_404(Question, pk=pk)
    referral = handled(request, question.referral_id)
    form = QuestionAnswerForm(request.POST)
    if not form.is_valid():
        return _detail(request, referral, form)
    text = form.cleaned_data["text"]
    try:
        questions.answer_question(question, text=text, by=request.visitor.account)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return _detail(request, referral, form)
    messages.success(request, _("Die Antwort geht an das Amt. Die Frist läuft weiter."))
    return redirect(referral)


@require_POST
def referral_recall(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, recall, _("Die Weiterleitung ist zurückgerufen."))


@require_POST
def referral_resend(request: HttpRequest, pk: int) -> HttpResponse:
    done = _("Die Mail geht noch einmal hinaus.")
    return _act(request, pk, outcomes.send_again, done)


@require_POST
def referral_pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody gave it to a department that has no mailbox, on some day."""
    referral = handled(request, pk)
    form = HandedForm(request.POST, since=referral.referred_at)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["day"])))
        return redirect(referral)
    service = partial(outcomes.hand_over_by_hand, day=form.cleaned_data["day"])
    return _act(request, pk, service, _("Vermerkt: Das Amt hat die Idee."))


def _act(
    request: HttpRequest, pk: int, service: Callable[..., Any], done: str
) -> HttpResponse:
    referral = handled(request, pk)
    try:
        service(referral, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, done)
    return redirect(referral)


def handled(request: HttpRequest, pk: int) -> Referral:
    """The referral on the SPK's side; a department's own page is another."""
    rows = queries.with_everything().at_desk_of(request.visitor)  # type: ignore[attr-defined]  # of its QuerySet
    referral: Referral = get_object_or_404(rows, pk=pk)
    if not rules.can_handle(request.visitor, referral):
        raise PermissionDenied
    return referral


def _detail(
    request: HttpRequest, referral: Referral, form: QuestionAnswerForm
) -> HttpResponse:
    context = {
        "referral": referral,
        "idea": referral.idea,
        "form": form,
        "open_question": next(
            (row for row in referral.questions.all() if row.answered_at is None), None
        ),
        "is_overdue": _is_overdue(referral),
        "may_recall": workflow.may_become(referral.state, ReferralState.RECALLED),
        "may_pass_on": referral.is_by_hand
        and not referral.goes_along
        and referral.state == ReferralState.QUEUED,
        "handed_form": HandedForm(since=referral.referred_at),
        "may_record": workflow.may_become(referral.state, ReferralState.STATED),
        "may_record_again": transcripts.may_record_again(referral),
        "may_resend": referral.state == ReferralState.FAILED
        and not referral.goes_along,
        "trail": [(_("Weiterleitungen"), reverse("referrals:referral-list"))],
        **cases.from_the_department(referral),
        "showing": [(row, showing_form(row)) for row in referral.statements.all()],
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/referral_detail.html", context, status=status)


def _is_overdue(referral: Referral) -> bool:
    return (
        referral.state in workflow.WITH_DEPARTMENT
        and not referral.is_paused
        and referral.due_day < berlin_today()
    )


def _tab(
    key: str, name: Any, figures: dict[str, int], current: str
) -> tuple[str, str, bool]:
    label = f"{name} ({figures[key]})" if figures.get(key) else str(name)
    return (label, f"?ansicht={key}", key == current)
