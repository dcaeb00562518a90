"""File locks that live as long as the processes that inherited them."""

import fcntl
import os
import time
from pathlib import Path

PAUSE = 0.05


def take(path: Path, seconds: float = 0) -> int | None:
    """Lock the file and give its descriptor, or None if it stays taken.

    The lock ends when the descriptor is closed in this process and in every child that
    it was handed to, however they ended.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                os.close(descriptor)
                return None
            time.sleep(PAUSE)
        else:
            return descriptor
