"""Until when somebody looks at a contribution, as its author is told."""

from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from commons import kinds
from neighbourhood.deadlines.services import first_look_after
from participation.moderation.models import Moderated, QueueItem


def first_look_at(contribution: Moderated | None) -> date:
    """What was promised while it waits; else what would be, one query more."""
    if contribution is None:
        return first_look_after(timezone.now())
    kind = kinds.of(contribution).key
    waiting = QueueItem.objects.open().filter(kind=kind, target_id=contribution.pk)
    found = waiting.values_list("promised_on", flat=True).first()
    return found or first_look_after(contribution.submitted_at)


def promised_for(kind: str) -> Subquery:
    """The promised day of each row of a kind, None where nothing waits."""
    waiting = QueueItem.objects.open().filter(kind=kind, target_id=OuterRef("pk"))
    return Subquery(waiting.values("promised_on")[:1])
