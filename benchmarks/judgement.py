"""What the similar ideas are worth, on pairs that somebody read and labelled.

Each labelled idea is asked for as far as somebody would have come with typing it: its
title, then its place, then its text. Needs Django set up and a database.
"""

import csv
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from benchmarks.seed import DATA
from commons.search import services as search
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from neighbourhood.regions.queries.geometry import to_metres
from participation.ideas.models import Idea
from participation.ideas.queries.alike import Written, alike, of_idea

LABELS = Path(__file__).resolve().parent / "labels" / "similar_bonn.csv"
TEXTS = DATA / "contributions" / "bonn_raddialog_2017.csv"
SHOWN = 5
# So many on one spot: nobody moved the map.
DEFAULT_PIN = 9
STAGES = ("title", "title+place", "title+text", "title+text+place")
TIMED = 150


@dataclass
class Labels:
    """Pairs of rows, the lower first; `asked` are the rows to ask for."""

    pairs: dict[tuple[int, int], bool] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)

    def of(self, one: int, two: int) -> bool | None:
        return self.pairs.get((min(one, two), max(one, two)))

    @property
    def partners(self) -> dict[int, set[int]]:
        partners: dict[int, set[int]] = defaultdict(set)
        for (one, two), is_alike in self.pairs.items():
            if is_alike:
                partners[one].add(two)
                partners[two].add(one)
        return partners


@dataclass(frozen=True)
class Figures:
    """Shares from 0 to 1; `shown` is the usual number of ideas in a list.

    `recall`: labelled partners that are among the five (of at most five). `found`:
    ideas with a partner whose list has one. `precision`: alike ones among those shown
    that are labelled, which `judged` of all are.
    """

    stage: str
    recall: float
    found: float
    precision: float
    judged: float
    shown: float


def labels() -> Labels:
    known = Labels()
    with LABELS.open(encoding="utf-8") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            if row["first"] == "asked":
                known.asked.append(int(row["second"]))
            else:
                pair = int(row["first"]), int(row["second"])
                known.pairs[pair] = row["alike"] == "1"
    return known


def fill() -> dict[int, Idea]:
    """Put the texts in as published ideas of this month; gives them by their row."""
    with TEXTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    spots = Counter((row["lat"], row["lon"]) for row in rows)
    newest = max(datetime.fromisoformat(row["datum"]) for row in rows)
    shared = {
        "topic": Topic.objects.filter(is_active=True).order_by("pk")[0],
        "region": Region.objects.order_by("number")[0],
        "slug": "idee",
        "publication": "published",
    }
    ideas = [
        Idea(**shared, **content(row, ordinal, newest), **spot(row, spots))
        for ordinal, row in enumerate(rows)
    ]
    Idea.objects.bulk_create(ideas)
    search.index_many("idea", Idea.objects.all())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_searchrow, ideas_idea")
    return dict(enumerate(ideas))


def content(row: dict[str, str], ordinal: int, newest: datetime) -> dict[str, Any]:
    age = newest - datetime.fromisoformat(row["datum"])
    at = timezone.now() - timedelta(days=age.days)
    return {
        "number": f"B-{ordinal:07d}",
        "title": row["titel"].strip()[:120],
        "text": row["text"],
        "published_at": at,
        "submitted_at": at,
        "draft_id": UUID(int=ordinal + 1),
    }


def spot(row: dict[str, str], spots: Counter[tuple[str, str]]) -> dict[str, Any]:
    if not row["lat"] or spots[row["lat"], row["lon"]] >= DEFAULT_PIN:
        return {"place_kind": "none"}
    lon, lat = float(row["lon"]), float(row["lat"])
    east, north = to_metres(lon, lat)
    return {
        "place_kind": "pin",
        "lon": lon,
        "lat": lat,
        "east_m": east,
        "north_m": north,
    }


def measure(ideas: dict[int, Idea]) -> list[Figures]:
    known = labels()
    rows = {idea.pk: row for row, idea in ideas.items()}
    return [figures(stage, known, ideas, rows) for stage in STAGES]


def figures(
    stage: str, known: Labels, ideas: dict[int, Idea], rows: dict[int, int]
) -> Figures:
    partners = known.partners
    hits = possible = with_hit = with_partner = 0
    shown: list[bool | None] = []
    for asked in known.asked:
        idea = ideas[asked]
        found = alike(as_typed(idea, stage), without_id=idea.pk, limit=SHOWN)
        listed = {rows[one.idea.pk] for one in found}
        shown += [known.of(asked, row) for row in listed]
        hits += len(listed & partners[asked])
        possible += min(SHOWN, len(partners[asked]))
        with_hit += bool(listed & partners[asked])
        with_partner += bool(partners[asked])
    judged = [is_alike for is_alike in shown if is_alike is not None]
    return Figures(
        stage=stage,
        recall=round(hits / possible, 3),
        found=round(with_hit / with_partner, 3),
        precision=round(sum(judged) / len(judged), 3),
        judged=round(len(judged) / len(shown), 3),
        shown=round(len(shown) / len(known.asked), 2),
    )


def as_typed(idea: Idea, stage: str) -> Written:
    whole = of_idea(idea)
    has_place = "place" in stage
    return Written(
        title=whole.title,
        text=whole.text if "text" in stage else "",
        east_m=whole.east_m if has_place else None,
        north_m=whole.north_m if has_place else None,
        region_id=whole.region_id if has_place else None,
    )


def times() -> list[str]:
    """How long an answer takes at each stage, in milliseconds."""
    chosen = random.Random(5).sample(list(Idea.objects.all()[: TIMED * 16]), TIMED)
    told = []
    for stage in STAGES:
        taken = []
        for idea in chosen:
            started = time.perf_counter()
            alike(as_typed(idea, stage), without_id=idea.pk)
            taken.append((time.perf_counter() - started) * 1000)
        p99 = quantiles(taken, n=100, method="inclusive")[98]
        told.append(f"{stage}: p50 {median(taken):.1f} ms, p99 {p99:.1f} ms")
    return told
