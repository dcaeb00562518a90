"""Where a page about departments stands, and who may be on it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.http import HttpRequest
from neighbourhood.departments import rules
from neighbourhood.departments.models import Department

Trail = list[tuple[str, str]]


def list_trail() -> Trail:
    return [(_("Ämter und Stellen"), reverse("departments:department-list"))]


def trail_to(request: HttpRequest, department: Department) -> Trail:
    """The list, for those who may read it, and what a department belongs to."""
    trail: Trail = []
    above = department.parent
    while above is not None:
        trail.insert(0, (above.short_name, above.get_absolute_url()))
        above = above.parent
    if rules.can_see_departments(request.visitor):
        return [*list_trail(), *trail]
    return []


def trail_below(request: HttpRequest, department: Department) -> Trail:
    here = (department.name, department.get_absolute_url())
    return [*trail_to(request, department), here]


def edited(request: HttpRequest, pk: int) -> Department:
    """The department, for whoever may change it."""
    require_editor(request)
    return get_object_or_404(Department.objects.select_related("parent"), pk=pk)


def require_editor(request: HttpRequest) -> None:
    if not rules.can_edit_departments(request.visitor):
        raise PermissionDenied
