from dataclasses import dataclass

from neighbourhood.departments.enums import TextKind
from neighbourhood.departments.models import Department, DepartmentText


@dataclass(frozen=True)
class Shelf:
    """The texts of one kind; `inherited` come from what a department belongs to."""

    kind: TextKind
    own: list[DepartmentText]
    inherited: list[DepartmentText]


def texts_of(department: Department, kind: TextKind) -> list[DepartmentText]:
    """What a statement of the department may start from, its own words first."""
    shelf = _shelf(department, kind)
    return [*shelf.own, *shelf.inherited]


def shelves_of(department: Department) -> list[Shelf]:
    return [_shelf(department, kind) for kind in TextKind]


def _shelf(department: Department, kind: TextKind) -> Shelf:
    above = []
    row = department.parent
    while row is not None:
        above.append(row.pk)
        row = row.parent
    wanted = [department.pk, *above]
    texts = DepartmentText.objects.filter(department__in=wanted, kind=kind)
    rows = list(texts.select_related("department"))
    rows.sort(key=lambda text: wanted.index(text.department_id))
    own = [text for text in rows if text.department_id == department.pk]
    return Shelf(kind, own, rows[len(own) :])
