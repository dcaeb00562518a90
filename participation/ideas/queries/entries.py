"""Ideas that were entered for others."""

from dataclasses import dataclass

from commons.accounts.visitors import Visitor
from participation.ideas.enums import ON_BEHALF
from participation.ideas.models import Submission

PAGE = 30


@dataclass(frozen=True)
class EntryPage:
    """Newest first; `before` is the id that the next page begins after, or None."""

    entries: list[Submission]
    before: int | None


def entries_of(visitor: Visitor, *, before: int | None = None) -> EntryPage:
    """What somebody entered, and how it stands with it; one query."""
    rows = Submission.objects.filter(
        entered_by=visitor.user_id, source__in=sorted(ON_BEHALF)
    )
    if before is not None:
        rows = rows.filter(pk__lt=before)
    rows = rows.select_related("idea__region", "idea__decision")
    found = list(rows.order_by("-pk")[: PAGE + 1])
    shown = found[:PAGE]
    return EntryPage(shown, shown[-1].pk if len(found) > PAGE else None)


def entry_of(number: str) -> Submission | None:
    """How an idea came in, with what its receipt shows."""
    rows = Submission.objects.filter(
        idea__number=number, source__in=sorted(ON_BEHALF)
    ).select_related("idea__region", "idea__topic", "idea__decision", "entered_by")
    return rows.first()
