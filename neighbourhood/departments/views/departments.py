from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from commons.accounts.http import HttpRequest
from commons.drafts.keeping import keeps_draft
from neighbourhood.departments import rules
from neighbourhood.departments.forms import DepartmentForm, TopicForm
from neighbourhood.departments.models import Department, Topic
from neighbourhood.departments.queries import departments as queries
from neighbourhood.departments.services import departments

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def department_list(request: HttpRequest) -> HttpResponse:
    if not rules.can_see_departments(request.visitor):
        raise PermissionDenied
    context = {
        "departments": queries.all_departments(),
        "can_edit": rules.can_edit_departments(request.visitor),
    }
    return render(request, "departments/department_list.html", context)


@require_get_or_post
@keeps_draft("department", gettext_lazy("Amt"), DepartmentForm)
def department_create(request: HttpRequest) -> HttpResponse:
    return _department_form(request, Department(), _("Das Amt ist angelegt."))


@require_get_or_post
@keeps_draft("department", gettext_lazy("Amt"), DepartmentForm)
def department_edit(request: HttpRequest, pk: int) -> HttpResponse:
    department = get_object_or_404(Department, pk=pk)
    return _department_form(request, department, _("Das Amt ist gespeichert."))


def _department_form(
    request: HttpRequest, department: Department, done: str
) -> HttpResponse:
    _require_editor(request)
    form = DepartmentForm(request.POST or None, instance=department)
    if request.method == "POST" and form.is_valid():
        departments.save(
            form.save(commit=False),
            topics=form.cleaned_data["topics"],
            regions=form.cleaned_data["regions"],
            by=request.visitor.user,
        )
        messages.success(request, done)
        return redirect("departments:department-list")
    members = queries.members_of(department) if department.pk else ()
    context = {
        "form": form,
        "department": department,
        "members": members,
        "trail": _trail(),
    }
    return render(request, "departments/department_form.html", context)


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    _require_editor(request)
    topics = Topic.objects.prefetch_related("departments")
    context = {"topics": topics, "trail": _trail()}
    return render(request, "departments/topic_list.html", context)


@require_get_or_post
def topic_create(request: HttpRequest) -> HttpResponse:
    return _topic_form(request, Topic())


@require_get_or_post
def topic_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _topic_form(request, get_object_or_404(Topic, pk=pk))


def _topic_form(request: HttpRequest, topic: Topic) -> HttpResponse:
    _require_editor(request)
    form = TopicForm(request.POST or None, instance=topic)
    if request.method == "POST" and form.is_valid():
        departments.save_topic(form.save(commit=False), by=request.visitor.user)
        messages.success(request, _("Das Thema ist gespeichert."))
        return redirect("departments:topic-list")
    trail = [*_trail(), (_("Themen"), reverse("departments:topic-list"))]
    context = {"form": form, "trail": trail}
    return render(request, "departments/topic_form.html", context)


def _trail() -> list[tuple[str, str]]:
    return [(_("Ämter und Stellen"), reverse("departments:department-list"))]


def _require_editor(request: HttpRequest) -> None:
    if not rules.can_edit_departments(request.visitor):
        raise PermissionDenied
