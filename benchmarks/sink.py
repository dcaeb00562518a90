"""A mail server that takes everything and keeps nothing: `-m benchmarks.sink`.

Says its port on standard output.
"""

import asyncio
from typing import Any

from aiosmtpd.smtp import SMTP


class Sink:
    async def handle_DATA(self, *_: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        return "250 Stored"


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Sink(), hostname="sink.invalid", enable_SMTPUTF8=False),
        "127.0.0.1",
        0,
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
