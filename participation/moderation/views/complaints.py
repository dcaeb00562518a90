"""Deciding on objections: for the desk, and for whoever was named from elsewhere."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft, still_open
from commons.errors import RuleViolation
from participation.moderation import desk, rules
from participation.moderation.forms.fairness import AnswerForm
from participation.moderation.models import Complaint, Moderated
from participation.moderation.queries import complaints as queries, pool
from participation.moderation.queries.item import may_be_read
from participation.moderation.services import complaints
from participation.moderation.services.appealing import appeal_of, is_of_reporters
from participation.moderation.views.desk import desk_trail


@require_safe
def complaint_list(request: HttpRequest) -> HttpResponse:
    if refusal := _second_factor_first(request):
        return refusal
    visitor = request.visitor
    context = {
        "complaints": queries.open_complaints(visitor),
        "decided": queries.decided_by(visitor),
        "is_at_desk": rules.can_see_desk(visitor),
        "may_name": rules.can_name_pool(visitor),
    }
    return render(request, "moderation/complaint_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("complaint-answer", gettext_lazy("Antwort auf einen Einwand"), AnswerForm)
def complaint(request: HttpRequest, pk: int) -> HttpResponse:
    if refusal := _second_factor_first(request):
        still_open(request)
        return refusal
    visitor = request.visitor
    row = get_object_or_404(queries.complaints_of(visitor), pk=pk)
    deciders = pool.bench().deciders_of(row)
    may_decide = rules.can_decide_complaint(visitor, deciders)
    if request.method == "POST" and not may_decide:
        raise PermissionDenied
    form = AnswerForm(posted(request))
    if form.is_valid() and _answered(request, row, form):
        messages.success(request, _("Über den Einwand ist entschieden."))
        return redirect("moderation:complaint-list")
    context = _about(row) | {
        "trail": _trail(request),
        "complaint": row,
        "form": form,
        "can_decide": may_decide,
        "has_nobody": not deciders,
        "is_at_desk": rules.can_see_desk(visitor),
        "may_name": rules.can_name_pool(visitor),
    }
    status = 422 if form.errors else 200
    return render(request, "moderation/complaint.html", context, status=status)


def _about(row: Complaint) -> dict[str, object]:
    """What the decision was about, as far as it takes to decide anew."""
    decision = row.decision
    appeal = appeal_of(decision)
    target = appeal.find(decision)
    if target is None:
        raise Http404
    kind = desk.find(decision.kind) if isinstance(target, Moderated) else None
    shown = desk.load(decision.kind, decision.target_id) if kind else target
    template = appeal.template or (kind.template if kind else "")
    if isinstance(target, Moderated) and kind and not may_be_read(target):
        template = ""
    return {
        "contribution": shown,
        "template": template,
        "number": kind.number_of(target) if kind else "",
        "title": appeal.title_of(target),
        "stands": appeal.stands(decision, target),
        "is_reporters": is_of_reporters(decision),
    }


def _trail(request: HttpRequest) -> list[tuple[str, str]]:
    own = (_("Einwände"), reverse("moderation:complaint-list"))
    return [*desk_trail(), own] if rules.can_see_desk(request.visitor) else [own]


def _second_factor_first(request: HttpRequest) -> HttpResponse | None:
    """Complaints show what is not public: like all who work here, with two factors.

    Raises:
        PermissionDenied: neither at the desk nor named.
    """
    visitor = request.visitor
    is_named = not rules.can_see_desk(visitor) and pool.is_in_pool(visitor.user_id)
    if not rules.can_see_complaints(visitor, is_in_pool=is_named):
        raise PermissionDenied
    # The middleware has looked at those whose role asks for it.
    if visitor.needs_two_factors or is_mfa_enabled(visitor.account):
        return None
    messages.info(
        request, _("Für Einwände brauchen Sie einen zweiten Faktor für Ihre Anmeldung.")
    )
    return redirect("mfa_index")


def _answered(request: HttpRequest, row: Complaint, form: AnswerForm) -> bool:
    by = request.visitor.account
    try:
        complaints.answer(row, by=by, **form.cleaned_data)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()
