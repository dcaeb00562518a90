"""One advisory lock a delivery, held by the session that sends it.

It survives commits, so the row is nobody else's through the whole SMTP dialogue; a
paused worker keeps it, a killed one loses it with its connection. A connection pooler
that hands a session to others between transactions would break this.
"""

from contextlib import suppress

from django.db import Error, connection

LOCK_CLASS = 7_220_002
LARGEST_KEY = 2**31


def take(delivery_id: int) -> bool:
    """False if another session holds it; never waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_lock(%s::int, %s::int)",
            [LOCK_CLASS, delivery_id % LARGEST_KEY],
        )
        return bool(cursor.fetchone()[0])


def commit_without_flush() -> None:
    """This transaction may be lost with the server's power, not with its process.

    For what is made anew if it is missing: each wait for the disk is a wait before the
    next mail. A later commit that flushes takes this one along.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")


def release(delivery_id: int) -> None:
    # A session that broke has lost its locks already.
    with suppress(Error), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_unlock(%s::int, %s::int)",
            [LOCK_CLASS, delivery_id % LARGEST_KEY],
        )
