"""What polls and protocols show on the pages of a room."""

from collections.abc import Mapping
from typing import Any

from commons.accounts.http import HttpRequest
from events.live.models import Participant, Poll, Room
from events.live.poll_states import PollState
from events.live.queries import polls, protocols


def on_phone(
    *,
    request: HttpRequest,
    room: Room,
    participant: Participant | None,
) -> Mapping[str, Any]:
    """Polls, and once the room is over the way to its protocol."""
    visitor = request.visitor
    return {
        "room": room,
        "sheets": polls.seen_in(room),
        "voted": polls.voted_in(participant),
        "protocol": protocols.protocol_of(room, visitor) if room.is_closed else None,
    }


def on_screen(
    *,
    request: HttpRequest,  # noqa: ARG001 -- a slot hands it over
    room: Room,
) -> Mapping[str, Any]:
    return {"sheets": polls.seen_in(room)}


def for_moderation(
    *,
    request: HttpRequest,  # noqa: ARG001 -- a slot hands it over
    room: Room,
) -> Mapping[str, Any]:
    states = list(Poll.objects.filter(room=room).values_list("state", flat=True))
    return {
        "room": room,
        "running": states.count(PollState.OPEN),
        "prepared": states.count(PollState.PREPARED),
    }
