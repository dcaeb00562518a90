"""What waits for the SPK where neighbours do something themselves; one query."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.followups.registry import MOST_ITEMS, Item
from participation.ideas.models import Idea
from participation.moderation.rules import moderates
from participation.together.enums import State
from participation.together.models import Undertaking

WHY = {
    State.ASKING: _("Die Person hat sich nicht gemeldet"),
    State.OFFERED: _("Keine Antwort auf die Anfrage"),
    State.RUNNING: _("Der Bericht steht aus"),
    State.FINISHED: _("Geschafft: Antwort schreiben"),
}


def waiting(visitor: Visitor) -> Iterator[Item]:
    """Finished, so that an answer is owed; or late, so that somebody rings up."""
    for row in _rows(visitor)[:MOST_ITEMS]:
        is_done = row.state == State.FINISHED
        page = "undertaking-conclude" if is_done else "undertaking-show"
        yield Item(
            title=row.idea.title,
            url=reverse(f"together:{page}", args=[row.pk]),
            due_on=row.next_on,
            detail=f"{WHY[State(row.state)]}: {row.partner_name}",
            since=row.ended_at or row.begun_at,
            region_id=row.idea.region_id,
            number=row.idea.number,
        )


def _rows(visitor: Visitor) -> QuerySet[Undertaking]:
    late = Q(state__in=sorted(WHY), next_on__lt=berlin_today())
    # Nobody with an account is asked there: the SPK asks by other ways.
    nobody = Q(state=State.ASKING, idea__author__isnull=True)
    mine = Idea.objects.published().filter(moderates(visitor)).values("pk")
    rows = Undertaking.objects.in_public().filter(
        late | nobody | Q(state=State.FINISHED), idea__in=mine
    )
    own = Q(idea__author_id=visitor.user_id) if visitor.user_id else Q(pk__in=[])
    return (
        rows.exclude(own)
        .select_related("idea", "actor", "network")
        .order_by("next_on", "pk")
    )
