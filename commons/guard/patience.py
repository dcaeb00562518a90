"""Time as a sign of people: when a form was opened, and a second click after a while.

Both are signed and travel in the form; nothing is stored but that a token is spent.
"""

import secrets
import time
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.core.cache import cache

LONGEST_SIGNED = 200  # characters
# A second click counts when so many seconds have passed, and for so long.
SHORT_WAIT, LONG_WAIT, LIFETIME = 4, 20, 3 * 3600
_BEGUN, _AGAIN = "commons.guard.begun", "commons.guard.again"


@dataclass(frozen=True)
class Again:
    """A second click asked for: `wait` seconds after it was, `nonce` spends it."""

    wait: int
    nonce: str
    asked_at: int

    @property
    def seconds_left(self) -> int:
        return max(0, self.asked_at + self.wait - int(time.time()))

    @property
    def is_ripe(self) -> bool:
        return self.seconds_left == 0

    def spend(self) -> bool:
        """Whether this was the first time."""
        return cache.add(f"guard-again:{self.nonce}", 1, timeout=LIFETIME)


def begun_now() -> str:
    """The moment a form is shown, signed."""
    return signing.dumps(int(time.time()), salt=_BEGUN)


def is_moment(signed: str) -> bool:
    return _moment(signed) is not None


def is_hurried(signed: str) -> bool:
    """Whether a form came back sooner than anybody reads it, or was never shown."""
    if not settings.SECONDS_TO_FILL:
        return False
    begun = _moment(signed)
    return begun is None or time.time() < begun + settings.SECONDS_TO_FILL


def ask_again(wait: int) -> str:
    """A token that makes the second click count."""
    said = [wait, secrets.token_hex(8), int(time.time())]
    return signing.dumps(said, salt=_AGAIN)


def asked_again(signed: str) -> Again | None:
    """The token as it was given; None for what is no such token, or too old."""
    if not 0 < len(signed) <= LONGEST_SIGNED:
        return None
    try:
        return Again(*signing.loads(signed, salt=_AGAIN, max_age=LIFETIME))
    except signing.BadSignature:
        return None


def _moment(signed: str) -> int | None:
    if not 0 < len(signed) <= LONGEST_SIGNED:
        return None
    try:
        return int(signing.loads(signed, salt=_BEGUN))
    except signing.BadSignature:
        return None
