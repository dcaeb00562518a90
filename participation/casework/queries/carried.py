"""Which cases an actor or a network has in hand, or is asked about; one query."""

from django.db.models import QuerySet

from participation.casework.situations import Carried
from participation.together.enums import State
from participation.together.models import Undertaking
from participation.together.workflow import OPEN

# What is done goes before what is under way, and that before what is asked.
ORDER = (State.FINISHED, State.RUNNING, State.OFFERED, State.ASKING)


def carried(pks: QuerySet) -> dict[int, Carried]:
    """The one of each idea that is furthest; of those, the one heard of next."""
    rows = Undertaking.objects.in_public().filter(idea__in=pks, state__in=sorted(OPEN))
    columns = rows.values_list("idea_id", "pk", "state", "next_on")
    found: dict[int, Carried] = {}
    for idea_id, pk, state, until in sorted(
        columns, key=lambda row: (ORDER.index(State(row[2])), row[3], row[1])
    ):
        known = Carried(
            pk,
            until,
            is_asked=state in {State.ASKING, State.OFFERED},
            is_done=state == State.FINISHED,
        )
        found.setdefault(idea_id, known)
    return found
