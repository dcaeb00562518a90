"""Whose saved search fits an idea, and what is new in one's own: one statement each.

Conditions are stored in columns (`SavedSearch`), so nobody's search is run: one idea
is laid beside all searches, or one person's searches beside the newest ideas.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from commons.accounts.models import User
from commons.notifications import hearing, subjects
from commons.notifications.enums import BY_URGENCY, Pace
from commons.notifications.hearing import Hearing
from commons.notifications.queries.wishes import Wishes, wishes_of
from participation.ideas.models import Idea, SavedSearch

# Of "search" and "idea", with the idea's "topic" and its words in "known".
FITS = """
    search.region_ids && ARRAY[0, idea.region_id]
    AND search.topic_ids && ARRAY[0, topic.id, coalesce(topic.parent_id, topic.id)]
    AND search.area_ids && ARRAY[0, coalesce(idea.planning_area_id, 0)]
    AND (idea.has_pictures OR NOT search.has_pictures)
    AND (search.radius_m IS NULL OR point(idea.east_m, idea.north_m)
        <@ circle(point(search.near_east_m, search.near_north_m), search.radius_m))
    AND (search.words IS NULL OR known.words @@ search.words)
"""
AROUND_IDEA = """
    JOIN departments_topic AS topic ON topic.id = idea.topic_id
    LEFT JOIN search_searchrow AS known
        ON known.kind = 'idea' AND known.target_id = idea.id
"""
WHOSE = f"""
SELECT search.user_id, array_agg(
    DISTINCT CASE WHEN search.wants_mail THEN search.pace ELSE 'bell' END
)
FROM ideas_idea AS idea {AROUND_IDEA}
JOIN ideas_savedsearch AS search ON NOT search.is_paused AND {FITS}
WHERE idea.id = %s AND idea.publication = 'published'
GROUP BY search.user_id
ORDER BY search.user_id
"""  # noqa: S608 -- our own constants
NAMES = f"""
SELECT search.name
FROM ideas_savedsearch AS search, ideas_idea AS idea {AROUND_IDEA}
WHERE idea.id = %s AND search.user_id = %s AND NOT search.is_paused AND {FITS}
ORDER BY search.id
"""  # noqa: S608 -- our own constants
PACES = f"""
SELECT idea.id, array_agg(
    DISTINCT CASE WHEN search.wants_mail THEN search.pace ELSE 'bell' END
)
FROM ideas_idea AS idea {AROUND_IDEA}
JOIN ideas_savedsearch AS search
    ON search.user_id = %s AND NOT search.is_paused AND {FITS}
WHERE idea.id = ANY(%s)
GROUP BY idea.id
"""  # noqa: S608 -- our own constants
BEHIND = f"""
SELECT DISTINCT search.id
FROM ideas_idea AS idea {AROUND_IDEA}
JOIN ideas_savedsearch AS search
    ON search.user_id = %s AND NOT search.is_paused AND {FITS}
WHERE idea.id = ANY(%s) AND search.pace = %s AND search.wants_mail
ORDER BY search.id
"""  # noqa: S608 -- our own constants
# Only so many of the newest are looked at, for somebody who comes after a long time.
MOST_NEW = 500
NEW = f"""
SELECT search.id, count(fitting.id)
FROM ideas_savedsearch AS search
LEFT JOIN LATERAL (
    SELECT idea.id
    FROM (
        SELECT * FROM ideas_idea
        WHERE publication = 'published' AND published_at > search.seen_at
        ORDER BY published_at DESC, id DESC
        LIMIT {MOST_NEW}
    ) AS idea {AROUND_IDEA}
    WHERE {FITS}
) AS fitting ON true
WHERE search.user_id = %s
GROUP BY search.id
"""  # noqa: S608 -- our own constants


@dataclass(frozen=True)
class Watched:
    """One of somebody's searches, and how many ideas came since they looked."""

    search: SavedSearch
    new: int
    hearing: Hearing


def people_whose_search_fits(idea: Idea) -> list[tuple[int, str]]:
    """Ids of people, each once, and how soon they want to hear; empty: as usual."""
    with connection.cursor() as cursor:
        cursor.execute(WHOSE, [idea.pk])
        return [(user_id, _soonest(paces)) for user_id, paces in cursor.fetchall()]


def paces_for(user_id: int, idea_ids: Sequence[int]) -> dict[int, str]:
    """How soon somebody wants to hear of each idea that a search of theirs fits."""
    with connection.cursor() as cursor:
        cursor.execute(PACES, [user_id, list(idea_ids)])
        return {pk: _soonest(paces) for pk, paces in cursor.fetchall()}


def at_pace(user_id: int, pace: str, idea_ids: Sequence[int] | None) -> list[int]:
    """The ids of somebody's searches with this pace of their own.

    Args:
        idea_ids: only those that fit one of these and aren't paused; None for all.
    """
    if idea_ids is None:
        rows = SavedSearch.objects.filter(user_id=user_id, pace=pace, wants_mail=True)
        return list(rows.order_by("pk").values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(BEHIND, [user_id, list(idea_ids), pace])
        return [pk for (pk,) in cursor.fetchall()]


def _soonest(paces: Sequence[str]) -> str:
    """Of several searches; one that wants no mail does not silence another."""
    by_mail = [pace for pace in paces if pace != Pace.BELL]
    if not by_mail:
        return Pace.BELL.value
    named = (pace.value for pace in BY_URGENCY if pace in by_mail)
    return next(named, "")


def names_of_fitting(idea: Idea, user_id: int) -> list[str]:
    """What the person calls the searches that this idea fits."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES, [idea.pk, user_id])
        return [name for (name,) in cursor.fetchall()]


def searches_of(user: User) -> list[Watched]:
    """Newest first, in four queries."""
    with connection.cursor() as cursor:
        cursor.execute(NEW, [user.pk])
        new = dict(cursor.fetchall())
    return [
        Watched(row, new.get(row.pk, 0), heard)
        for row, heard in with_paces(user, wishes_of([user.pk])[user.pk])
    ]


def with_paces(user: User, wishes: Wishes) -> list[tuple[SavedSearch, Hearing]]:
    """Somebody's searches and how soon they hear of each; newest first, one query."""
    rows = SavedSearch.objects.filter(user=user).order_by("-pk")
    return [(row, _heard(row, wishes)) for row in rows]


def hearing_of(row: SavedSearch) -> Hearing:
    return _heard(row, wishes_of([row.user_id])[row.user_id])


def choices_for(user: User) -> list[tuple[str, str]]:
    """How soon somebody may want to hear of a search."""
    wishes = wishes_of([user.pk])[user.pk]
    return hearing.hearing(subjects.PLACES, "", wishes, timezone.now()).choices


def _heard(row: SavedSearch, wishes: Wishes) -> Hearing:
    return hearing.hearing(subjects.PLACES, row.wished_pace, wishes, timezone.now())
