"""Ideas that say the same: alike in words, at the same place, not too long ago.

Candidates come from two sides, rare words and the nearest places, whatever their age.
How the parts are weighed was measured on labelled pairs of real ideas
(docs/decisions/0020, `make eval-similar`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import exp, hypot

from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from commons.search import likeness
from commons.search.likeness import Likeness, Question
from commons.search.registry import Document
from neighbourhood.departments.models import Topic
from participation.ideas.models import Idea, IdeaQuerySet
from participation.ideas.queries.places import Place
from participation.moderation.enums import Publication

MOST_SHOWN = 5
# What an idea must score to be shown; words alone, with no distance, must say more.
LEAST, LEAST_BY_WORDS = 0.09, 0.15
# How close in words two are that say nearly the same.
NEARLY_SAME = 0.5
HERE_M, KILOMETRE = 25, 1_000
MOST_NEAR = 100
MOST_WAITING = 200
# At the same place alike words count twice, and the place counts by itself.
NEAR_M, NEAR_MULTIPLIES, NEAR_ADDS = 100.0, 1.0, 0.1
# What is left of alike words at the other end of the town, or where that is unknown.
FAR_M, FAR_KEEPS = 1000.0, 0.1
SAME_AREA_KEEPS, UNKNOWN_KEEPS, ELSEWHERE_KEEPS = 1.2, 0.5, 0.25
SAME_TOPIC = 1.1
# An idea of ten years ago counts a fifth less than a new one.
OLD_DAYS, AGE_COSTS = 3650.0, 0.2
WAITING = (Publication.SUBMITTED, Publication.CHANGES_REQUESTED)
Row = tuple[int, float | None, float | None, int | None, int | None, int, datetime]


@dataclass(frozen=True)
class Written:
    """What somebody writes, as far as it is known."""

    title: str
    text: str = ""
    east_m: float | None = None
    north_m: float | None = None
    region_id: int | None = None
    planning_area_id: int | None = None
    topic_id: int | None = None


@dataclass(frozen=True)
class Alike:
    """A similar idea; `metres` lie between the two points, if both are known."""

    idea: Idea
    metres: float | None
    closeness: float

    @property
    def is_nearly_same(self) -> bool:
        return self.closeness >= NEARLY_SAME

    @property
    def away(self) -> str:
        return away_in_words(self.metres)


def away_in_words(metres: float | None) -> str:
    """A distance as roughly as people walk; "" if it is unknown."""
    if metres is None:
        return ""
    if metres < HERE_M:
        return _("am selben Ort")
    if metres < KILOMETRE:
        return _("%(metres)d m entfernt") % {"metres": round(metres, -1)}
    kilometres = number_format(metres / KILOMETRE, 1)
    return _("%(kilometres)s km entfernt") % {"kilometres": kilometres}


def as_written(
    title: str, text: str, *, topic: Topic | None, place: Place | None
) -> Written:
    """What somebody types; the words of the place are a part of it."""
    east_m, north_m = (place.metres if place else None) or (None, None)
    area = place.planning_area if place else None
    return Written(
        title=title,
        text=f"{text}\n{place.text}" if place else text,
        east_m=east_m,
        north_m=north_m,
        region_id=place.region.pk if place else None,
        planning_area_id=area.pk if area else None,
        topic_id=topic.pk if topic else None,
    )


@dataclass(frozen=True)
class Scored:
    score: float
    metres: float | None
    closeness: float

    @property
    def is_enough(self) -> bool:
        return self.score >= (LEAST_BY_WORDS if self.metres is None else LEAST)


def of_idea(idea: Idea) -> Written:
    return Written(
        title=idea.title,
        text=f"{idea.text}\n{idea.place_text}",
        east_m=idea.east_m,
        north_m=idea.north_m,
        region_id=idea.region_id,
        planning_area_id=idea.planning_area_id,
        topic_id=idea.topic_id,
    )


def alike(
    written: Written,
    *,
    without_id: int | None = None,
    with_waiting: bool = False,
    limit: int = MOST_SHOWN,
) -> list[Alike]:
    """Ideas to support instead of writing the same again, best first.

    Args:
        with_waiting: also those that nobody has published yet; for the desk only.
    """
    question = likeness.read(written.title, written.text)
    if not question.is_telling:
        return []
    scored = _published(question, written, Idea.objects.published())
    if with_waiting:
        waiting = Idea.objects.filter(publication__in=WAITING)
        scored |= _scored(written, _compared(question, waiting), waiting)
    scored.pop(without_id or 0, None)
    best = sorted(scored, key=lambda pk: (-scored[pk].score, -pk))[:limit]
    ideas = Idea.objects.select_related("region").in_bulk(best)
    return [
        Alike(ideas[pk], scored[pk].metres, scored[pk].closeness)
        for pk in best
        if pk in ideas
    ]


def closest(
    written: Written, rows: IdeaQuerySet, *, without_id: int | None = None
) -> dict[int, Scored]:
    """What says the same among `rows`, all of them public: by id, best first."""
    question = likeness.read(written.title, written.text)
    if not question.is_telling:
        return {}
    scored = _published(question, written, rows)
    scored.pop(without_id or 0, None)
    return dict(sorted(scored.items(), key=lambda one: (-one[1].score, -one[0])))


def _published(
    question: Question, written: Written, rows: IdeaQuerySet
) -> dict[int, Scored]:
    near = _nearest(written, rows)
    return _scored(written, likeness.alike(question, kind="idea", also=near), rows)


def _nearest(written: Written, rows: IdeaQuerySet) -> list[int]:
    if written.east_m is None or written.north_m is None:
        return []
    away = RawSQL(
        "point(east_m, north_m) <-> point(%s, %s)", [written.east_m, written.north_m]
    )
    near = rows.filter(east_m__isnull=False).order_by(away)
    return list(near.values_list("pk", flat=True)[:MOST_NEAR])


def _compared(question: Question, waiting: IdeaQuerySet) -> list[Likeness]:
    """Waiting ideas are few and in no index: they are read as they are."""
    rows = waiting.order_by("-submitted_at", "-id")[:MOST_WAITING]
    documents = {
        pk: Document(title, f"{text}\n{place}")
        for pk, title, text, place in rows.values_list(
            "pk", "title", "text", "place_text"
        )
    }
    return likeness.compare(question, documents)


def _scored(
    written: Written, found: Iterable[Likeness], rows: IdeaQuerySet
) -> dict[int, Scored]:
    """Those that are close enough, by id."""
    closeness = {one.target_id: one.closeness for one in found}
    places = rows.filter(pk__in=closeness).values_list(
        "pk",
        "east_m",
        "north_m",
        "region_id",
        "planning_area_id",
        "topic_id",
        "submitted_at",
    )
    scored = {row[0]: _score(written, closeness[row[0]], row) for row in places}
    return {pk: one for pk, one in scored.items() if one.is_enough}


def _score(written: Written, closeness: float, row: Row) -> Scored:
    _pk, east, north, region_id, area_id, topic_id, submitted_at = row
    metres = _metres(written, east, north)
    if metres is None:
        score = closeness * _kept(written, region_id, area_id)
    else:
        near = exp(-metres / NEAR_M)
        kept = FAR_KEEPS + (1 - FAR_KEEPS) * exp(-metres / FAR_M)
        score = closeness * (kept + NEAR_MULTIPLIES * near) + NEAR_ADDS * near
    if written.topic_id is not None and topic_id == written.topic_id:
        score *= SAME_TOPIC
    days = (timezone.now() - submitted_at).days
    score *= 1 - AGE_COSTS * min(days / OLD_DAYS, 1)
    return Scored(score, metres, closeness)


def _metres(written: Written, east: float | None, north: float | None) -> float | None:
    if written.east_m is None or written.north_m is None:
        return None
    if east is None or north is None:
        return None
    return hypot(written.east_m - east, written.north_m - north)


def _kept(written: Written, region_id: int | None, area_id: int | None) -> float:
    """What part of the words' likeness is left without two points to measure."""
    if written.planning_area_id is not None and area_id is not None:
        is_same = area_id == written.planning_area_id
        return SAME_AREA_KEEPS if is_same else ELSEWHERE_KEEPS
    if written.region_id is not None and written.region_id != region_id:
        return ELSEWHERE_KEEPS
    return UNKNOWN_KEEPS
