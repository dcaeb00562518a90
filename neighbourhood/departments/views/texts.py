"""The words a department starts from, kept by itself and by coordinators."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from neighbourhood.departments import rules
from neighbourhood.departments.forms import DepartmentTextForm
from neighbourhood.departments.models import Department, DepartmentText
from neighbourhood.departments.queries.texts import shelves_of
from neighbourhood.departments.services import texts
from neighbourhood.departments.views.trails import trail_below

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def text_list(request: HttpRequest, pk: int) -> HttpResponse:
    department = _written_by(request, pk)
    context = {
        "department": department,
        "shelves": shelves_of(department),
        "trail": trail_below(request, department),
    }
    return render(request, "departments/text_list.html", context)


@require_get_or_post
@keeps_draft("department-text", gettext_lazy("Text eines Amtes"), DepartmentTextForm)
def text_create(request: HttpRequest, pk: int) -> HttpResponse:
    text = DepartmentText(department=_written_by(request, pk))
    return _text_form(request, text)


@require_get_or_post
@keeps_draft("department-text", gettext_lazy("Text eines Amtes"), DepartmentTextForm)
def text_edit(request: HttpRequest, pk: int, text_pk: int) -> HttpResponse:
    return _text_form(request, _text(request, pk, text_pk))


@require_get_or_post
def text_delete(request: HttpRequest, pk: int, text_pk: int) -> HttpResponse:
    """Show once more what goes, then remove it."""
    text = _text(request, pk, text_pk)
    if request.method == "POST":
        texts.delete(text, by=request.visitor.account)
        messages.success(request, _("Der Text ist gelöscht."))
        return redirect("departments:text-list", pk)
    context = {"text": text, "trail": _trail(request, text.department)}
    return render(request, "departments/text_delete.html", context)


def _text_form(request: HttpRequest, text: DepartmentText) -> HttpResponse:
    title = text.title
    form = DepartmentTextForm(posted(request), instance=text)
    if request.method == "POST" and form.is_valid():
        try:
            texts.save(form.save(commit=False), by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Der Text ist gespeichert."))
            return redirect("departments:text-list", text.department_id)
    context = {
        "form": form,
        "text": text,
        "title": title,
        "trail": _trail(request, text.department),
    }
    status = 422 if form.errors else 200
    return render(request, "departments/text_form.html", context, status=status)


def _text(request: HttpRequest, pk: int, text_pk: int) -> DepartmentText:
    department = _written_by(request, pk)
    return get_object_or_404(DepartmentText, pk=text_pk, department=department)


def _written_by(request: HttpRequest, pk: int) -> Department:
    rows = Department.objects.select_related("parent")
    department = get_object_or_404(rows, pk=pk)
    if not rules.can_edit_texts(request.visitor, department):
        raise PermissionDenied
    return department


def _trail(request: HttpRequest, department: Department) -> list[tuple[str, str]]:
    page = reverse("departments:text-list", args=[department.pk])
    return [*trail_below(request, department), (_("Texte"), page)]
