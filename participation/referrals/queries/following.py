"""Who follows the answers of a department: told of each idea that it leads."""

from collections.abc import Collection, Iterator

from commons.notifications.queries.follows import listeners_of, muted_by
from commons.verbs.registry import Recipient
from participation.ideas.models import Idea

DEPARTMENT = "department_follower"


def readers_of_leads(ideas: Collection[int]) -> Iterator[Recipient]:
    """Who follows the lead departments of these ideas, and has not muted all of them.

    An idea that somebody muted stays silent, whoever answers it.
    """
    led: dict[int, set[int]] = {}
    rows = Idea.objects.filter(pk__in=ideas, lead_department__isnull=False)
    for pk, lead in rows.order_by("pk").values_list("pk", "lead_department_id"):
        led.setdefault(lead, set()).add(pk)
    muted = muted_by("idea", ideas) if led else {}
    for lead, ids in led.items():
        for one in listeners_of("department", [lead], default_reason=DEPARTMENT):
            if not ids <= muted.get(one.user_id or 0, set()):
                yield one
