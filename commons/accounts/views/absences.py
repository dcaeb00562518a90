"""Being away: for oneself, and for coordinators for everybody who works here."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts import rules
from commons.accounts.forms import AbsenceForm
from commons.accounts.http import HttpRequest, posted
from commons.accounts.models import Absence
from commons.accounts.queries.absences import planned, planned_of, unattended
from commons.accounts.queries.staff import staff
from commons.accounts.services import absences
from commons.errors import RuleViolation


@require_http_methods(["GET", "HEAD", "POST"])
def absence_own(request: HttpRequest) -> HttpResponse:
    visitor = request.visitor
    if not rules.works_here(visitor):
        raise PermissionDenied
    form = AbsenceForm(posted(request), known=staff(), user=visitor.account)
    if form.is_valid() and _entered(request, form):
        return redirect("accounts:absence-own")
    context = {
        "form": form,
        "absences": planned_of(visitor.account),
        "can_plan": rules.can_plan_absences(visitor),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/absence_own.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def absence_list(request: HttpRequest) -> HttpResponse:
    if not rules.can_plan_absences(request.visitor):
        raise PermissionDenied
    form = AbsenceForm(posted(request), known=staff(), user=None)
    if form.is_valid() and _entered(request, form):
        return redirect("accounts:absence-list")
    context = {
        "form": form,
        "absences": planned(),
        "unattended": {each.absence.pk for each in unattended()},
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/absence_list.html", context, status=status)


@require_POST
def absence_end(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Absence.objects.standing()
    if not rules.can_plan_absences(request.visitor):
        rows = rows.filter(user=request.visitor.user_id)
    absence = get_object_or_404(rows, pk=pk)
    absences.end(absence, by=request.visitor.account)
    messages.success(request, _("Die Abwesenheit ist beendet."))
    is_own = absence.user_id == request.visitor.user_id
    return redirect("accounts:absence-own" if is_own else "accounts:absence-list")


def _entered(request: HttpRequest, form: AbsenceForm) -> bool:
    try:
        absences.enter(**form.entry, by=request.visitor.account)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    messages.success(request, _("Eingetragen. Beginn und Ende kommen von selbst."))
    return True
