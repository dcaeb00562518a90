"""What a profile said, version by version."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commons.differences import Part, differences
from participation.actors.enums import Access, ActorKind, SpokenLanguage
from participation.actors.models import Actor, ActorSnapshot
from participation.moderation.desk import Version

Content = Mapping[str, Any]


@dataclass(frozen=True)
class ShownVersion:
    """One version and who wrote it; `parts` is what it changed, empty for the first."""

    number: int
    snapshot: ActorSnapshot
    by: str
    words: str
    parts: list[Part]


def versions_of(actor: Actor) -> list[ShownVersion]:
    """The newest first; one query."""
    rows = list(actor.snapshots.select_related("created_by").order_by("version"))
    shown = [
        _shown(row, before) for row, before in zip(rows, [None, *rows], strict=False)
    ]
    return shown[::-1]


def _shown(row: ActorSnapshot, before: ActorSnapshot | None) -> ShownVersion:
    words = words_of(row.content)
    parts = differences(words_of(before.content), words) if before else []
    return ShownVersion(
        number=row.version,
        snapshot=row,
        by=row.created_by.public_name if row.created_by else "",
        words=words,
        parts=parts,
    )


def at_desk(actor: Actor) -> list[Version]:
    """For the desk, which compares two of them; the oldest first."""
    return [
        Version(
            number=row.version,
            at=row.created_at,
            title=row.content["name"],
            text=words_of(row.content),
        )
        for row in actor.snapshots.order_by("version")
    ]


def words_of(content: Content) -> str:
    """All words of a version, for screening and for comparing."""
    links = "\n".join(f"{link['label']}: {link['url']}" for link in content["links"])
    parts = (
        str(ActorKind(content["kind"]).label),
        content["summary"],
        content["text"],
        content["place_text"],
        content["opening_hours"],
        ", ".join(str(SpokenLanguage(code).label) for code in content["languages"]),
        ", ".join(str(Access(code).label) for code in content["access"]),
        content["access_note"],
        content["contact_mail"],
        content["contact_phone"],
        content["website"],
        links,
    )
    return "\n\n".join(part for part in parts if part)
