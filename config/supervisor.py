"""Keep the processes of `manage.py up` together: one ends, all end."""

import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from config import locks
from config.processes import Echo, Process, Program, start, stop_all

# Together below the 15 seconds that `up` may take: pages and tasks, then servers.
STOP_SECONDS = 8.0
READY_SECONDS = 60.0
PAUSE = 0.2
LEFTOVER_SECONDS = 12.0


class Died(Exception):  # noqa: N818 -- reads as a sentence where it is caught
    """A process ended that should have gone on."""

    def __init__(self, process: Process) -> None:
        lines = "".join(f"\n  {line}" for line in process.last_lines)
        super().__init__(f"{process.name} died ({process.why_it_ended()}).{lines}")


class Interrupted(BaseException):
    """Ctrl-C or SIGTERM, wherever the main thread happens to be."""


def interrupt_on_signals() -> None:
    """Turn the first signal into Interrupted and ignore impatient ones."""

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        raise Interrupted

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)


class Supervisor:
    """Start programs, watch them, stop them."""

    def __init__(self, processes: Sequence[Process], echo: Echo) -> None:
        self.servers = list(processes)
        self.started: list[Process] = []
        self.echo = echo

    def start(self, programs: Sequence[Program]) -> None:
        for program in programs:
            self.started.append(start(program, self.echo))

    def check(self) -> None:
        """Raise Died for the first process found dead, servers before their users."""
        for process in (*self.servers, *self.started):
            if not process.is_running():
                process.stop(0)
                raise Died(process)

    def wait_for(self, answers: Callable[[], bool], name: str) -> None:
        end = time.monotonic() + READY_SECONDS
        while not answers():
            self.check()
            if time.monotonic() > end:
                message = f"{name} does not answer after {READY_SECONDS:.0f} seconds."
                raise TimeoutError(message)
            time.sleep(PAUSE)

    def watch(self) -> NoReturn:
        while True:
            self.check()
            time.sleep(PAUSE)

    def stop(self) -> None:
        stop_all(self.started[::-1], STOP_SECONDS)


def take_over(folder: Path) -> int | None:
    """Wait for what a killed predecessor left; give the lock its successors hold.

    Every process that `up` starts inherits the lock. None means that leftovers
    neither ended by themselves nor could be found to be ended.
    """
    path = folder / "processes.lock"
    lock = locks.take(path, LEFTOVER_SECONDS)
    if lock is None:
        end_holders(path)
        lock = locks.take(path, 1)
    return lock


def end_holders(path: Path) -> None:
    """Kill the processes that still have our lock file open; only Linux tells which."""
    status = path.stat()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            opened = [file.stat() for file in (entry / "fd").iterdir()]
        except OSError:
            continue
        if any(os.path.samestat(status, other) for other in opened):
            os.kill(int(entry.name), signal.SIGKILL)
