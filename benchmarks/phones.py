"""A browser's side of a room's socket, as light as 2,000 of them in a process must be.

As `static/js/room_link.js` it knows of which state a frame makes which, asks
for the whole where it missed something, and comes back with a wait that is half chance.
"""

import asyncio
import base64
import json
import os
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

SUPPORT = re.compile(r'data-value="support">(\d+) ')
# As FIRST_WAITS in room_link.js, in seconds.
WAITS = (0.4, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 1.2)
LONGEST_WAIT = 30.0
LONG, LONGER = 126, 127  # lengths that say how many bytes the length has
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


@dataclass(frozen=True)
class Frame:
    """What a frame says: parsed once, however many phones get it."""

    version: int
    state: str
    before: str | None
    has_parts: bool
    number: int | None
    has_more: bool = False  # of the whole, which the last of its frames completes


@dataclass(eq=False)
class Ledger:
    """What all phones heard and when (monotonic seconds)."""

    item: str = ""
    frames: dict[bytes, Frame] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    bytes_heard: int = 0

    def read(self, data: bytes) -> Frame:
        if data not in self.frames:
            self.frames[data] = self._parsed(json.loads(data))
        return self.frames[data]

    def _parsed(self, said: dict[str, Any]) -> Frame:
        if "number" in said:  # the bare broadcast
            return Frame(0, "", None, has_parts=True, number=said["number"])
        part = said.get("parts", {}).get("questions", {})
        words = str(part.get("set", {}).get(self.item, {}).get("support", ""))
        found = re.match(r"(\d+) ", words) or SUPPORT.search(
            part.get("put", {}).get(self.item, "")
        )
        number = int(found[1]) if found else None
        if "more" in said:
            return Frame(0, "", None, has_parts=True, number=number, has_more=True)
        has_parts = "parts" in said
        return Frame(said["version"], said["is"], said.get("was"), has_parts, number)


class Phone(asyncio.Protocol):
    """One open page; `run` keeps it connected until it is cancelled."""

    def __init__(
        self, address: tuple[str, int], path: str, ledger: Ledger, stand: str = ""
    ) -> None:
        self.address, self.path, self.ledger = address, path, ledger
        version, _dash, self.known = stand.partition("-")
        self.version = int(version or -1)
        self.heard: list[tuple[float, int]] = []  # when which number was seen
        self.lost: list[float] = []
        self.back: list[float] = []
        self.asked_at = self.greeted_after = 0.0
        self.is_asking = False
        self.is_greeted = False
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._ahead: int | None = None  # the number in what came of a whole so far
        self._is_open = False
        self._closed = asyncio.Event()

    async def run(self) -> None:
        failures = 0
        while True:
            self.asked_at = time.monotonic()
            self._buffer.clear()
            self._is_open = self.is_greeted = self.is_asking = False
            self._ahead = None
            self._closed.clear()
            try:
                await asyncio.get_running_loop().create_connection(
                    lambda: self, *self.address
                )
                await self._closed.wait()
            except OSError:
                self.ledger.counts["refused"] += 1
            if self.is_greeted:
                self.lost.append(time.monotonic())
                failures = 0
            await asyncio.sleep(wait_after(failures))
            failures += 1

    def hang_up(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        path = self.path
        if self.known:
            path += f"&stand={self.version}-{self.known}"
        host, port = self.address
        transport.write(
            f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            f"Sec-WebSocket-Version: 13\r\nOrigin: {ORIGIN}\r\n\r\n".encode()
        )

    def connection_lost(self, _error: Exception | None) -> None:
        self._closed.set()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._is_open:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            if not self._buffer.startswith(b"HTTP/1.1 101"):
                self.ledger.counts["refused"] += 1
                self.hang_up()
                return
            del self._buffer[: end + 4]
            self._is_open = True
        while (found := unpacked(self._buffer)) is not None:
            self._take(*found)

    def _take(self, code: int, data: bytes) -> None:
        if code == TEXT:
            self._hear(data)
        elif code == PING:
            self._send(PONG, data)
        elif code == CLOSE:
            said = int.from_bytes(data[:2]) if data else 0
            self.ledger.counts[f"closed {said}"] += 1
            self.hang_up()

    def _hear(self, data: bytes) -> None:
        now = time.monotonic()
        self.ledger.bytes_heard += len(data)
        frame = self.ledger.read(data)
        if frame.has_more:
            self._ahead = frame.number if frame.number is not None else self._ahead
            return
        number, self._ahead = frame.number or self._ahead, None
        if not self.is_greeted:
            self.is_greeted = True
            self.greeted_after = now - self.asked_at
            if self.lost:
                self.back.append(now)
        if frame.before is not None and frame.before != self.known:
            self.ledger.counts["gaps"] += 1
            if not self.is_asking:
                self.is_asking = True
                self._send(TEXT, b'{"want":"whole"}')
            return
        if frame.has_parts and frame.state and frame.state == self.known:
            self.ledger.counts["doubles"] += 1
        self.is_asking = False
        self.known, self.version = frame.state, frame.version
        self.ledger.counts["frames"] += 1
        if number is not None:
            self.heard.append((now, number))

    def _send(self, code: int, data: bytes) -> None:
        """Clients mask what they send; a mask of zeros is one, too."""
        assert self._transport is not None
        head = bytes([0x80 | code, 0x80 | len(data)])
        self._transport.write(head + bytes(4) + data)


ORIGIN = os.environ.get("BASE_URL", "http://localhost:8000")


def unpacked(buffer: bytearray) -> tuple[int, bytes] | None:
    """Take the first whole frame out of the buffer."""
    if len(buffer) < 2:
        return None
    length, start = buffer[1] & 0x7F, 2
    if length == LONG:
        length, start = int.from_bytes(buffer[2:4]), 4
    elif length == LONGER:
        length, start = int.from_bytes(buffer[2:10]), 10
    if len(buffer) < start or len(buffer) < start + length:
        return None
    code, data = buffer[0] & 0x0F, bytes(buffer[start : start + length])
    del buffer[: start + length]
    return code, data


def wait_after(failures: int) -> float:
    late = failures - len(WAITS)
    wait = WAITS[failures] if late < 0 else min(2.0 * 2**late, LONGEST_WAIT)
    return wait * random.uniform(0.5, 1.5)
