"""The sockets of a room: one for everybody, one for those who lead it."""

import asyncio
from collections.abc import Collection
from typing import Any

from channels.consumer import get_handler_name

from commons.accounts.visitors import Visitor
from commons.requests import device_in
from commons.sockets import LiveConsumer
from events.live import rules
from events.live.addresses import language_in, stand_in
from events.live.hub import Hub, here
from events.live.models import Participant, Room
from events.live.pulse import group_of
from events.live.queries import doors
from events.live.seats import Seat

STAFF_APART = 0.5  # seconds between two words to whoever leads the room


class RoomConsumer(LiveConsumer):
    """What everybody in the room sees, as small patches.

    It has no channel of its own: the hub of its room tells it. Frames are the same for
    all, so there is nothing personal in them.
    """

    is_public = True
    channel_layer_alias = "the hub has it"

    async def dispatch(self, message: dict[str, Any]) -> None:
        """As channels does, without a look at connections that are not used here."""
        await getattr(self, get_handler_name(message))(message)

    async def connect(self) -> None:
        self._hub: Hub | None = None
        query = self.scope["query_string"]
        language = language_in(query)
        self._seat = Seat(say=self._say, language=language, may_stay=self.look_again)
        await super().connect()
        if self._checks is not None:
            self._hub = here().hub(self._room_id)
            await self._hub.take(self._seat, stand_in(query))

    async def disconnect(self, code: int) -> None:
        if self._hub is not None:
            self._seat.leave()
            self._hub.leave(self._seat)
        await super().disconnect(code)

    async def on_message(self, content: dict[str, Any]) -> None:
        """A page that missed something asks for the whole."""
        if content.get("want") == "whole" and self._hub is not None:
            self._seat.tell_all()

    def groups_for(self, user: Any) -> Collection[str] | None:
        visitor = visitor_of(user, self.scope)
        return set() if doors.is_open_to(self._room_id, visitor) else None

    async def listen(self, group: str) -> None:
        """Nothing: the hub or the next check finds who may no longer."""

    async def stop_listening(self, group: str) -> None:
        """Nothing to stop."""

    async def _say(self, text: str) -> None:
        await self.send(text_data=text)

    @property
    def _room_id(self) -> int:
        return int(self.scope["url_route"]["kwargs"]["pk"])


class RoomStaffConsumer(LiveConsumer):
    """Tells whoever moderates or types in that something changed, and nothing else."""

    is_public = True  # helpers need no account

    async def connect(self) -> None:
        self._soon: asyncio.Task[None] | None = None
        await super().connect()

    async def disconnect(self, code: int) -> None:
        if self._soon is not None:
            self._soon.cancel()
        await super().disconnect(code)

    async def room_changed(self, _event: dict[str, Any]) -> None:
        if self._soon is None or self._soon.done():
            self._soon = asyncio.create_task(self._say_soon())

    def groups_for(self, user: Any) -> Collection[str] | None:
        visitor = visitor_of(user, self.scope)
        pk = int(self.scope["url_route"]["kwargs"]["pk"])
        room = Room.objects.with_event().filter(pk=pk).first()
        if room is None or not _leads(visitor, room):
            return None
        return {group_of(pk)}

    async def _say_soon(self) -> None:
        await asyncio.sleep(STAFF_APART)
        await self.say({"verb": "room.changed"})


def _leads(visitor: Visitor, room: Room) -> bool:
    helping = Participant.objects.of(visitor).filter(room=room, is_helper=True)
    return rules.can_moderate(visitor, room) or helping.exists()


def visitor_of(user: Any, scope: dict[str, Any]) -> Visitor:
    """Whoever listens: an account, else the device that joined."""
    return Visitor(user=user, device=device_in(scope["cookies"]))
