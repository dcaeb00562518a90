"""For members with an account: the list of their department, who does what, notes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.clock import berlin_today
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.referrals import rules
from participation.referrals.forms.desks import (
    AssignForm,
    NoteForm,
)
from participation.referrals.models import Referral
from participation.referrals.queries import cases, desks as queries
from participation.referrals.services import desks


@require_safe
def department_inbox(request: HttpRequest) -> HttpResponse:
    if not request.visitor.department_ids:
        raise PermissionDenied
    view = request.GET.get("ansicht", "offen")
    view = view if view in queries.VIEWS else "offen"
    today = berlin_today()
    cursor = request.GET.get("ab", "")
    inbox = queries.inbox(request.visitor, view, today=today, cursor=cursor)
    context = {
        "inbox": inbox,
        "page": inbox.page,
        "view": view,
        "tabs": [
            (_labelled(label, inbox.figures.get(key)), f"?ansicht={key}", key == view)
            for key, label in queries.VIEWS.items()
        ],
        "next_url": f"?ansicht={view}&ab={inbox.page.next_cursor}",
        "today": today,
    }
    return render(request, "referrals/department_inbox.html", context)


@require_POST
def case_take(request: HttpRequest, pk: int) -> HttpResponse:
    """One press for the most frequent assignment: to oneself."""
    referral = _inside(request, pk)
    user = request.visitor.account
    desks.assign(referral, to=user, by=user)
    messages.success(request, _("Der Vorgang ist jetzt Ihrer."))
    return redirect("referrals:case-show", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def case_assign(request: HttpRequest, pk: int) -> HttpResponse:
    referral = _inside(request, pk)
    assignment = getattr(referral, "assignment", None)
    initial = {"assignee": assignment.assignee_id if assignment else None}
    form = AssignForm(posted(request), referral=referral, initial=initial)
    if form.is_valid():
        assignee = form.cleaned_data["assignee"]
        try:
            desks.assign(referral, to=assignee, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Die Zuteilung ist gespeichert."))
            return redirect("referrals:case-show", pk)
    context = {"referral": referral, "idea": referral.idea, "form": form}
    status = 422 if form.errors else 200
    return render(request, "referrals/case_assign.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("case-note", gettext_lazy("Interne Notiz"), NoteForm)
def case_note(request: HttpRequest, pk: int) -> HttpResponseBase:
    referral = _inside(request, pk)
    form = NoteForm(posted(request))
    if form.is_valid():
        desks.add_note(referral, **form.cleaned_data, by=request.visitor.account)
        return redirect("referrals:case-show", pk)
    context = {"referral": referral, "idea": referral.idea, "form": form}
    status = 422 if form.errors else 200
    return render(request, "referrals/case_note.html", context, status=status)


def _inside(request: HttpRequest, pk: int) -> Referral:
    """The case for a member with an account; on a link there is no inside."""
    referral = cases.with_all_for_department().filter(pk=pk).first()
    if referral is None or not rules.can_work_inside(request.visitor, referral):
        raise Http404
    if not cases.is_shown_to_department(referral):
        raise Http404
    return referral


def _labelled(label: object, number: int | None) -> str:
    return f"{label} ({number})" if number else str(label)
