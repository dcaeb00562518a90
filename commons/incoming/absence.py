"""Since when our own mailbox has been away: for people to see, not in the log alone.

It lies in the cache: a lost note is written again by the next attempt, a minute later.
"""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

KEY = "incoming:away-since"
# Mail servers restart; nobody needs to hear of that.
PATIENCE = timedelta(minutes=15)
# A worker that tries no more says nothing of the mailbox.
REMEMBERED = 24 * 3600  # seconds


def begin() -> None:
    """It could not be read; the first time counts."""
    if not cache.add(KEY, timezone.now(), timeout=REMEMBERED):
        cache.touch(KEY, timeout=REMEMBERED)


def end() -> None:
    cache.delete(KEY)


def since() -> datetime | None:
    """When it went, once it has been away for longer than it may be."""
    found: datetime | None = cache.get(KEY)
    if found is None or timezone.now() - found < PATIENCE:
        return None
    return found
