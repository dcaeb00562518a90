"""Who closes, or hides, carries nothing in public any more: the SPK has it again."""

from django.utils.translation import gettext as _

from commons.verbs.services import happened
from participation.together.enums import State
from participation.together.models import Partner, Undertaking
from participation.together.services import taking
from participation.together.services.locking import locked

# What is done stays done; the SPK answers it whatever became of those who did it.
LET_GO = frozenset({State.ASKING, State.OFFERED, State.RUNNING})


def let_go(partner: Partner) -> None:
    """End what it has open, in the transaction that ends it."""
    rows = Undertaking.objects.of(partner).filter(state__in=sorted(LET_GO))
    for row in rows.order_by("idea_id", "pk"):
        fresh = locked(row)
        if fresh.state not in LET_GO:
            continue
        why = _("Es gibt hier niemanden mehr, der sie öffentlich weiterführt.")
        taking.end(fresh, State.WITHDRAWN, reason=why, by=None)
        happened("together.withdrawn", fresh, by=None)
        if fresh.accepted_at is not None:
            taking.give_back(fresh.idea)
