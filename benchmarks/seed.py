"""N ideas from the real texts of a citizens' dialogue, by COPY, in seconds.

The file (2,393 ideas, Bonn 2017) is not in the repository: BINDEGLIED_DATA names the
folder. Without it the demo's own texts serve, and the run says so.
"""

import csv
import json
import os
import random
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.postgres.indexes import GinIndex
from django.db import connection
from django.utils import timezone

from benchmarks.servers import ROOT, say
from commons.search import services as search
from commons.search.models import SearchRow
from commons.text import cut_at_word, slugify_german
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.ideas.models import Idea
from participation.ideas.queries.places import to_metres
from participation.ideas.services import maps

DATA = Path(os.environ.get("BINDEGLIED_DATA", ROOT.parent / "shared" / "data"))
TEXTS = DATA / "contributions" / "bonn_raddialog_2017.csv"
DAYS = 1_500
ANSWERED_EVERY = 7
MANY = 200_000
Row = dict[str, Any]
SPREAD = 0.02  # degrees around a region's label point
# Words that are the same are parsed once; the other rows take them over.
COPY_SEARCH_ROWS = """
INSERT INTO search_searchrow (kind, target_id, region_id, dated_at, words, {plain})
SELECT known.kind, idea.id, idea.region_id, idea.published_at,
    ts_delete(known.words, ARRAY['@' || known.region_id])
        || array_to_tsvector(ARRAY['@' || idea.region_id]),
    {columns}
FROM ideas_idea AS idea
JOIN ideas_idea AS first
    ON first.number = 'B-' || lpad((substr(idea.number, 3)::int %% %s)::text, 7, '0')
JOIN search_searchrow AS known ON known.kind = 'idea' AND known.target_id = first.id
WHERE idea.number >= %s AND idea.number < 'C'
"""


def seed(count: int) -> None:
    """Leave exactly `count` published ideas; those of a smaller seed stay."""
    present = Idea.objects.published().count()
    if present >= count:
        return
    wordings = texts()
    copy_ideas(wordings, present, count)
    index_words(len(wordings), present, count)
    maps.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def copy_ideas(wordings: list[tuple[str, str]], first: int, last: int) -> None:
    # Read before: the connection answers nothing else while it copies.
    regions = list(Region.objects.order_by("number"))
    topics = list(Topic.objects.filter(is_active=True).values_list("pk", flat=True))
    chance = random.Random(2026 + first)
    now, usual = timezone.now(), defaults()
    rows = (
        {**usual, **content(wordings, ordinal), **chosen(chance, regions, topics)}
        | course(ordinal, now - timedelta(days=DAYS * chance.random()))
        for ordinal in range(first, last)
    )
    row = next(rows)
    columns = ", ".join(f'"{name}"' for name in row)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY ideas_idea ({columns}) FROM STDIN") as copy,
    ):
        for each in chain([row], rows):
            copy.write_row(tuple(each.values()))


def index_words(wordings: int, present: int, count: int) -> None:
    first_use = Idea.objects.published().filter(
        number__gte=number_of(present), number__lt=number_of(wordings)
    )
    search.index_many("idea", first_use)
    start = number_of(max(present, wordings))
    with without_word_indexes(count - present), connection.cursor() as cursor:
        cursor.execute("ANALYZE ideas_idea, search_searchrow")
        cursor.execute(
            with_columns(COPY_SEARCH_ROWS, but={"dated_at"}), [wordings, start]
        )


@contextmanager
def without_word_indexes(rows: int) -> Iterator[None]:
    """Index many words at once afterwards: half an hour becomes two minutes."""
    indexes = [
        index for index in SearchRow._meta.indexes if isinstance(index, GinIndex)
    ]
    if rows < MANY:
        yield
        return
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.remove_index(SearchRow, index)
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.add_index(SearchRow, index)


def with_columns(statement: str, *, but: Collection[str] = ()) -> str:
    """Name what a search row takes over from another, whatever columns there are.

    Its words carry marks of kind and region, which the statement itself puts right.
    """
    own = {"id", "kind", "target_id", "region_id", "words", *but}
    names = [field.column for field in SearchRow._meta.concrete_fields]
    names = [name for name in names if name not in own]
    return statement.format(
        plain=", ".join(names), columns=", ".join(f"known.{name}" for name in names)
    )


def defaults() -> Row:
    """Values of the columns that a seeded idea says nothing about."""
    return {
        field.column: field.get_default()
        for field in Idea._meta.concrete_fields
        if not (field.null or field.primary_key or field.generated)
        and field.has_default()
    }


def number_of(ordinal: int) -> str:
    return f"B-{ordinal:07d}"


def texts() -> list[tuple[str, str]]:
    if TEXTS.exists():
        with TEXTS.open(encoding="utf-8", newline="") as file:
            return [(row["titel"], row["text"]) for row in csv.DictReader(file)]
    say(f"{TEXTS} is not there; the demo's own texts serve")
    ideas = json.loads((ROOT / "config" / "demo" / "ideas.json").read_text())
    return [(idea["title"], idea["text"]) for idea in ideas]


def content(wordings: list[tuple[str, str]], ordinal: int) -> Row:
    title, text = wordings[ordinal % len(wordings)]
    title = cut_at_word(title, 110)
    return {
        "number": number_of(ordinal),
        "slug": slugify_german(title) or "idee",
        "title": title,
        "text": text,
        "place_text": "",
        "external_support": 0,
        "publication": "published",
        "version": 1,
    }


def chosen(chance: random.Random, regions: list[Region], topics: list[int]) -> Row:
    region = chance.choice(regions)
    lon = region.label_lon + chance.uniform(-SPREAD, SPREAD)
    lat = region.label_lat + chance.uniform(-SPREAD, SPREAD)
    east, north = to_metres(lon, lat)
    return {
        "draft_id": UUID(int=chance.getrandbits(128)),
        "topic_id": chance.choice(topics),
        "region_id": region.pk,
        "place_kind": "pin",
        "lon": lon,
        "lat": lat,
        "east_m": east,
        "north_m": north,
        "support_count": int(chance.paretovariate(1.2)) - 1,
    }


def course(ordinal: int, published_at: datetime) -> Row:
    is_answered = ordinal % ANSWERED_EVERY == 0
    answered_at = published_at + timedelta(days=20) if is_answered else None
    return {
        "case": "answered" if is_answered else "none",
        "outcome": "done" if is_answered else "",
        "submitted_at": published_at,
        "published_at": published_at,
        "answered_at": answered_at,
        "done_at": answered_at,
    }
