"""What every process holds in memory until staff change it."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from commons.pagecache.generations import EVERYTHING, LIFETIME, values_of

Held = TypeVar("Held")


class HeldInMemory(Generic[Held]):
    """Something made from rows, made anew when one of its generations has ended.

    Asking costs one look into the cache. A lost bump costs `lifetime`, a minute unless
    it is said otherwise; without a cache the rows are read each time.
    """

    def __init__(
        self, make: Callable[[], Held], *generations: str, lifetime: float = LIFETIME
    ) -> None:
        self._make = make
        self._lifetime = lifetime
        self._names = (EVERYTHING, *generations)
        self._lock = threading.Lock()
        self._made: tuple[list[int], float, Held] | None = None

    def get(self) -> Held:
        values = values_of(self._names)
        made = self._made
        if made is not None and self._is_fresh(made, values):
            return made[2]
        with self._lock:
            made = self._made
            if made is None or not self._is_fresh(made, values):
                # The values were read before the rows: what changes now shows.
                made = self._made = (values, time.monotonic(), self._make())
            return made[2]

    def _is_fresh(self, made: tuple[list[int], float, Held], values: list[int]) -> bool:
        return made[0] == values and time.monotonic() - made[1] < self._lifetime
