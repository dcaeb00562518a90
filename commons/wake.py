"""Waking background tasks by name, once the transaction is there to be seen.

Services don't import tasks. The truth is a row; a message that gets lost costs
time until beat sweeps, never work.
"""

from contextlib import suppress
from functools import partial
from typing import Any

import structlog
from celery import current_app
from django.core.cache import cache
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

# Every name that a service wakes; `tests/architecture` compares it with the tasks.
known_names: set[str] = set()


def declare(*names: str) -> None:
    """Say at import time which tasks a module wakes."""
    known_names.update(names)


# A task that many commits wake needs one message, not one each; see `once`.
LONGEST_SILENCE = 10  # seconds


def on_commit(
    name: str, *, countdown: float | None = None, once: bool = False, **ids: Any
) -> None:
    """Send the task `name` with keyword ids after the transaction commits.

    Args:
        countdown: seconds to wait before the task may start.
        once: send nothing while an earlier message still waits; the task says
            `begun` when it starts. For tasks that look for their work themselves.
        ids: ids and codes only; they travel through the broker as JSON.
    """
    if name not in known_names:
        message = f"{name!r} is woken but was never declared."
        raise LookupError(message)
    send = partial(_send_once, name) if once else partial(_send, name, countdown, ids)
    transaction.on_commit(send)


def begun(name: str) -> None:
    """Let the next commit wake the task again; call it before looking for work."""
    with suppress(OSError, RedisError):
        cache.delete(_waiting(name))


def _send_once(name: str) -> None:
    try:
        is_first = cache.add(_waiting(name), 1, LONGEST_SILENCE)
    except (OSError, RedisError):
        is_first = True
    if is_first:
        _send(name, None, {})


def _waiting(name: str) -> str:
    return f"wake:{name}"


def _send(name: str, countdown: float | None, ids: dict[str, Any]) -> None:
    try:
        current_app.send_task(
            name, kwargs=ids, countdown=countdown, retry=False, ignore_result=True
        )
    except (OperationalError, ConnectionError, OSError) as error:
        log.warning("wake.broker_away", task=name, error=type(error).__name__)
