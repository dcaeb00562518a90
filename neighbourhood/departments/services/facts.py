"""The topics every installation starts with; staff edit them afterwards."""

import json
from pathlib import Path

from django.db import transaction

from neighbourhood.departments.models import Topic

TOPICS = Path(__file__).resolve().parent.parent / "facts" / "topics.json"
STEP = 10


@transaction.atomic
def load_topics() -> int:
    """Add the topics that are missing; change none."""
    rows = json.loads(TOPICS.read_text(encoding="utf-8"))
    known = set(Topic.objects.values_list("key", flat=True))
    missing = [
        Topic(key=row["key"], name=row["name"], position=place * STEP)
        for place, row in enumerate(rows, start=1)
        if row["key"] not in known
    ]
    Topic.objects.bulk_create(missing)
    return len(missing)
