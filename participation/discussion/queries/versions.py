"""What a comment said before: the versions that were public, and their differences."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from commons.differences import Part, differences
from participation.discussion.models import Comment


@dataclass(frozen=True)
class Change:
    """A change that readers may see: when, and what came and went."""

    number: int
    at: datetime
    parts: list[Part]


def changes_of(comment: Comment) -> list[Change]:
    """Changes since the comment became public, newest first.

    What it said while it waited for a moderator was never public and stays so.
    """
    rows = list(comment.snapshots.order_by("version"))
    return [
        Change(
            number=after.version,
            at=after.created_at,
            parts=differences(before.content["text"], after.content["text"]),
        )
        for before, after in reversed(list(pairwise(rows)))
        if comment.published_at is not None and after.created_at > comment.published_at
    ]
