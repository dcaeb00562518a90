"""One worker reads the mailbox at a time: a lock of its database session.

It outlives the commits in between, and a killed worker loses it with its connection.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import Error, connection

LOCK_CLASS = 7_220_006


@contextmanager
def alone() -> Iterator[bool]:
    """False if another worker is at it; never waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s::int, 0)", [LOCK_CLASS])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours:
            with suppress(Error), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s::int, 0)", [LOCK_CLASS])
