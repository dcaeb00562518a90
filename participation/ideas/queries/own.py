"""The ideas of one person, whatever their state."""

from collections.abc import Sequence
from dataclasses import dataclass

from commons.accounts.models import User
from participation.ideas.models import Idea
from participation.moderation.queries.promises import promised_for

PAGE = 30


@dataclass(frozen=True)
class OwnPage:
    """Newest first; `before` is the id that the next page begins after, or None."""

    ideas: Sequence[Idea]
    before: int | None


def ideas_of(user: User, *, before: int | None = None) -> OwnPage:
    rows = Idea.objects.filter(author=user).select_related("region", "decision")
    rows = rows.annotate(first_look_on=promised_for("idea"))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    ideas = found[:PAGE]
    return OwnPage(ideas, ideas[-1].pk if len(found) > PAGE else None)
