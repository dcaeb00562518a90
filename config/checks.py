"""Checks that need the whole installation; `migrate` runs the ones for databases."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.utils import OperationalError

# The live process works through its database calls one after the other; beat has none.
LIVE_CONNECTIONS = 2
# A worker's child holds an advisory lock on a connection of its own.
CONNECTIONS_EACH_CHILD = 2
# Commands, backups, metrics and what PostgreSQL keeps for its superuser.
RESERVE = 8


def connections_needed() -> int:
    pages = settings.WEB_PROCESSES * settings.WEB_THREADS
    tasks = settings.WORKER_PROCESSES * CONNECTIONS_EACH_CHILD
    return int(pages + tasks + LIVE_CONNECTIONS + RESERVE)


@register(Tags.database)
def check_connections(
    databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Threads times processes plus workers must fit into max_connections."""
    if "default" not in (databases or ()):
        return []
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("SHOW max_connections")
            allowed = int(cursor.fetchone()[0])
    except OperationalError:
        return []
    needed = connections_needed()
    if needed < allowed:
        return []
    message = (
        f"The processes may open {needed} database connections, but PostgreSQL allows "
        f"{allowed}: raise max_connections or lower WEB_PROCESSES, WEB_THREADS or "
        "WORKER_PROCESSES."
    )
    return [Error(message, id="config.E001")]
