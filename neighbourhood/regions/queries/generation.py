"""When outlines changed: the row is the truth, the cache tells every process.

What a process holds in memory (shapes, search tree, map) carries the number it was
made from. It asks for the current number at most once a second, so that locating
costs microseconds.
"""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from redis import RedisError

from neighbourhood.regions.models import OutlineGeneration

SECONDS_BETWEEN_LOOKS = 1.0
# A bump whose message to the cache got lost is noticed after this time.
SECONDS_IN_CACHE = 60
Held = TypeVar("Held")


def _cache_key() -> str:
    return f"regions:outlines:{settings.DISTRICT_KEY}"


def stored() -> int:
    """The number in the database."""
    row = OutlineGeneration.objects.filter(district_key=settings.DISTRICT_KEY).first()
    return row.number if row else 0


def current() -> int:
    try:
        number = cache.get(_cache_key())
        if number is None:
            number = stored()
            # `add`, so that a newer number set meanwhile stays.
            cache.add(_cache_key(), number, SECONDS_IN_CACHE)
    except RedisError:
        number = stored()
    return int(number)


def announce(number: int) -> None:
    """Tell the other processes after the commit."""
    transaction.on_commit(lambda: _set_cached(number), robust=True)


def _set_cached(number: int) -> None:
    cache.set(_cache_key(), number, SECONDS_IN_CACHE)


class HeldInMemory(Generic[Held]):
    """Something expensive made from the outlines, remade when they changed."""

    def __init__(self, make: Callable[[], Held]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: tuple[tuple[str, int], Held] | None = None
        self._looked_at = 0.0
        _held.append(self)

    def get(self) -> Held:
        made = self._made
        looked_lately = time.monotonic() < self._looked_at + SECONDS_BETWEEN_LOOKS
        if made is not None and looked_lately and made[0][0] == settings.DISTRICT_KEY:
            return made[1]
        with self._lock:
            return self._fresh()

    def _fresh(self) -> Held:
        version = (settings.DISTRICT_KEY, current())
        self._looked_at = time.monotonic()
        if self._made is None or self._made[0] != version:
            self._made = (version, self._make())
        return self._made[1]

    def forget(self) -> None:
        self._made = None


_held: list[HeldInMemory] = []


def forget() -> None:
    """Drop what this process holds; other processes see the new number."""
    for held in _held:
        held.forget()
