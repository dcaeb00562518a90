"""Departments in the search: for those who forward ideas, not for everybody."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons.search import registry as search
from neighbourhood.departments import rules
from neighbourhood.departments.models import Department
from neighbourhood.departments.queries.past import names_of

AUDIENCE = "departments"


def register() -> None:
    search.register_audience(AUDIENCE, rules.can_see_departments)
    search.register(
        "department",
        document_of=_document,
        everything=lambda: _with_names(Department.objects.active()).order_by("pk"),
        prepare=_with_names,
        label=_("Ämter und Stellen"),
        slug="aemter",
        standing=0.4,
    )


def _with_names(rows: QuerySet) -> QuerySet:
    return rows.prefetch_related("earlier_names", "merged_from__earlier_names")


def _document(department: Department) -> search.Document | None:
    if not department.is_active:
        return None
    name = f"{department.name} ({department.short_name})"
    # Who remembers an old name finds what it is called today.
    words = "\n".join([department.responsibilities, *names_of(department)])
    return search.Document(name, words, audience=AUDIENCE)
