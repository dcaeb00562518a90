"""How long a message waits after a failure, and when it has waited enough."""

from datetime import datetime, timedelta
from random import SystemRandom

from django.conf import settings

from commons.delivery.enums import Cause, Lane

LONGEST_PAUSE = timedelta(hours=1)
# A mailbox is emptied in the morning, if at all; asking every hour only annoys.
LONGEST_PAUSE_OF: dict[str | None, timedelta] = {
    Cause.MAILBOX_FULL: timedelta(hours=12)
}
# The first pause, in units of DELIVERY_BACKOFF (15 seconds): greylisting lets nobody in
# for some minutes, a rate limit forgets in tens of them.
FIRST_PAUSE: dict[str | None, int] = {
    Cause.GREYLISTED: 20,
    Cause.RATE: 40,
    Cause.MAILBOX_FULL: 960,
}
# A code that comes later than it is valid only confuses.
GIVE_UP_AFTER = {
    Lane.CODE: timedelta(minutes=15),
    Lane.STANDARD: timedelta(days=5),
    # Gathered mail to a crowd rides here too, and a weekend is longer than two days.
    Lane.BULK: timedelta(days=5),
}
LONGEST_PAUSE_OF_A_CODE = timedelta(minutes=2)
JITTER = (0.75, 1.25)
_chance = SystemRandom()


def pause_after(
    attempts: int, cause: str | None = None, lane: str = Lane.STANDARD
) -> timedelta:
    """Twice as long each time, spread so that not all come at once."""
    first: timedelta = settings.DELIVERY_BACKOFF * FIRST_PAUSE.get(cause, 1)
    longest = LONGEST_PAUSE_OF.get(cause, LONGEST_PAUSE)
    if lane == Lane.CODE:
        longest = LONGEST_PAUSE_OF_A_CODE
    doubled: timedelta = first * 2 ** min(attempts - 1, 16)
    return min(doubled, longest) * _chance.uniform(*JITTER)


def is_over(lane: str, not_before: datetime, now: datetime) -> bool:
    return now - not_before >= GIVE_UP_AFTER[Lane(lane)]
