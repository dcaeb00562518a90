"""One listener of a hub: hears in order, never holds up the others."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

Say = Callable[[str], Awaitable[None]]


@dataclass(eq=False)
class Seat:
    """Where somebody listens, and whether words are still on their way to them.

    Whoever is too slow for a frame misses it and gets `catch_up()` once they have read
    what they were sent: everything as it is then.
    """

    say: Say
    language: str
    catch_up: Callable[[], str] = field(default=lambda: "", repr=False)
    gone: Callable[[], None] = field(default=lambda: None, repr=False)
    is_behind: bool = False
    _sending: asyncio.Task[None] | None = field(default=None, repr=False)

    def tell(self, text: str) -> None:
        """Send in the background; somebody still busy with an older word is behind."""
        if self._sending is not None:
            self.is_behind = True
            return
        self._sending = asyncio.create_task(self._deliver(text))

    def leave(self) -> None:
        if self._sending is not None:
            self._sending.cancel()

    async def _deliver(self, text: str) -> None:
        try:
            await self.say(text)
            while self.is_behind:
                self.is_behind = False
                await self.say(self.catch_up())
        except Exception:  # noqa: BLE001 -- whatever a broken socket raises
            self.gone()
        finally:
            self._sending = None
