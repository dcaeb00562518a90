"""Who is late is reminded once for each day they named; the SPK sees it in Heute."""

from datetime import date

from django.db import transaction
from django.db.models import F, Q

from commons.clock import berlin_today
from commons.verbs.services import happened
from participation.moderation.enums import Publication
from participation.together.enums import State
from participation.together.models import Undertaking

# The author, and those who were asked or are at it; the SPK has Heute.
REMINDED = frozenset({State.ASKING, State.OFFERED, State.RUNNING})


def watch() -> int:
    """Remind of what is due today or was; safe to run twice."""
    today = berlin_today()
    return sum(_remind(pk, today) for pk in _late(today))


def _late(today: date) -> list[int]:
    unreminded = Q(reminded_on__isnull=True) | Q(reminded_on__lt=F("next_on"))
    rows = Undertaking.objects.filter(
        unreminded,
        state__in=sorted(REMINDED),
        next_on__lte=today,
        idea__publication=Publication.PUBLISHED,
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, today: date) -> int:
    rows = Undertaking.objects.select_for_update(of=("self",)).with_partner()
    row: Undertaking = rows.select_related("idea", "actor", "network").get(pk=pk)
    is_done = row.reminded_on is not None and (
        row.next_on is None or row.reminded_on >= row.next_on
    )
    if row.state not in REMINDED or row.next_on is None or is_done:
        return 0
    row.reminded_on = today
    row.save(update_fields=["reminded_on"])
    happened("together.due", row, by=None, state=row.state)
    return 1
