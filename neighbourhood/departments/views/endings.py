"""What ends a department: closing it, or making it part of another."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest
from commons.errors import RuleViolation
from neighbourhood.departments import following
from neighbourhood.departments.forms import MergeForm, MergeTargetForm
from neighbourhood.departments.models import Department
from neighbourhood.departments.queries import merging as queries
from neighbourhood.departments.services import closing, merging
from neighbourhood.departments.views.trails import edited, trail_below

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_get_or_post
def department_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the successor, look at what moves, agree."""
    source = edited(request, pk)
    if source.is_merged:
        return redirect(source)
    form = MergeTargetForm(request.GET or None, source=source)
    if request.method == "POST":
        agreed = MergeForm(request.POST, source=source)
        if agreed.is_valid() and _merged(request, source, agreed):
            return redirect(agreed.cleaned_data["ziel"])
        form = MergeTargetForm(request.POST, source=source)
    target = form.cleaned_data["ziel"] if form.is_valid() else None
    lines = queries.moving(source, target) if target else []
    context = {
        "form": form,
        "source": source,
        "target": target,
        "lines": lines,
        "warnings": queries.warnings_for(source, target) if target else [],
        "seen": queries.fingerprint_of(lines),
        "trail": trail_below(request, source),
    }
    status = 422 if form.errors or request.method == "POST" else 200
    return render(request, "departments/department_merge.html", context, status=status)


def _merged(request: HttpRequest, source: Department, form: MergeForm) -> bool:
    target = form.cleaned_data["ziel"]
    try:
        merging.merge(
            source,
            into=target,
            seen=form.cleaned_data["gesehen"],
            by=request.visitor.account,
        )
    except RuleViolation as violation:
        messages.warning(request, str(violation.message))
        return False
    words = {"old": source.name, "new": target.name}
    messages.success(request, _("„%(old)s“ ist jetzt Teil von „%(new)s“.") % words)
    return True


@require_get_or_post
def department_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say first what the department still has, then end it."""
    department = edited(request, pk)
    if department.is_merged or not department.is_active:
        return redirect(department)
    if request.method == "POST":
        try:
            closing.close(department, by=request.visitor.account)
        except RuleViolation as violation:
            messages.warning(request, str(violation.message))
        else:
            messages.success(request, _("Das Amt ist beendet."))
        return redirect(department)
    context = {
        "department": department,
        "children": department.children.filter(is_active=True),
        "topics": department.topics.all(),
        "cards": department.cards.all(),
        "open_items": following.open_items([department.pk]).get(department.pk, 0),
        "trail": trail_below(request, department),
    }
    return render(request, "departments/department_close.html", context)


@require_POST
def department_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    department = edited(request, pk)
    try:
        closing.reopen(department, by=request.visitor.account)
    except RuleViolation as violation:
        messages.warning(request, str(violation.message))
    else:
        messages.success(request, _("Das Amt ist wieder aktiv."))
    return redirect(department)
