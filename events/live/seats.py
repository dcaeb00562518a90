"""One listener of a hub: hears in order, never holds up the others."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

Say = Callable[[str], Awaitable[None]]

MOST_AT_ONCE = 30  # wholes on their way in a process
LONGEST_TURN = 3.0  # seconds


class Turns:
    """Lets few speak at once, so that a crowd that comes back needs little memory.

    Whoever is read to so slowly that a turn is over goes on without holding it: a few
    who never read must not keep the others waiting.
    """

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(MOST_AT_ONCE)

    async def speak(self, speech: Callable[[], Awaitable[None]]) -> None:
        async with self._free:
            speaking = asyncio.ensure_future(speech())
            try:
                await asyncio.wait({speaking}, timeout=LONGEST_TURN)
            except asyncio.CancelledError:
                speaking.cancel()
                raise
        await speaking


async def _may_stay() -> bool:
    return True


@dataclass(eq=False)
class Seat:
    """Where somebody listens, and whether words are still on their way to them.

    Whoever is too slow for a frame misses it and is behind: they get the whole, as it
    is then, once they have read what they were sent and it is their turn.

    Args:
        may_stay: looks anew whether they may listen, and hangs up if not.
    """

    say: Say
    language: str
    may_stay: Callable[[], Awaitable[bool]] = field(default=_may_stay, repr=False)
    whole: Callable[[], Sequence[str]] = field(default=tuple, repr=False)
    turns: Turns = field(default_factory=Turns, repr=False)
    gone: Callable[[], None] = field(default=lambda: None, repr=False)
    is_behind: bool = False
    _sending: asyncio.Task[None] | None = field(default=None, repr=False)

    def tell(self, text: str) -> None:
        """Send in the background; somebody still busy with an older word is behind."""
        if self._sending is not None:
            self.is_behind = True
            return
        self._sending = asyncio.create_task(self._deliver(text))

    def tell_all(self) -> None:
        """Send the whole, in turn with others."""
        self.is_behind = True
        if self._sending is None:
            self._sending = asyncio.create_task(self._deliver())

    def leave(self) -> None:
        if self._sending is not None:
            self._sending.cancel()

    async def _deliver(self, text: str = "") -> None:
        try:
            if text:
                await self.say(text)
            while self.is_behind:
                await self.turns.speak(self._say_all)
        except Exception:  # noqa: BLE001 -- whatever a broken socket raises
            self.gone()
        finally:
            self._sending = None

    async def _say_all(self) -> None:
        self.is_behind = False  # what changes from now on is missed again
        for text in self.whole():
            await self.say(text)
