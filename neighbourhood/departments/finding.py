"""Departments in the search: for those who forward ideas, not for everybody."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.search import registry as search
from neighbourhood.departments import rules
from neighbourhood.departments.models import Department

AUDIENCE = "departments"


def register() -> None:
    search.register_audience(AUDIENCE, rules.can_see_departments)
    search.register(
        "department",
        document_of=_document,
        everything=lambda: Department.objects.active().order_by("pk"),
        label=_("Ämter und Stellen"),
        slug="aemter",
        standing=0.4,
        url=_in_the_list,
    )


def _document(department: Department) -> search.Document | None:
    if not department.is_active:
        return None
    names = f"{department.name} ({department.short_name})"
    return search.Document(names, department.responsibilities, audience=AUDIENCE)


def _in_the_list(department: Department) -> str:
    return f"{reverse('departments:department-list')}#amt-{department.pk}"
