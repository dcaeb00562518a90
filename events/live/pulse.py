"""Saying that something changed in a room; open pages hear it within a second.

Nothing is lost if nobody hears it: the words carry no content, and whoever shows a room
looks for itself every few seconds (`hub.py`).
"""

from collections.abc import Iterable
from functools import partial

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import DatabaseError, transaction
from django.db.models import F
from redis.exceptions import RedisError

from events.live.models import Room

log = structlog.get_logger(__name__)


def changed(room_id: int, parts: Iterable[str]) -> None:
    """Tell open pages of a room which parts to renew, once that is committed.

    Args:
        parts: as registered (`parts.py`): questions, polls, attendance, agenda, state.
    """
    transaction.on_commit(partial(announce, room_id, frozenset(parts)))


def announce(room_id: int, parts: frozenset[str]) -> None:
    """Count the change and wake whoever shows the room; never fails the request.

    The count is a statement of its own after the commit: inside the transaction, its
    lock would make everybody in the room wait for each other.
    """
    try:
        Room.objects.filter(pk=room_id).update(version=F("version") + 1)
        tell(room_id, sorted(parts))
    except (DatabaseError, RedisError, OSError) as error:
        log.warning("pulse.lost", room=room_id, error=type(error).__name__)


def group_of(room_id: int) -> str:
    return f"room.{room_id}"


def tell(room_id: int, parts: list[str]) -> None:
    async_to_sync(_tell)(room_id, parts)


async def _tell(room_id: int, parts: list[str]) -> None:
    layer = get_channel_layer()
    message = {"type": "room.changed", "room": room_id, "parts": parts}
    await layer.group_send(group_of(room_id), message)
