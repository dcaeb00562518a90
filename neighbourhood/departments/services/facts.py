"""The topics, cards and signposts every installation starts with; staff edit them."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from commons.clock import berlin_today
from commons.search import services as index
from commons.text import sort_key
from neighbourhood.departments.models import Card, Department, Signpost, Topic
from neighbourhood.departments.services.cards import due_after

FOLDER = Path(__file__).resolve().parent.parent / "facts"
STEP = 10
# So long the departments have to look at the examples first.
MONTHS_FOR_EXAMPLES = 3


def _rows(name: str) -> list[dict[str, Any]]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = json.loads(text)
    return rows


@transaction.atomic
def load_topics() -> int:
    """Add the topics that are missing; change none."""
    known = set(Topic.objects.values_list("key", flat=True))
    missing = [
        Topic(key=row["key"], name=row["name"], position=place * STEP)
        for place, row in enumerate(_rows("topics.json"), start=1)
        if row["key"] not in known
    ]
    Topic.objects.bulk_create(missing)
    return len(missing)


@transaction.atomic
def load_cards() -> int:
    """Add the cards that are missing, as examples; change none."""
    known = set(Card.objects.values_list("key", flat=True))
    topics = dict(Topic.objects.values_list("key", "pk"))
    due_on = due_after(berlin_today(), MONTHS_FOR_EXAMPLES)
    missing = [
        _card(row, topics[row["topic"]], due_on)
        for row in _rows("cards.json")
        if row["key"] not in known
    ]
    index.index_many("card", Card.objects.bulk_create(missing))
    give_to_owners()
    return len(missing)


def _card(row: dict[str, Any], topic_id: int, due_on: Any) -> Card:
    fields = {
        name: value
        for name, value in row.items()
        if name not in {"topic", "department"}
    }
    return Card(
        **fields,
        topic_id=topic_id,
        sort_key=sort_key(row["title"]),
        is_example=True,
        check_due_on=due_on,
    )


def give_to_owners() -> int:
    """Give examples that nobody has touched to the department they are meant for.

    Departments come by an import or by hand, often after the cards.
    """
    departments = dict(Department.objects.values_list("key", "pk"))
    given = 0
    for row in _rows("cards.json"):
        owner = departments.get(row["department"])
        untouched = Card.objects.filter(
            key=row["key"], department=None, is_example=True, version=1
        )
        given += untouched.update(department_id=owner) if owner else 0
    return given


@transaction.atomic
def load_signposts() -> int:
    """Add the signposts that are missing; change none."""
    known = dict(Signpost.objects.values_list("key", "pk"))
    topics = dict(Topic.objects.values_list("key", "pk"))
    added = 0
    for place, row in enumerate(_rows("signposts.json"), start=1):
        if row["key"] in known:
            continue
        signpost = Signpost.objects.create(
            key=row["key"],
            kind=row["kind"],
            name=row["name"],
            words="\n".join(row.get("words", ())),
            body=row.get("body", ""),
            advice=row.get("advice", ""),
            url=row.get("url", ""),
            phone=row.get("phone", ""),
            position=place * STEP,
            parent_id=known.get(row.get("parent", "")),
            topic_id=topics.get(row.get("topic", "")),
        )
        known[row["key"]] = signpost.pk
        added += 1
    return added
