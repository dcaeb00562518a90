"""Writing the answer residents read: statements beside the draft, preview, publish."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from commons.accounts.http import HttpRequest
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.ideas.models import Idea
from participation.referrals import rules
from participation.referrals.forms.answering import (
    AnswerForm,
    PublishForm,
    first_values,
    with_statements,
)
from participation.referrals.models import Answer, Statement
from participation.referrals.queries import answers as queries
from participation.referrals.queries.answer_sets import set_with
from participation.referrals.queries.reusing import offered_on
from participation.referrals.services import answering
from participation.referrals.views.referring import referable_idea, trail_of


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("answer", gettext_lazy("Antwort auf eine Idee"), AnswerForm)
def answer_edit(request: HttpRequest, number: str) -> HttpResponse:
    idea = referable_idea(request, number)
    statements = list(queries.statements_on(idea))
    draft = queries.draft_of(idea)
    form = _form(request, draft, statements)
    if form.is_bound and form.is_valid() and _saved(request, idea, form):
        if "vorschau" in request.POST:
            return redirect("referrals:answer-preview", idea.number)
        messages.success(request, _("Der Entwurf ist gespeichert."))
        return redirect("referrals:answer-edit", idea.number)
    context = {
        "idea": idea,
        "form": form,
        "draft": draft,
        "statements": statements,
        "offered": offered_on(idea),
        "stumbles": queries.stumbles_of(draft) if draft else None,
        "is_taken": "uebernehmen" in request.POST,
        "lying_in": set_with(draft) if draft else None,
        "trail": trail_of(idea),
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/answer_edit.html", context, status=status)


def _form(
    request: HttpRequest, draft: Answer | None, statements: list[Statement]
) -> AnswerForm:
    """The draft, what was posted, or that with the statements below it.

    Statements are taken over by a POST that stores nothing: what was typed stays, and
    whoever writes puts it into plain words first.
    """
    if request.method != "POST":
        return AnswerForm(initial=first_values(draft, statements))
    if "uebernehmen" not in request.POST:
        return AnswerForm(request.POST, is_final="vorschau" in request.POST)
    wanted = request.POST["uebernehmen"]
    chosen = [row for row in statements if wanted in {"alle", str(row.pk)}]
    return AnswerForm(initial=with_statements(request.POST.dict(), chosen))


@require_http_methods(["GET", "HEAD", "POST"])
def answer_preview(request: HttpRequest, number: str) -> HttpResponse:
    """As residents will read it; the POST publishes."""
    idea = referable_idea(request, number)
    answer = queries.draft_of(idea)
    if answer is None:
        raise Http404
    form = PublishForm(request.POST or None, initial={"version": answer.version})
    if request.method == "POST" and form.is_valid():
        is_approval = "freigeben" in request.POST
        done = _approved if is_approval else _published
        if done(request, answer, form):
            return redirect(request.path if is_approval else idea)
    needs_four_eyes = queries.needs_four_eyes(idea)
    context = {
        "idea": idea,
        "answer": answer,
        "form": form,
        "stumbles": queries.stumbles_of(answer),
        "needs_four_eyes": needs_four_eyes,
        "may_publish": rules.can_publish_answer(
            request.visitor, answer, needs_four_eyes=needs_four_eyes
        ),
        "may_approve": needs_four_eyes
        and answer.approved_at is None
        and rules.can_approve_answer(request.visitor, answer),
        "lying_in": set_with(answer),
        "trail": trail_of(idea),
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/answer_preview.html", context, status=status)


def _saved(request: HttpRequest, idea: Idea, form: AnswerForm) -> bool:
    version = form.cleaned_data["version"]
    try:
        answering.save_draft(
            idea, form.words, version=version, by=request.visitor.account
        )
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    return True


def _approved(request: HttpRequest, answer: Answer, form: PublishForm) -> bool:
    try:
        answering.approve(
            answer, version=form.cleaned_data["version"], by=request.visitor.account
        )
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    messages.success(request, _("Freigegeben. Die Antwort kann jetzt hinaus."))
    return True


def _published(request: HttpRequest, answer: Answer, form: PublishForm) -> bool:
    try:
        answering.publish(
            answer, version=form.cleaned_data["version"], by=request.visitor.account
        )
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    messages.success(
        request, _("Die Antwort ist veröffentlicht. Alle, die folgen, hören davon.")
    )
    return True
