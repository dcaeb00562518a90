"""A run that nobody else makes at the same moment, and whose parts fail alone."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import structlog
from django.db import Error, connection

log = structlog.get_logger(__name__)


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """False if another session runs it; never waits.

    The lock survives the commits in between; a killed worker loses it with its
    connection, so the next run goes on.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        is_first = bool(cursor.fetchone()[0])
    try:
        yield is_first
    finally:
        if is_first:
            # A session that broke has lost its locks already.
            with suppress(Error), connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name]
                )


@contextmanager
def apart(event: str, **ids: int) -> Iterator[None]:
    """What breaks in here is logged as `event` and keeps nothing else waiting.

    Inside a transaction it needs a savepoint of its own, opened within.
    """
    try:
        yield
    except Exception:
        log.exception(event, **ids)
