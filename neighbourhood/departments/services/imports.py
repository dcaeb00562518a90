"""Bringing in a list of departments: key, name, kind, and what they deal with."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from commons.errors import RuleViolation
from commons.imports import Refusal, Report
from commons.search import services as index
from commons.tables import Column, Row, TableError, read_csv
from commons.text import cut_at_word, sort_key
from neighbourhood.departments.models import Department, Topic
from neighbourhood.departments.services import tree
from neighbourhood.departments.services.departments import keep_name

COLUMNS = (
    Column("key", ("code", "key", "Schlüssel")),
    Column("name", ("name",)),
    Column("kind", ("kind", "Art")),
    Column("responsibilities", ("topics", "zuständig für"), is_required=False),
    Column("short_name", ("short_name", "Kurzname"), is_required=False),
    Column("email", ("email", "Postfach"), is_required=False),
    Column("topic_keys", ("topic_keys", "Themen"), is_required=False),
    Column("parent", ("parent", "gehört zu"), is_required=False),
    Column(
        "takes_referrals",
        ("takes_referrals", "bekommt Weiterleitungen"),
        is_required=False,
    ),
    Column("form_url", ("form_url", "Formular"), is_required=False),
    Column(
        "substitute_email",
        ("substitute_email", "Postfach der Vertretung"),
        is_required=False,
    ),
    Column("head_email", ("head_email", "Postfach der Leitung"), is_required=False),
    Column(
        "working_days", ("working_days", "Frist in Arbeitstagen"), is_required=False
    ),
    Column(
        "first_reaction_days",
        ("first_reaction_days", "erste Reaktion in Arbeitstagen"),
        is_required=False,
    ),
    Column("open_limit", ("open_limit", "vereinbart"), is_required=False),
)
LONGEST_SHORT_NAME = 40
NUMBERS = ("working_days", "first_reaction_days", "open_limit")
ANSWERS = {"ja": True, "nein": False}


@transaction.atomic
def import_departments(content: bytes) -> Report:
    """Create or change departments by their key; doing so twice changes nothing.

    A row that can't be taken is refused with its line, the others come in. An empty
    cell leaves what staff entered; another name keeps the one before.
    """
    tree.lock()
    report = Report()
    topics = {topic.key: topic for topic in Topic.objects.all()}
    for row in read_csv(content, COLUMNS):
        try:
            _bring_in(row, topics, report)
        except ValidationError as error:
            why = "; ".join(error.messages)
            report.refused.append(Refusal(f"Zeile {row.line}", why))
        except RuleViolation as violation:
            why = str(violation.message)
            report.refused.append(Refusal(f"Zeile {row.line}", why))
        except TableError as error:
            report.refused.append(Refusal(row.values["key"], str(error)))
    touched = Department.objects.active().filter(
        key__in=[*report.created, *report.changed]
    )
    index.index_many("department", touched)
    return report


def _bring_in(row: Row, topics: dict[str, Topic], report: Report) -> None:
    chosen = _topics(row, topics)
    values = _values(row)
    known = Department.objects.filter(key=values.get("key", "")).first()
    department = known or Department(
        short_name=cut_at_word(values.get("name", ""), LONGEST_SHORT_NAME)
    )
    tree.require_alive(department)
    changed = [
        name for name, value in values.items() if getattr(department, name) != value
    ]
    for name in changed:
        setattr(department, name, values[name])
    department.sort_key = sort_key(department.name)
    department.full_clean(exclude=["parent"])
    tree.require_no_circle(department, department.parent)
    before = set(known.topics.all()) if known else set()
    if known and not changed and set(chosen) <= before:
        report.unchanged.append(department.key)
        return
    _store(department)
    department.topics.add(*chosen)
    (report.changed if known else report.created).append(department.key)


def _store(department: Department) -> None:
    if department.pk is not None:
        keep_name(Department.objects.get(pk=department.pk), department)
        department.version += 1
    department.save()


def _values(row: Row) -> dict[str, Any]:
    """What the filled cells of a row say, as the columns of the model have it."""
    values: dict[str, Any] = {name: cell for name, cell in row.values.items() if cell}
    values.pop("topic_keys", None)
    for name in NUMBERS:
        if name in values:
            if not values[name].isdecimal():
                raise row.refuse(name, f"„{values[name]}“ ist keine Zahl")
            values[name] = int(values[name])
    if "takes_referrals" in values:
        answer = values["takes_referrals"].casefold()
        if answer not in ANSWERS:
            column, why = "takes_referrals", "nur „ja“ oder „nein“"
            raise row.refuse(column, why)
        values["takes_referrals"] = ANSWERS[answer]
    if "parent" in values:
        values["parent"] = _parent(row)
    return values


def _parent(row: Row) -> Department:
    """What it belongs to; that one must stand above it, or be there already."""
    key = row.values["parent"]
    parent = Department.objects.active().filter(key=key).first()
    if parent is None:
        column, why = "parent", f"„{key}“ ist kein Amt"
        raise row.refuse(column, why)
    return parent


def _topics(row: Row, known: dict[str, Topic]) -> list[Topic]:
    column = "topic_keys"
    wanted = [key.strip() for key in row.values.get(column, "").split(",")]
    for key in wanted:
        if key and key not in known:
            why = f"„{key}“ ist kein Thema"
            raise row.refuse(column, why)
    return [known[key] for key in wanted if key]
