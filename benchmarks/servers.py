"""The installation that is measured: its own folder, its own servers, no traces."""

import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

import httpx

from config.embedded import places
from config.processes import Process, Program, start

ROOT = Path(__file__).resolve().parent.parent
PORT, SOCKET_PORT = 8710, 8711
BASE = f"http://127.0.0.1:{PORT}"
BARE = "/bench/bare/"
START_SECONDS = 300
STOP_SECONDS = 25


def say(text: str) -> None:
    """Flushed, so that a log shows how far the run is."""
    print(f"bench: {text}", flush=True)


def stop_on_signals() -> None:
    """Let SIGTERM and a closed terminal end the run as Ctrl-C does: tidily."""

    def leave(number: int, _frame: FrameType | None) -> NoReturn:
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGHUP, leave)


@contextmanager
def running() -> Iterator[int]:
    """The installation as `manage.py up` starts it; gives its process id.

    It ends with us, however we end: the kernel tells it.
    """
    folder = Path(tempfile.mkdtemp(prefix="bindeglied-bench-"))
    os.environ |= {
        "LOCAL_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "BASE_URL": BASE,
        "SOCKET_URL": f"ws://127.0.0.1:{SOCKET_PORT}",
        "LOG_LEVEL": "WARNING",
    }
    ports = ["--port", str(PORT), "--socket-port", str(SOCKET_PORT)]
    command = [sys.executable, "manage.py", "up", *ports]
    up = start(Program("up", command, os.environ, ROOT))
    try:
        wait_until_it_answers(up)
        yield up.pid
    finally:
        up.stop(STOP_SECONDS)
        shutil.rmtree(places(folder).state, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def wait_until_it_answers(up: Process) -> None:
    end = time.monotonic() + START_SECONDS
    while up.is_running() and time.monotonic() < end:
        if answers():
            return
        time.sleep(0.3)
    last = "\n  ".join(up.last_lines)
    sys.exit(f"bench: the servers did not start.\n  {last}")


def answers() -> bool:
    try:
        return httpx.get(BASE + BARE, timeout=2).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
