"""`manage.py up`: start everything on this machine, stop everything on Ctrl-C."""

import os
import socket
from argparse import ArgumentParser
from contextlib import suppress
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from config import demo, health, locks, preparation, stack
from config.embedded import CannotStart, servers
from config.supervisor import (
    Died,
    Interrupted,
    Supervisor,
    interrupt_on_signals,
    take_over,
)

MAIL_PORT = 8025
CANNOT_START = 2


class Command(BaseCommand):
    help = "Starts servers, pages, sockets, worker and beat; Ctrl-C stops them all."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="with demo data")
        parser.add_argument("--port", type=int, default=8000, help="pages")
        parser.add_argument("--socket-port", type=int, default=8001, help="sockets")
        parser.add_argument("--mail-port", type=int, default=MAIL_PORT, help="demo")

    def handle(self, **options: Any) -> None:
        interrupt_on_signals()
        layout = stack.Layout(
            local=settings.PLACES.local,
            web_port=options["port"],
            live_port=options["socket_port"],
            mail_port=options["mail_port"] if options["demo"] else None,
            web_processes=settings.WEB_PROCESSES,
            web_threads=settings.WEB_THREADS,
            worker_processes=settings.WORKER_PROCESSES,
        )
        with suppress(Interrupted):
            try:
                self.run(layout)
            except CannotStart as error:
                raise CommandError(str(error), returncode=CANNOT_START) from None
            except OperationalError as error:
                reason = " ".join(str(error).split())
                message = f"The database does not answer: {reason}"
                raise CommandError(message, returncode=CANNOT_START) from None
            except (Died, TimeoutError) as error:
                raise CommandError(str(error), returncode=1) from None
        self.say("stopped")

    def run(self, layout: stack.Layout) -> None:
        if layout.mail_port is not None and settings.PRODUCTION:
            message = "The demo has accounts known to everyone: not in production."
            raise CannotStart(message)
        lock = be_the_only_one(layout)
        check_ports(layout)
        wanted = servers.Wanted(
            has_postgres="DATABASE_URL" not in os.environ,
            has_valkey="REDIS_URL" not in os.environ,
        )
        with servers.start(
            settings.PLACES, wanted, keep_open=(lock,), echo=self.echo
        ) as started:
            supervisor = Supervisor(started.processes, self.echo)
            try:
                self.prepare(layout)
                supervisor.start(stack.programs(layout, addresses(layout), (lock,)))
                os.close(lock)
                self.wait_until_all_answer(supervisor, layout)
                self.say_where(layout)
                supervisor.watch()
            except Died as error:
                # At once; the whole message follows when all have ended.
                self.say(str(error).partition("\n")[0])
                raise
            finally:
                supervisor.stop()

    def prepare(self, layout: stack.Layout) -> None:
        self.say("preparing the database")
        preparation.prepare_database(is_demo=layout.mail_port is not None)
        if preparation.prepare_files():
            self.say("collected the static files")

    def wait_until_all_answer(
        self, supervisor: Supervisor, layout: stack.Layout
    ) -> None:
        for name, port in (("web", layout.web_port), ("live", layout.live_port)):
            supervisor.wait_for(partial(health.page_answers, port), name)
        supervisor.wait_for(partial(health.worker_answers, 0.5), "worker")
        schedule = stack.schedule_file(layout)
        supervisor.wait_for(partial(health.beat_ticks, schedule), "beat")

    def say_where(self, layout: stack.Layout) -> None:
        self.say(f"Bindeglied answers at {addresses(layout)['BASE_URL']}")
        if layout.mail_port is not None:
            for role, email, password in demo.accounts():
                self.say(f"  {role}: {email}  {password}")
        self.say("Ctrl-C stops everything.")

    def say(self, text: str) -> None:
        self.echo("up", text)

    def echo(self, name: str, line: str) -> None:
        # Whoever reads our output may be gone; the servers must go on.
        with suppress(OSError, ValueError):
            self.stdout.write(f"{name:<8} | {line}")
            self.stdout.flush()


def be_the_only_one(layout: stack.Layout) -> int:
    """Refuse a second `up`, outlast what a killed one left, give the common lock."""
    layout.local.mkdir(parents=True, exist_ok=True)
    if locks.take(layout.local / "up.lock") is None:
        message = f"Another `manage.py up` already runs with {layout.local}."
        raise CannotStart(message)
    lock = take_over(layout.local)
    if lock is None:
        message = f"Processes of an earlier start still run with {layout.local}."
        raise CannotStart(message)
    return lock


def check_ports(layout: stack.Layout) -> None:
    options = {
        "--port": layout.web_port,
        "--socket-port": layout.live_port,
        "--mail-port": layout.mail_port,
    }
    for option, port in options.items():
        if port is None:
            continue
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind((stack.LOOPBACK, port))
            except OSError as error:
                message = (
                    f"Port {port}: {error.strerror}. Give another one with {option}."
                )
                raise CannotStart(message) from None


def addresses(layout: stack.Layout) -> dict[str, str]:
    """Tell the processes their own addresses, unless the environment names others."""
    ours = {
        "BASE_URL": f"http://localhost:{layout.web_port}",
        "SOCKET_URL": f"ws://localhost:{layout.live_port}",
    }
    if layout.mail_port is not None:
        ours["SMTP_URL"] = f"smtp://{stack.LOOPBACK}:{layout.mail_port}"
    return {name: os.environ.get(name, value) for name, value in ours.items()}
