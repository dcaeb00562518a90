"""A mail server that takes everything and keeps nothing: `-m benchmarks.sink`.

Says its port on standard output, and writes how many mails it took when it ends.
"""

import asyncio
import signal
from typing import Any

from aiosmtpd.smtp import SMTP


class Sink:
    def __init__(self) -> None:
        self.taken = 0

    async def handle_DATA(self, *_: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        self.taken += 1
        return "250 Stored"


async def serve() -> None:
    sink, ends = Sink(), asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, ends.set)
    server = await loop.create_server(
        lambda: SMTP(sink, hostname="sink.invalid", enable_SMTPUTF8=False),
        "127.0.0.1",
        0,
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await ends.wait()
    print(sink.taken, flush=True)


if __name__ == "__main__":
    asyncio.run(serve())
