"""Objecting to a decision, and deciding on objections."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from commons import kinds
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.moderation import desk, rules
from participation.moderation.forms.fairness import AnswerForm, ComplaintForm
from participation.moderation.models import Complaint, Decision, Moderated
from participation.moderation.queries import complaints as queries
from participation.moderation.services import complaints
from participation.moderation.views.desk import desk_trail, desk_visitor


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "complaint", gettext_lazy("Einwand gegen eine Entscheidung"), ComplaintForm
)
def complaint_create(request: HttpRequest, decision_pk: int) -> HttpResponse:
    """The author's page of one decision: object to it, or read what came of it."""
    decision = get_object_or_404(Decision, pk=decision_pk)
    contribution = kinds.load(decision.kind, decision.target_id)
    if not isinstance(contribution, Moderated):
        raise Http404
    if not rules.is_author(request.visitor, contribution):
        raise Http404
    form = ComplaintForm(posted(request))
    if form.is_valid() and _objected(request, decision, form):
        messages.success(request, _("Ihr Einwand ist angekommen."))
        return redirect("moderation:complaint-create", decision_pk)
    kind = kinds.get(decision.kind)
    context = {
        "form": form,
        "decision": decision,
        "complaint": Complaint.objects.filter(decision=decision).first(),
        "obstacle": complaints.obstacle(decision, contribution),
        "title": kind.title(contribution),
        "url": kind.url(contribution),
    }
    status = 422 if form.errors else 200
    return render(request, "moderation/complaint_create.html", context, status=status)


def _objected(request: HttpRequest, decision: Decision, form: ComplaintForm) -> bool:
    text = form.cleaned_data["text"]
    try:
        complaints.complain(decision, text=text, by=request.visitor.account)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()


@require_safe
def complaint_list(request: HttpRequest) -> HttpResponse:
    visitor = desk_visitor(request)
    context = {"complaints": queries.open_complaints(visitor)}
    return render(request, "moderation/complaint_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("complaint-answer", gettext_lazy("Antwort auf einen Einwand"), AnswerForm)
def complaint(request: HttpRequest, pk: int) -> HttpResponse:
    visitor = desk_visitor(request)
    row = get_object_or_404(queries.complaints_of(visitor), pk=pk)
    if request.method == "POST" and not rules.can_decide_complaint(visitor, row):
        raise PermissionDenied
    contribution = desk.load(row.decision.kind, row.decision.target_id)
    if contribution is None:
        raise Http404
    form = AnswerForm(posted(request))
    if form.is_valid() and _answered(request, row, form):
        messages.success(request, _("Über den Einwand ist entschieden."))
        return redirect("moderation:complaint-list")
    trail = [*desk_trail(), (_("Beschwerden"), reverse("moderation:complaint-list"))]
    context = {
        "trail": trail,
        "complaint": row,
        "contribution": contribution,
        "desk_kind": desk.of(contribution),
        "number": desk.of(contribution).number_of(contribution),
        "kind": kinds.of(contribution),
        "form": form,
        "can_decide": rules.can_decide_complaint(visitor, row),
    }
    status = 422 if form.errors else 200
    return render(request, "moderation/complaint.html", context, status=status)


def _answered(request: HttpRequest, row: Complaint, form: AnswerForm) -> bool:
    by = request.visitor.account
    try:
        complaints.answer(row, by=by, **form.cleaned_data)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()
