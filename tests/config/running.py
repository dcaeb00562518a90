"""`manage.py up` as people start it: a process of its own, watched from outside."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from config.embedded import places
from tests.servers import ROOT

ANSWERS = "Bindeglied answers at"
FROM_ABOVE = ("DATABASE_URL", "REDIS_URL", "LOCAL_DIR", "REDIS_PREFIX", "PYTEST")


def clean_environment(**extra):
    """The environment of a person who starts the product, not of a test."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(FROM_ABOVE)
    }
    return inherited | {"DJANGO_SETTINGS_MODULE": "config.settings"} | extra


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until(is_so, seconds=30, about=str):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"not so after {seconds} seconds: {about()}"
        time.sleep(0.05)


def processes_of(local):
    """Processes of one installation: {pid: command}, found by its folders."""
    where = places(local)
    marks = {os.fsencode(folder) for folder in (where.local, where.state)}
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes()
            about = command + (entry / "environ").read_bytes()
        except OSError:
            continue
        if command and any(mark in about for mark in marks):
            found[int(entry.name)] = command.replace(b"\0", b" ").decode()
    return found


class Up:
    """One `manage.py up` with the data folder `local`."""

    def __init__(self, local, *options, **environment):
        self.local = local
        self.ports = {"web": free_port(), "live": free_port(), "mail": free_port()}
        self.log = local.with_name(f"{local.name}.log")
        words = [
            *("up", *options, "--port", self.ports["web"]),
            *("--socket-port", self.ports["live"], "--mail-port", self.ports["mail"]),
        ]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", *map(str, words)],
                cwd=ROOT,
                env=clean_environment(LOCAL_DIR=str(local), **environment),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def output(self):
        return self.log.read_text()

    def wait_until_it_answers(self):
        wait_until(
            lambda: ANSWERS in self.output() or self.process.poll() is not None, 300
        )
        assert ANSWERS in self.output(), self.output()
        return self

    def wait_until_it_ends(self, seconds=30):
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(self.output()) from None

    def pid_of(self, words):
        """The oldest process whose command matches: a leader, not its children."""
        found = processes_of(self.local).items()
        return min(pid for pid, command in found if re.search(words, command))

    def close(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        self.wait_until_it_ends()


def run_up(local, *options, **environment):
    """Run an `up` that is to fail at once; gives its exit code and what it says."""
    ended = subprocess.run(
        [sys.executable, "manage.py", "up", *map(str, options)],
        check=False,
        cwd=ROOT,
        env=clean_environment(LOCAL_DIR=str(local), **environment),
        capture_output=True,
        text=True,
        timeout=60,
    )
    return ended.returncode, ended.stderr.strip()
