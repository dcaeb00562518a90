"""How long a message waits after a failure, and when it has waited enough."""

from datetime import datetime, timedelta
from random import SystemRandom

from django.conf import settings

from commons.delivery.enums import Lane

LONGEST_PAUSE = timedelta(hours=1)
# A code that comes later than it is valid only confuses.
GIVE_UP_AFTER = {
    Lane.CODE: timedelta(minutes=15),
    Lane.STANDARD: timedelta(days=5),
    Lane.BULK: timedelta(days=2),
}
JITTER = (0.75, 1.25)
_chance = SystemRandom()


def pause_after(attempts: int) -> timedelta:
    """Twice as long each time up to an hour, spread so that not all come at once."""
    doubled: timedelta = settings.DELIVERY_BACKOFF * 2 ** min(attempts - 1, 16)
    return min(doubled, LONGEST_PAUSE) * _chance.uniform(*JITTER)


def is_over(lane: str, not_before: datetime, now: datetime) -> bool:
    return now - not_before >= GIVE_UP_AFTER[Lane(lane)]
