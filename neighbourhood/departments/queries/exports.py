"""The list of departments as a table that `import_departments` takes in again."""

from collections.abc import Iterator

from commons.tables import Cell
from neighbourhood.departments.models import Department
from neighbourhood.departments.queries.tree import Branch, Forest

HEADER = (
    "Schlüssel",
    "Name",
    "Art",
    "zuständig für",
    "Kurzname",
    "Postfach",
    "Themen",
    "gehört zu",
    "bekommt Weiterleitungen",
    "Formular",
    "Postfach der Vertretung",
    "Postfach der Leitung",
    "Frist in Arbeitstagen",
    "erste Reaktion in Arbeitstagen",
    "vereinbart",
    "Ebene",
    "Mitglieder",
    "offen",
    "früher",
    "beendet am",
    "aufgegangen in",
)


def rows(forest: Forest) -> Iterator[list[Cell]]:
    """Each department below what it belongs to, so that an import knows that one."""
    for branch in forest.branches:
        yield [*_kept(branch.department), *_told(branch)]


def _kept(row: Department) -> list[Cell]:
    return [
        row.key,
        row.name,
        row.kind,
        row.responsibilities,
        row.short_name,
        row.email,
        ", ".join(topic.key for topic in row.topics.all()),
        row.parent.key if row.parent else "",
        "ja" if row.takes_referrals else "nein",
        row.form_url,
        row.substitute_email,
        row.head_email,
        row.working_days,
        row.first_reaction_days,
        row.open_limit,
    ]


def _told(branch: Branch) -> list[Cell]:
    row = branch.department
    return [
        branch.level,
        branch.members,
        branch.open_items,
        "; ".join(
            f"{past.name} (bis {past.until:%d.%m.%Y})" for past in branch.earlier
        ),
        row.ended_on,
        row.merged_into.name if row.merged_into else "",
    ]
