"""The SPK's side of "Answer once": telling an answer again, looking at objections."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.terms.queries import current
from participation.ideas.models import Idea
from participation.moderation.enums import Publication
from participation.referrals import rules
from participation.referrals.enums import ReuseState
from participation.referrals.forms.reusing import KeepForm, ReuseForm
from participation.referrals.models import Answer, Reuse, ReuseTerms
from participation.referrals.queries import reusing as queries
from participation.referrals.services import reusing, reviewing
from participation.referrals.views.referring import referable_idea, trail_of


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "reuse",
    gettext_lazy("Antwort mit einer früheren Antwort"),
    ReuseForm,
    without=("version",),
)
def reuse_create(request: HttpRequest, number: str, answer: int) -> HttpResponse:
    """As residents will read it, with words of one's own; the POST publishes."""
    idea = referable_idea(request, number)
    source = get_object_or_404(queries.usable().exclude(idea=idea), pk=answer)
    form = ReuseForm(posted(request), version=idea.version)
    if form.is_valid() and _answered(request, idea, source, form):
        messages.success(
            request, _("Die Idee ist beantwortet. Alle, die ihr folgen, hören davon.")
        )
        return redirect(idea)
    context = {
        "idea": idea,
        "source": source,
        "department": source.idea.lead_department,
        "form": form,
        "is_waiting": idea.publication == Publication.SUBMITTED,
        "may_take_one": queries.may_take_one(idea),
        "working_days": current(ReuseTerms).working_days,
        "trail": trail_of(idea),
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/reuse_create.html", context, status=status)


def _answered(
    request: HttpRequest, idea: Idea, source: Answer, form: ReuseForm
) -> bool:
    by = request.visitor.account
    try:
        reusing.answer_with(idea, source, **form.cleaned_data, by=by)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("reuse-keep", gettext_lazy("Antwort auf einen Widerspruch"), KeepForm)
def reuse_review(request: HttpRequest, pk: int) -> HttpResponse:
    """What an Amt says against it, and three ways on; the POST keeps the answer."""
    reuse = _handled(request, pk)
    form = KeepForm(posted(request))
    if form.is_valid() and _kept(request, reuse, form):
        messages.success(request, _("Die Antwort bleibt. Das Amt hört, warum."))
        return redirect(reuse)
    context = {
        "reuse": reuse,
        "idea": reuse.idea,
        "source": reuse.answer.source,
        "form": form,
        "is_objected": reuse.state == ReuseState.OBJECTED,
        "is_untold": reuse.state == ReuseState.INFORMING
        and (reuse.is_by_hand or _has_failed(reuse)),
        "trail": [
            (_("Ideen"), reverse("ideas:idea-list")),
            (reuse.idea.number, reuse.idea.get_absolute_url()),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/reuse_review.html", context, status=status)


@require_POST
def reuse_told(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody told an Amt by telephone or letter that its answer was used again."""
    reuse = _handled(request, pk)
    try:
        reviewing.tell_by_hand(reuse, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Vermerkt: Das Amt weiß Bescheid."))
    return redirect(reuse)


def _handled(request: HttpRequest, pk: int) -> Reuse:
    rows = queries.with_everything().at_desk_of(request.visitor)  # type: ignore[attr-defined]  # of its QuerySet
    reuse: Reuse = get_object_or_404(rows, pk=pk)
    if not rules.can_review(request.visitor, reuse):
        raise PermissionDenied
    return reuse


def _kept(request: HttpRequest, reuse: Reuse, form: KeepForm) -> bool:
    try:
        reviewing.keep(reuse, **form.cleaned_data, by=request.visitor.account)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()


def _has_failed(reuse: Reuse) -> Any:
    return reuse.delivery is not None and reuse.delivery.failed_at is not None
