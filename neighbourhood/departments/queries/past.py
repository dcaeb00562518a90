"""What a department was: earlier names, and what has become part of it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from neighbourhood.departments.models import Department


@dataclass(frozen=True)
class Past:
    """One line of the history, with its last day."""

    until: date
    words: str
    name: str


def past_of(department: Department) -> list[Past]:
    """The newest first; of those that became part of it also their earlier names."""
    lines = [
        Past(row.until, _("hieß bis dahin"), row.name)
        for row in department.earlier_names.all()
    ]
    if department.ended_on is not None:
        lines.append(Past(department.ended_on, _("beendet"), department.name))
    for row in department.merged_from.all():
        for past in past_of(row):
            is_end = past.until == row.ended_on and past.name == row.name
            words = _("hier aufgegangen") if is_end else past.words
            lines.append(Past(past.until, words, past.name))
    return sorted(lines, key=lambda line: line.until, reverse=True)


def names_of(department: Department) -> list[str]:
    """Every name that leads to a department, its own apart."""
    names = {
        name
        for row in department.earlier_names.all()
        for name in (row.name, row.short_name)
    }
    for row in department.merged_from.all():
        names |= {row.name, row.short_name, *names_of(row)}
    return sorted(names - {department.name, department.short_name})
