"""The versions of an idea, each with what it changed against the one before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from commons.differences import Part, differences
from neighbourhood.departments.models import Topic
from participation.ideas.models import Idea, IdeaSnapshot


@dataclass(frozen=True)
class ShownVersion:
    """`parts` are empty for the first one; `others` are lines beside title and text."""

    number: int
    at: datetime
    title: str
    text: str
    parts: Sequence[Part]
    others: Sequence[str]
    is_current: bool


def versions_for(idea: Idea, *, sees_all: bool) -> list[ShownVersion]:
    """Newest first. Only the version that was published is for everybody."""
    rows = list(idea.snapshots.order_by("version"))
    if not sees_all:
        rows = [row for row in rows if row.version == idea.version]
    names = _names_of_topics(rows)
    shown = [_shown(idea, rows[0], None, names)] if rows else []
    shown += [_shown(idea, row, before, names) for before, row in pairwise(rows)]
    return shown[::-1]


def _shown(
    idea: Idea,
    row: IdeaSnapshot,
    before: IdeaSnapshot | None,
    topics: dict[str, str],
) -> ShownVersion:
    content = row.content
    old = before.content if before else content
    return ShownVersion(
        number=row.version,
        at=row.created_at,
        title=content["title"],
        text=content["text"],
        parts=differences(_words(old), _words(content)) if before else (),
        others=list(_others(old, content, topics)) if before else (),
        is_current=row.version == idea.version,
    )


def _words(content: dict[str, Any]) -> str:
    return f"{content['title']}\n\n{content['text']}"


def _others(
    old: dict[str, Any], new: dict[str, Any], topics: dict[str, str]
) -> Iterator[str]:
    if old.get("topic") != new.get("topic"):
        values = {
            "old": topics.get(old["topic"], old["topic"]),
            "new": topics.get(new["topic"], new["topic"]),
        }
        yield _("Thema: %(new)s statt %(old)s") % values
    if any(old.get(name) != new.get(name) for name in ("place_text", "lon", "lat")):
        place = new.get("place_text") or _("kein bestimmter Ort")
        yield _("Ort: %(place)s") % {"place": place}
    pictures = [len(each.get("images", ())) for each in (old, new)]
    if old.get("images", []) != new.get("images", []):
        yield _("Bilder: %(new)s statt %(old)s") % {
            "old": pictures[0],
            "new": pictures[1],
        }


def _names_of_topics(rows: Sequence[IdeaSnapshot]) -> dict[str, str]:
    keys = {row.content.get("topic", "") for row in rows}
    return dict(Topic.objects.filter(key__in=keys).values_list("key", "name"))
