"""One hub a room and process: it alone listens to the layer, looks and tells everybody.

However many listen, a change costs one look into the database and one text. A word that
was lost (a killed process, a server that was away) is made good within `SWEEP` seconds,
when the hub looks without having been told.
"""

import asyncio
import time
from collections.abc import Callable, Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import structlog
from channels.db import DatabaseSyncToAsync
from channels.layers import get_channel_layer
from django.db import connections
from redis.exceptions import RedisError

from events.live import parts
from events.live.models import Room
from events.live.pulse import group_of
from events.live.queries import doors
from events.live.seats import Seat, Turns
from events.live.states import (
    LONGEST_FRAME,
    State,
    dumped,
    in_frames,
    patch,
    state_of,
    whole,
)

log = structlog.get_logger(__name__)
T = TypeVar("T")

FEW = 200  # people in this process
APART_FEW, APART_MANY = 0.2, 0.5  # seconds between two updates of a room
SWEEP = 4.0  # seconds
AFTER_FAILURE = 1.0
AT_ONCE = 100  # people told before others get their turn


class Hub:
    """Listens for one room and fans out; `Hubs` makes and ends it."""

    def __init__(self, room_id: int, house: "Hubs") -> None:
        self.room_id = room_id
        self._house = house
        self._seats: dict[str, set[Seat]] = {}
        self._shown: dict[str, State] = {}
        self._frames: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._standing = doors.OPEN
        self._looking = asyncio.Lock()
        self._dirty: set[str] = set()
        self._woken = asyncio.Event()
        self._tasks = [
            asyncio.create_task(self._listen()),
            asyncio.create_task(self._run()),
        ]

    def __len__(self) -> int:
        return sum(len(seats) for seats in self._seats.values())

    async def take(self, seat: Seat, stand: tuple[int, str]) -> None:
        """Let somebody listen who knows a version and its digest, from their page."""
        while seat.language not in self._shown:
            await self._look_first(seat.language)
        seat.whole = lambda: self.whole(seat.language)
        seat.turns = self._house.turns
        seat.gone = lambda: self.leave(seat)
        self._seats.setdefault(seat.language, set()).add(seat)
        state = self._shown[seat.language]
        version, digest = stand
        if digest == state.digest:
            hello = {"version": state.version, "is": digest, "was": digest}
            seat.tell(dumped(hello))
        elif version > state.version:  # their page is newer than what we show
            seat.is_behind = True
            self.stir(parts.names())
        else:
            seat.tell_all()

    def leave(self, seat: Seat) -> None:
        seats = self._seats.get(seat.language, set())
        seats.discard(seat)
        if not seats:  # nobody keeps it fresh any more
            self._seats.pop(seat.language, None)
            self._shown.pop(seat.language, None)
        if not self._seats:
            self._house.end(self)

    def stir(self, names: AbstractSet[str]) -> None:
        """Renew these parts with the next update."""
        self._dirty |= names
        self._woken.set()

    def whole(self, language: str) -> tuple[str, ...]:
        """Everything, made once for all who need it."""
        state = self._shown[language]
        digest, frames = self._frames.get(language, ("", ()))
        if digest != state.digest:
            frames = in_frames(state)
            self._frames[language] = state.digest, frames
        return frames

    def end(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def _run(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(SWEEP):
                    await self._woken.wait()
            self._woken.clear()
            names = frozenset(self._dirty) or parts.names()
            self._dirty.clear()
            began = time.monotonic()
            try:
                await self._watch_the_door()
                await self._look(names)
            except Room.DoesNotExist:
                return
            except Exception:  # whatever a part raises, the room must not fall silent
                log.exception("hub.look_failed", room=self.room_id)
                self.stir(names)
                await asyncio.sleep(AFTER_FAILURE)
            apart = APART_FEW if self._house.people <= FEW else APART_MANY
            await asyncio.sleep(apart - (time.monotonic() - began))

    async def _watch_the_door(self) -> None:
        """Whoever may listen no longer hears nothing of what is looked at next."""
        standing = await self._house.ask(doors.standing, self.room_id)
        if standing not in {doors.OPEN, self._standing}:
            people = [seat for seats in self._seats.values() for seat in seats]
            stay = await asyncio.gather(*(seat.may_stay() for seat in people))
            for seat, stays in zip(people, stay, strict=True):
                if not stays:
                    self.leave(seat)
        self._standing = standing

    async def _look(self, names: AbstractSet[str]) -> None:
        for language in list(self._seats):
            async with self._looking:
                old = self._shown.get(language)
                new = await self._house.ask(
                    state_after, self.room_id, language, names, old
                )
                if language not in self._seats:
                    continue
                self._shown[language] = new
                change = patch(old, new) if old else whole(new)
                await self._tell(language, dumped(change) if change else "")

    async def _look_first(self, language: str) -> None:
        async with self._looking:
            if language not in self._shown:
                self._shown[language] = await self._house.ask(
                    state_after, self.room_id, language, parts.names(), None
                )

    async def _tell(self, language: str, text: str) -> None:
        """Nothing new is told only to those who wait for the whole."""
        is_long = len(text) > LONGEST_FRAME
        for number, seat in enumerate(list(self._seats.get(language, ())), 1):
            if seat.is_behind or is_long:
                seat.tell_all()
            elif text:
                seat.tell(text)
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)

    async def _listen(self) -> None:
        """Hear of changes; without the layer the sweep alone finds them."""
        while True:
            try:
                await self._hear()
            except (RedisError, OSError) as error:
                log.warning("hub.deaf", error=type(error).__name__)
                await asyncio.sleep(AFTER_FAILURE)

    async def _hear(self) -> None:
        layer = get_channel_layer()
        group = group_of(self.room_id)
        channel = await layer.new_channel()
        try:
            await layer.group_add(group, channel)
            while True:
                message = await layer.receive(channel)
                self.stir(set(message.get("parts", ())))
        finally:
            with suppress(RedisError, OSError):
                await layer.group_discard(group, channel)


class Hubs:
    """The hubs of one event loop, and the thread that looks for them."""

    def __init__(self) -> None:
        self.turns = Turns()
        self._hubs: dict[int, Hub] = {}
        self._thread: ThreadPoolExecutor | None = None

    @property
    def people(self) -> int:
        return sum(len(hub) for hub in self._hubs.values())

    def hub(self, room_id: int) -> Hub:
        if room_id not in self._hubs:
            self._hubs[room_id] = Hub(room_id, self)
        return self._hubs[room_id]

    def end(self, hub: Hub) -> None:
        hub.end()
        if self._hubs.get(hub.room_id) is hub:
            del self._hubs[hub.room_id]
        if not self._hubs and self._thread is not None:
            self._thread.submit(connections.close_all)
            self._thread.shutdown(wait=False)
            self._thread = None

    async def ask(self, look: Callable[..., T], *arguments: Any) -> T:
        """In a thread of its own: whoever comes in meanwhile is not kept waiting."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="room")
        ask = DatabaseSyncToAsync(look, thread_sensitive=False, executor=self._thread)
        found: T = await ask(*arguments)
        return found


def state_after(
    room_id: int, language: str, names: AbstractSet[str], before: State | None
) -> State:
    return state_of(room_id, language, names=names, before=before)


_houses: WeakKeyDictionary[asyncio.AbstractEventLoop, Hubs] = WeakKeyDictionary()


def here() -> Hubs:
    """The hubs of the running loop."""
    return _houses.setdefault(asyncio.get_running_loop(), Hubs())
