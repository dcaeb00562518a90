"""N ideas from the real texts of a citizens' dialogue, by COPY, in seconds.

The file (2,393 ideas, Bonn 2017) is not in the repository: BINDEGLIED_DATA names the
folder. Without it the demo's own texts serve, and the result says so.
"""

import csv
import json
import os
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.db import connection
from django.utils import timezone

from commons.search import services as search
from commons.text import cut_at_word, slugify_german
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.ideas.models import Idea
from participation.ideas.queries.places import to_metres
from participation.ideas.services import maps

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("BINDEGLIED_DATA", ROOT.parent / "shared" / "data"))
TEXTS = DATA / "contributions" / "bonn_raddialog_2017.csv"
COLUMNS = ["draft_id", "number", "slug", "title", "text", "topic_id", "region_id", "place_kind", "place_text", "lon", "lat", "east_m", "north_m", "support_count", "external_support", "case", "outcome", "publication", "version", "submitted_at", "published_at", "answered_at", "done_at", "next_on"]
DAYS = 1_500
ANSWERED_EVERY = 7
SPREAD = 0.02  # degrees around a region's label point


def texts() -> list[tuple[str, str]]:
    if TEXTS.exists():
        with TEXTS.open(encoding="utf-8", newline="") as file:
            return [(row["titel"], row["text"]) for row in csv.DictReader(file)]
    ideas = json.loads((ROOT / "config" / "demo" / "ideas.json").read_text())
    return [(idea["title"], idea["text"]) for idea in ideas]


def seed(count: int) -> None:
    """Leave exactly `count` published ideas; those of a smaller seed stay."""
    present = Idea.objects.count()
    with connection.cursor() as cursor:
        statement = f"COPY ideas_idea ({', '.join(map(quoted, COLUMNS))}) FROM STDIN"
        with cursor.copy(statement) as copy:
            for row in rows(present, count):
                copy.write_row(row)
        cursor.execute("ANALYZE ideas_idea")
    search.reindex("idea")
    maps.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def quoted(name: str) -> str:
    return f'"{name}"'


def rows(first: int, last: int) -> Iterator[tuple]:
    chance = random.Random(2026)
    regions = list(Region.objects.order_by("number"))
    topics = list(Topic.objects.filter(is_active=True).values_list("pk", flat=True))
    wordings = texts()
    now = timezone.now()
    for ordinal in range(first, last):
        title, text = wordings[ordinal % len(wordings)]
        title = cut_at_word(title, 110)
        region = chance.choice(regions)
        lon = region.label_lon + chance.uniform(-SPREAD, SPREAD)
        lat = region.label_lat + chance.uniform(-SPREAD, SPREAD)
        published = now - timedelta(days=DAYS * chance.random())
        is_answered = ordinal % ANSWERED_EVERY == 0
        answered = published + timedelta(days=20) if is_answered else None
        yield (
            UUID(int=chance.getrandbits(128)),
            f"B-{ordinal:07d}",
            slugify_german(title) or "idee",
            title,
            text,
            chance.choice(topics),
            region.pk,
            "pin",
            "",
            lon,
            lat,
            *to_metres(lon, lat),
            int(chance.paretovariate(1.2)) - 1,
            0,
            "answered" if is_answered else "none",
            "done" if is_answered else "",
            "published",
            1,
            published,
            published,
            answered,
            answered,
            None,
        )
