"""The words a department starts from: its own modules, and "not our task"."""

from django.db import transaction
from django.db.models import Max

from commons.accounts.models import User
from commons.text import cut_at_word
from commons.verbs.services import happened
from neighbourhood.departments.models import Department, DepartmentText
from neighbourhood.departments.services import tree

STEP = 10
LONGEST_TITLE = 80


@transaction.atomic
def save(text: DepartmentText, *, by: User) -> DepartmentText:
    """Store a new or changed text; a new one stands last.

    Raises:
        RuleViolation: the department has become part of another (`merged`).
    """
    department = tree.locked(text.department_id)
    tree.require_alive(department)
    if not text.pk:
        same = DepartmentText.objects.filter(department=department, kind=text.kind)
        last = same.aggregate(last=Max("position"))["last"] or 0
        text.position = last + STEP
    text.save()
    happened("department.texts_changed", department, by=by)
    return text


@transaction.atomic
def delete(text: DepartmentText, *, by: User) -> None:
    """Remove a text; what was written with it stays."""
    text.delete()
    happened("department.texts_changed", text.department, by=by)


def carry(source: Department, target: Department) -> None:
    """Give the texts of one department to another, in the caller's transaction."""
    names = target.texts.values_list("kind", "title")
    taken = set(names)
    for text in source.texts.order_by("pk"):
        if (text.kind, text.title) in taken:
            ending = f" ({source.short_name})"
            room = LONGEST_TITLE - len(ending)
            text.title = f"{cut_at_word(text.title, room)}{ending}"
        if (text.kind, text.title) in taken:
            continue
        text.department = target
        text.save(update_fields=["department", "title"])
