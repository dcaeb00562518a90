from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from commons.accounts.http import HttpRequest, posted
from commons.clock import berlin_today
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.tables import csv_response
from neighbourhood.departments import rules
from neighbourhood.departments.forms import DepartmentForm, DepartmentListForm
from neighbourhood.departments.models import Department
from neighbourhood.departments.queries import exports, tree
from neighbourhood.departments.queries.departments import successor_of
from neighbourhood.departments.queries.detail import detail_of
from neighbourhood.departments.queries.reach import troubles
from neighbourhood.departments.services import departments
from neighbourhood.departments.views.trails import (
    edited,
    list_trail,
    require_editor,
    trail_below,
    trail_to,
)

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])
TO_MEND = "offen"


@require_safe
def department_list(request: HttpRequest) -> HttpResponse:
    """The tree; a word or what is to be mended narrows it."""
    _require_reader(request)
    form = DepartmentListForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    forest = tree.forest()
    can_edit = rules.can_edit_departments(request.visitor)
    to_mend = troubles() if can_edit else []
    context = {
        "form": form,
        "words": words,
        "forest": forest,
        "found": tree.found(forest, words) if words else [],
        "shows_troubles": request.GET.get("zeigen") == TO_MEND,
        "troubles": to_mend,
        "can_edit": can_edit,
    }
    return render(request, "departments/department_list.html", context)


@require_safe
def department_export(request: HttpRequest) -> HttpResponse:
    _require_reader(request)
    name = f"aemter-{berlin_today():%Y-%m-%d}.csv"
    return csv_response(name, exports.HEADER, exports.rows(tree.forest()))


@require_safe
def department_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who, what it gets, what it was; an old one leads to its successor."""
    rows = Department.objects.select_related("parent", "merged_into")
    department = get_object_or_404(rows, pk=pk)
    if not rules.can_see_department(request.visitor, department):
        raise PermissionDenied
    successor = successor_of(department)
    if successor is not None:
        return redirect(f"{successor.get_absolute_url()}#geschichte")
    context = {
        "department": department,
        "detail": detail_of(department),
        "can_edit": rules.can_edit_departments(request.visitor),
        "can_edit_texts": rules.can_edit_texts(request.visitor, department),
        "trail": trail_to(request, department),
    }
    return render(request, "departments/department_detail.html", context)


@require_get_or_post
@keeps_draft(
    "department",
    gettext_lazy("Amt"),
    DepartmentForm,
    without=("version", "is_correction"),
)
def department_create(request: HttpRequest) -> HttpResponse:
    require_editor(request)
    return _department_form(request, Department(), _("Das Amt ist angelegt."))


@require_get_or_post
@keeps_draft(
    "department",
    gettext_lazy("Amt"),
    DepartmentForm,
    without=("version", "is_correction"),
)
def department_edit(request: HttpRequest, pk: int) -> HttpResponse:
    department = edited(request, pk)
    return _department_form(request, department, _("Das Amt ist gespeichert."))


def _department_form(
    request: HttpRequest, department: Department, done: str
) -> HttpResponse:
    name = department.name
    form = DepartmentForm(posted(request), instance=department)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, form)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, done)
            return redirect(department)
    is_new = department.pk is None
    context = {
        "form": form,
        "department": department,
        "name": name,
        "trail": list_trail() if is_new else trail_below(request, department),
    }
    status = 422 if form.errors else 200
    return render(request, "departments/department_form.html", context, status=status)


def _save(request: HttpRequest, form: DepartmentForm) -> None:
    departments.save(
        form.save(commit=False),
        topics=form.cleaned_data["topics"],
        regions=form.cleaned_data["regions"],
        version=form.cleaned_data["version"],
        is_correction=form.cleaned_data.get("is_correction", False),
        by=request.visitor.account,
    )


def _require_reader(request: HttpRequest) -> None:
    if not rules.can_see_departments(request.visitor):
        raise PermissionDenied
