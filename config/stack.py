"""The processes of a running installation and the commands that start them.

`manage.py up` starts them here; docker-compose.yml repeats the same commands with
other addresses, and a test compares the two.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from config.launcher import SUPERVISED
from config.processes import Program

BASE_DIR = Path(__file__).resolve().parent.parent
LOOPBACK = "127.0.0.1"
# As root `up` runs the worker as root too; who starts it knows.
CALM = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser"}


@dataclass(frozen=True)
class Layout:
    """Where the processes listen and keep their files."""

    local: Path
    web_port: int
    live_port: int
    mail_port: int | None = None
    web_processes: int = 1
    web_threads: int = 4
    worker_processes: int = 2


def web_command(layout: Layout, host: str = LOOPBACK) -> list[str]:
    """More threads are slower: 512 gave 1,354 requests a second, 4 gave 3,193."""
    return [
        *("granian", "--interface", "wsgi", "--host", host),
        *("--port", str(layout.web_port), "--workers", str(layout.web_processes)),
        *("--blocking-threads", str(layout.web_threads), "--backpressure", "32"),
        *("--workers-kill-timeout", "8", "--respawn-failed-workers"),
        *("--no-ws", "config.wsgi:application"),
    ]


def live_command(layout: Layout, host: str = LOOPBACK) -> list[str]:
    # A socket counts as a request for its whole life: 32 would be 32 people.
    return [
        *("granian", "--interface", "asginl", "--host", host),
        *("--port", str(layout.live_port), "--workers", "1"),
        *("--backlog", "2048", "--backpressure", "8192"),
        *("--workers-kill-timeout", "8", "--respawn-failed-workers"),
        "config.asgi:application",
    ]


def worker_command(layout: Layout) -> list[str]:
    return [
        *("celery", "--quiet", "--app", "config", "worker", "--loglevel", "INFO"),
        *("--concurrency", str(layout.worker_processes)),
        *("--hostname", "worker@%h", "--without-gossip", "--without-mingle"),
    ]


def beat_command(layout: Layout) -> list[str]:
    return [
        *("celery", "--quiet", "--app", "config", "beat", "--loglevel", "INFO"),
        *("--scheduler", "config.heartbeat:Scheduler", "--max-interval", "15"),
        *("--schedule", str(schedule_file(layout)), "--pidfile", ""),
    ]


def schedule_file(layout: Layout) -> Path:
    return layout.local / "beat-schedule"


def mail_command(layout: Layout) -> list[str]:
    return ["config.mailbox", str(layout.mail_port), str(settings.DEMO_MAILBOX)]


def programs(
    layout: Layout, environment: Mapping[str, str], keep_open: tuple[int, ...] = ()
) -> list[Program]:
    """Give the programs in the order of their start."""
    commands = {
        "web": web_command(layout),
        "live": live_command(layout),
        "worker": worker_command(layout),
        "beat": beat_command(layout),
    }
    if layout.mail_port is not None:
        commands = {"mail": mail_command(layout)} | commands
    inherited = dict(os.environ) | dict(environment) | {SUPERVISED: "1"} | CALM
    return [
        Program(
            name=name,
            command=(sys.executable, "-m", *command),
            environment=inherited,
            folder=BASE_DIR,
            keep_open=keep_open,
        )
        for name, command in commands.items()
    ]
