"""Child processes: each in a group of its own, none outliving its parent."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LAUNCHER = Path(__file__).with_name("launcher.py")
KEPT_LINES = 12
# What else is written by a group after its leader has died matters to nobody.
READER_TIMEOUT = 2.0

Echo = Callable[[str, str], None]


@dataclass(frozen=True)
class Program:
    """What to start, as whom, and which signal asks it to end."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path = Path("/")
    user: tuple[int, int] | None = None
    stop_signal: int = signal.SIGTERM
    keep_open: tuple[int, ...] = ()


@dataclass
class Process:
    """A started program whose output is read line by line in a thread."""

    program: Program
    popen: subprocess.Popen[str]
    echo: Echo | None = None
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT_LINES))
    reader: threading.Thread | None = None

    @property
    def name(self) -> str:
        return self.program.name

    @property
    def pid(self) -> int:
        return self.popen.pid

    def is_running(self) -> bool:
        return self.popen.poll() is None

    def ask_to_stop(self) -> None:
        # Only the leader: it tells its own workers, in its own order.
        if self.is_running():
            self.popen.send_signal(self.program.stop_signal)

    def stop(self, seconds: float) -> None:
        self.ask_to_stop()
        self.wait(seconds)

    def wait(self, seconds: float) -> None:
        """Wait for the end, then kill what is left of the group."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.popen.wait(max(0.0, seconds))
        kill_group(self.pid)
        self.popen.wait()
        if self.reader is not None:
            self.reader.join(READER_TIMEOUT)

    def why_it_ended(self) -> str:
        code = self.popen.returncode
        if code is not None and code < 0:
            return f"killed by {signal.Signals(-code).name}"
        return f"exit code {code}"

    def read(self) -> None:
        assert self.popen.stdout is not None  # noqa: S101 -- opened as a pipe in start()
        with contextlib.suppress(ValueError), self.popen.stdout as lines:
            for line in lines:
                text = line.rstrip()
                self.last_lines.append(text)
                if self.echo is not None:
                    self.echo(self.name, text)


def start(program: Program, echo: Echo | None = None) -> Process:
    """Start `program`; the kernel sends it its signal when we die."""
    uid, gid = program.user or (os.geteuid(), os.getegid())
    words = [os.getpid(), int(program.stop_signal), uid, gid, *program.command]
    popen = subprocess.Popen(  # noqa: S603 -- our own fixed commands
        [sys.executable, "-I", "-S", str(LAUNCHER), *map(str, words)],
        env=dict(program.environment),
        cwd=program.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        bufsize=1,
        pass_fds=program.keep_open,
        start_new_session=True,
    )
    process = Process(program, popen, echo)
    process.reader = threading.Thread(target=process.read, daemon=True)
    process.reader.start()
    return process


def kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def stop_all(processes: Sequence[Process], seconds: float) -> None:
    """Ask all at once, then give them `seconds` together."""
    for process in processes:
        process.ask_to_stop()
    end = time.monotonic() + seconds
    for process in processes:
        process.wait(end - time.monotonic())
