"""Who answers for a department with an account: added, leading, ended."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.enums import Role
from commons.accounts.http import HttpRequest, posted
from commons.accounts.rules import can_grant
from commons.errors import RuleViolation
from neighbourhood.departments.forms import HeadForm, MemberForm
from neighbourhood.departments.models import Department, DepartmentMembership
from neighbourhood.departments.queries.departments import (
    former_members_of,
    members_of,
)
from neighbourhood.departments.services import members
from neighbourhood.departments.views.trails import edited, trail_below


@require_http_methods(["GET", "HEAD", "POST"])
def member_list(request: HttpRequest, pk: int) -> HttpResponse:
    department = edited(request, pk)
    if department.is_merged:
        return redirect(department)
    form = MemberForm(posted(request))
    if request.method == "POST" and form.is_valid() and _added(request, pk, form):
        return redirect("departments:member-list", pk)
    context = {
        "department": department,
        "form": form,
        "members": members_of(department),
        "former": former_members_of(department),
        "trail": trail_below(request, department),
    }
    status = 422 if form.errors else 200
    return render(request, "departments/member_list.html", context, status=status)


def _added(request: HttpRequest, pk: int, form: MemberForm) -> bool:
    person = form.cleaned_data["email"]
    if not _may_change(request, person.pk):
        form.add_error(None, _("Eigene Rollen ändert immer jemand anderes."))
        return False
    try:
        members.add(
            Department.objects.get(pk=pk),
            user=person,
            is_head=form.cleaned_data["is_head"],
            valid_until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
            by=request.visitor.account,
        )
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    messages.success(request, _("Die Person kann jetzt für das Amt antworten."))
    return True


@require_POST
def member_end(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    membership = _membership(request, pk, member_pk)
    done = _("Beendet. Unter „Früher dabei“ lässt sich das zurücknehmen.")
    return _act(request, membership, members.end, done)


@require_POST
def member_head(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    membership = _membership(request, pk, member_pk)
    form = HeadForm(request.POST)
    is_head = form.is_valid() and form.cleaned_data["is_head"]
    done = _("Leitet jetzt das Amt.") if is_head else _("Leitet das Amt nicht mehr.")
    return _act(request, membership, members.set_head, done, is_head=is_head)


@require_POST
def member_return(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    """Take an end back: the same person, from now on."""
    membership = _membership(request, pk, member_pk)

    def again(former: DepartmentMembership, **by: Any) -> None:
        members.add(former.department, user=former.user, is_head=former.is_head, **by)

    return _act(request, membership, again, _("Wieder dabei."))


def _act(
    request: HttpRequest,
    membership: DepartmentMembership,
    service: Callable[..., Any],
    done: str,
    **arguments: Any,
) -> HttpResponse:
    try:
        service(membership, by=request.visitor.account, **arguments)
    except RuleViolation as violation:
        messages.warning(request, str(violation.message))
    else:
        messages.success(request, done)
    return redirect("departments:member-list", membership.department_id)


def _membership(request: HttpRequest, pk: int, member_pk: int) -> DepartmentMembership:
    edited(request, pk)
    rows = DepartmentMembership.objects.select_related("user", "department")
    membership: DepartmentMembership = get_object_or_404(
        rows, pk=member_pk, department_id=pk, user__is_active=True
    )
    if not _may_change(request, membership.user_id):
        raise PermissionDenied
    return membership


def _may_change(request: HttpRequest, user_id: int) -> bool:
    return can_grant(request.visitor, role=Role.DEPARTMENT_MEMBER, user_id=user_id)
