"""What the desk promised moves behind days that the SPK lost, and never forward."""

from collections.abc import Sequence
from datetime import date, datetime, time

from commons.clock import BERLIN
from neighbourhood.deadlines.services import office_day_after
from participation.moderation.models import QueueItem
from participation.moderation.services.queue import tell_desk


def follow_lost(lost: Sequence[date]) -> int:
    """Move first looks and the clocks of held contributions; says how many.

    Each gets as many days as it lost. The latest day goes first, so that no item
    moves twice. What is late already stays late: the days to come don't excuse it.
    """
    rows = QueueItem.objects.open().filter(promised_on__gte=min(lost))
    days = rows.order_by("-promised_on").values_list("promised_on", flat=True)
    moved = 0
    for promised_on in list(days.distinct()):
        number = sum(day <= promised_on for day in lost)
        following = office_day_after(promised_on, number)
        those = rows.filter(promised_on=promised_on)
        those.filter(hold_until__isnull=False).update(
            hold_until=datetime.combine(following, time.max, tzinfo=BERLIN)
        )
        moved += those.update(promised_on=following)
    if moved:
        tell_desk()
    return moved
