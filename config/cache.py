"""The cache may be away: pages then work without it, only more slowly.

Django's own backend lets each error through to whoever reads: signed-in pages, sign-in
limits and passkeys would fail with the cache although they need nothing of it.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any, TypeVar

import structlog
from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)
T = TypeVar("T")
ERRORS = (RedisError, OSError)
# While it is away, each request would otherwise pay for several attempts.
PAUSE_SECONDS = 1.0
MOST_DEBTS = 10_000


class Outage:
    """What this process knows of one server's absence, shared by its threads."""

    def __init__(self) -> None:
        self.paused_until = 0.0
        # Keys to delete when it is back: a session that ended must not return.
        self.debts: set[str] = set()
        self.lock = threading.Lock()

    def is_fresh(self) -> bool:
        return time.monotonic() < self.paused_until

    def begin(self, error: Exception) -> None:
        self.paused_until = time.monotonic() + PAUSE_SECONDS
        log.warning("cache.away", error=type(error).__name__)

    def owe(self, keys: Iterable[str]) -> None:
        with self.lock:
            if len(self.debts) < MOST_DEBTS:
                self.debts.update(keys)


_outages: dict[str, Outage] = {}


class LastingClient(RedisCacheClient):
    """Keeps what Django makes anew for each command: half of what a command costs."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kept: dict[bool, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        if write not in self._kept:
            self._kept[write] = super().get_client(key, write=write)
        return self._kept[write]


class ForgivingRedisCache(RedisCache):
    """Answers as an empty cache would while its server is away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = LastingClient
        self.outage = _outages.setdefault(server, Outage())

    def answers(self) -> bool:
        """Ask the server itself, whatever happened a moment ago."""
        try:
            self._pay_debts()
            return bool(self._cache.get_client().ping())
        except ERRORS:
            return False

    def _try(self, ask: Callable[[], T], otherwise: T) -> T:
        if self.outage.is_fresh():
            return otherwise
        try:
            self._pay_debts()
            return ask()
        except ERRORS as error:
            self.outage.begin(error)
            return otherwise

    def _pay_debts(self) -> None:
        if not self.outage.debts:
            return
        with self.outage.lock:
            self._cache.delete_many(list(self.outage.debts))
            self.outage.debts.clear()

    def add(
        self,
        key: Any,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        # As if it was new: a limit lets through, a code counts as not yet used.
        return self._try(partial(super().add, key, value, timeout, version), True)  # noqa: FBT003 -- the answer

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._try(partial(super().get, key, default, version), default)

    def set(
        self,
        key: Any,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        self._try(partial(super().set, key, value, timeout, version), None)

    def touch(
        self,
        key: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        return self._try(partial(super().touch, key, timeout, version), False)  # noqa: FBT003 -- the answer

    def delete(self, key: Any, version: int | None = None) -> bool:
        deleted = self._try(partial(super().delete, key, version), None)
        if deleted is None:
            self.outage.owe([self.make_and_validate_key(key, version=version)])
        return bool(deleted)

    def get_many(
        self, keys: Iterable[Any], version: int | None = None
    ) -> dict[Any, Any]:
        return self._try(partial(super().get_many, list(keys), version), {})

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return self._try(partial(super().has_key, key, version), False)  # noqa: FBT003 -- the answer

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        count = self._try(partial(super().incr, key, delta, version), None)
        if count is None:
            # What Django's cache says of a key that is not there.
            message = f"Key {key!r} not found"
            raise ValueError(message)
        return count

    def set_many(
        self,
        entries: dict[Any, Any],
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> list[Any]:
        return self._try(partial(super().set_many, entries, timeout, version), [])

    def delete_many(self, keys: Iterable[Any], version: int | None = None) -> None:
        for key in keys:
            self.delete(key, version)

    def delete_matching(self, pattern: str) -> None:
        """Delete every key like `page:*`, among those of this installation alone."""
        self._try(partial(self._delete_matching, pattern), None)

    def _delete_matching(self, pattern: str) -> None:
        client = self._cache.get_client(None, write=True)
        found = client.scan_iter(match=self.make_key(pattern), count=1_000)
        for keys in batched_keys(found):
            client.unlink(*keys)

    def clear(self) -> None:
        self._try(super().clear, None)


def batched_keys(keys: Iterable[Any], size: int = 500) -> Iterator[list[Any]]:
    remaining = iter(keys)
    while some := list(islice(remaining, size)):
        yield some


def is_there() -> bool:
    backend = caches["default"]
    return isinstance(backend, ForgivingRedisCache) and backend.answers()
