"""The rules every installation may start with: facts about who is responsible."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from commons.accounts.models import User
from neighbourhood.departments.models import Department, Topic
from participation.referrals.models import Rule, RuleBook
from participation.referrals.services import routing

FACTS = Path(__file__).resolve().parent.parent / "facts" / "rules.json"


@cache
def starters() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(FACTS.read_text(encoding="utf-8"))
    return rows


@transaction.atomic
def load() -> int:
    """Publish the starter rules where no rules exist and departments do."""
    if RuleBook.objects.exists() or not _missing(None):
        return 0
    draft = routing.open_draft(by=None)
    count = add(draft, by=None)
    draft.refresh_from_db()
    routing.publish(draft, revision=draft.revision, note="Startregeln", by=None)
    return count


@transaction.atomic
def add(draft: RuleBook, *, by: User | None) -> int:
    """Put those starter rules behind a draft's own that it has not got yet."""
    return routing.add_rules(draft, _missing(draft), by=by)


def _missing(draft: RuleBook | None) -> list[Rule]:
    """Only rules whose department and topics exist here."""
    departments = {row.key: row for row in Department.objects.receiving()}
    topics = set(Topic.objects.values_list("key", flat=True))
    known = set(draft.rules.values_list("starter_key", flat=True)) if draft else set()
    return [
        _made(row, departments[row["department"]])
        for row in starters()
        if row["key"] not in known
        and row["department"] in departments
        and topics.issuperset(row.get("topics", ()))
    ]


def _made(row: dict[str, Any], department: Department) -> Rule:
    return Rule(
        starter_key=row["key"],
        topic_keys=row.get("topics", []),
        site_kinds=row.get("sites", []),
        words="\n".join(row.get("words", [])),
        is_title_only=row.get("title_only", False),
        department=department,
        source=row["source"],
    )
