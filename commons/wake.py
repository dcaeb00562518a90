"""Waking background tasks by name, once the transaction is there to be seen.

Services don't import tasks. The truth is a row; a message that gets lost costs
time until beat sweeps, never work.
"""

from functools import partial
from typing import Any

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)

# Every name that a service wakes; `tests/architecture` compares it with the tasks.
known_names: set[str] = set()


def declare(*names: str) -> None:
    """Say at import time which tasks a module wakes."""
    known_names.update(names)


def on_commit(name: str, *, countdown: float | None = None, **ids: Any) -> None:
    """Send the task `name` with keyword ids after the transaction commits.

    Args:
        countdown: seconds to wait before the task may start.
        ids: ids and codes only; they travel through the broker as JSON.
    """
    if name not in known_names:
        message = f"{name!r} is woken but was never declared."
        raise LookupError(message)
    transaction.on_commit(partial(_send, name, countdown, ids))


def _send(name: str, countdown: float | None, ids: dict[str, Any]) -> None:
    try:
        current_app.send_task(
            name, kwargs=ids, countdown=countdown, retry=False, ignore_result=True
        )
    except (OperationalError, ConnectionError, OSError) as error:
        log.warning("wake.broker_away", task=name, error=type(error).__name__)
