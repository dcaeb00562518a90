"""Bringing in a list of departments: key, name, kind, and what they deal with."""

from django.core.exceptions import ValidationError
from django.db import transaction

from commons.imports import Refusal, Report
from commons.tables import Column, Row, TableError, read_csv
from commons.text import cut_at_word, sort_key
from neighbourhood.departments.models import Department, Topic

COLUMNS = (
    Column("key", ("code", "key", "Schlüssel")),
    Column("name", ("name",)),
    Column("kind", ("kind", "Art")),
    Column("responsibilities", ("topics", "zuständig für"), is_required=False),
    Column("short_name", ("short_name", "Kurzname"), is_required=False),
    Column("email", ("email", "Postfach"), is_required=False),
    Column("topic_keys", ("topic_keys", "Themen"), is_required=False),
)
LONGEST_SHORT_NAME = 40


@transaction.atomic
def import_departments(content: bytes) -> Report:
    """Create or change departments by their key; doing so twice changes nothing.

    A row that can't be taken is refused with its line, the others come in. An empty
    cell leaves what staff entered.
    """
    report = Report()
    topics = {topic.key: topic for topic in Topic.objects.all()}
    for row in read_csv(content, COLUMNS):
        try:
            _bring_in(row, topics, report)
        except ValidationError as error:
            why = "; ".join(error.messages)
            report.refused.append(Refusal(f"Zeile {row.line}", why))
        except TableError as error:
            report.refused.append(Refusal(row.values["key"], str(error)))
    return report


def _bring_in(row: Row, topics: dict[str, Topic], report: Report) -> None:
    values = {name: value for name, value in row.values.items() if value}
    chosen = _topics(row, values.pop("topic_keys", ""), topics)
    known = Department.objects.filter(key=values.get("key", "")).first()
    department = known or Department(
        short_name=cut_at_word(values.get("name", ""), LONGEST_SHORT_NAME)
    )
    changed = [
        name for name, value in values.items() if getattr(department, name) != value
    ]
    for name in changed:
        setattr(department, name, values[name])
    department.sort_key = sort_key(department.name)
    department.full_clean(exclude=["parent"])
    before = set(known.topics.all()) if known else set()
    if known and not changed and set(chosen) <= before:
        report.unchanged.append(department.key)
        return
    department.save()
    department.topics.add(*chosen)
    (report.changed if known else report.created).append(department.key)


def _topics(row: Row, keys: str, known: dict[str, Topic]) -> list[Topic]:
    column = "topic_keys"
    wanted = [key.strip() for key in keys.split(",") if key.strip()]
    for key in wanted:
        if key not in known:
            why = f"„{key}“ ist kein Thema"
            raise row.refuse(column, why)
    return [known[key] for key in wanted]
