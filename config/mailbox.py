"""The demo's mail server: keeps every mail as a file, forwards none.

Started as `python -m config.mailbox PORT FOLDER`; the page /demo/postfach/ shows the
files. Names sort by arrival.
"""

import os
import signal
import sys
import threading
import time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

LOOPBACK = "127.0.0.1"
LARGEST_MAIL = 32 * 1024 * 1024


class Mailbox:
    """Stores a mail before accepting it, whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(  # noqa: N802 -- aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        del server, session
        name = f"{time.time_ns()}.eml"
        unfinished = self.folder / f".{name}"
        recipients = ", ".join(envelope.rcpt_tos)
        head = f"X-Envelope-To: {recipients}\r\n".encode()
        try:
            unfinished.write_bytes(head + (envelope.original_content or b""))
            unfinished.rename(self.folder / name)
        except OSError as error:
            return f"452 {os.strerror(error.errno or 0)}"
        return "250 Stored"


def serve(port: int, folder: Path) -> Controller:
    """Listen in a thread; `.stop()` ends it."""
    controller = Controller(
        Mailbox(folder),
        hostname=LOOPBACK,
        port=port,
        data_size_limit=LARGEST_MAIL,
        enable_SMTPUTF8=True,
    )
    controller.start()
    return controller


def main(port: int, folder: Path) -> None:
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    controller = serve(port, folder)
    sys.stdout.write(f"keeps the demo's mail in {folder}\n")
    sys.stdout.flush()
    ended.wait()
    controller.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
