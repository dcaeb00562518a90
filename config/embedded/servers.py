"""Start and stop the embedded servers of one installation together."""

import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from config import locks
from config.embedded import binaries, postgres, valkey
from config.embedded.errors import CannotStart
from config.embedded.places import Places
from config.processes import Echo, Process, stop_all

STOP_SECONDS = 6.0
# Servers of a killed predecessor need a moment for their last checkpoint.
PREDECESSOR_SECONDS = 20.0


@dataclass(frozen=True)
class Wanted:
    """Which servers to start and how; tests give durability away for speed."""

    has_postgres: bool = True
    has_valkey: bool = True
    is_durable: bool = True
    max_connections: int = postgres.MAX_CONNECTIONS


@dataclass
class Servers:
    """The started servers; leaving the `with` block stops them."""

    processes: list[Process]

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        stop_all(self.processes, seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def start(
    places: Places,
    wanted: Wanted | None = None,
    *,
    keep_open: tuple[int, ...] = (),
    echo: Echo | None = None,
) -> Servers:
    """Start the wanted servers in `places` and return when they answer.

    Raises CannotStart, after stopping what had started.
    """
    wanted = wanted or Wanted()
    servers = Servers([])
    if not (wanted.has_postgres or wanted.has_valkey):
        return servers
    make_folders(places)
    # The servers inherit the lock, so it ends with the last of them.
    lock = locks.take(places.state / "servers.lock", PREDECESSOR_SECONDS)
    if lock is None:
        message = f"Servers of an earlier start still run in {places.state}."
        raise CannotStart(message)
    try:
        start_each(places, wanted, servers, (*keep_open, lock), echo)
    except BaseException:
        servers.stop()
        raise
    finally:
        os.close(lock)
    return servers


def start_each(
    places: Places,
    wanted: Wanted,
    servers: Servers,
    keep_open: tuple[int, ...],
    echo: Echo | None,
) -> None:
    if wanted.has_valkey:
        servers.processes.append(
            valkey.start(
                places, is_durable=wanted.is_durable, keep_open=keep_open, echo=echo
            )
        )
    if wanted.has_postgres:
        servers.processes.append(
            postgres.start(
                places,
                is_durable=wanted.is_durable,
                max_connections=wanted.max_connections,
                keep_open=keep_open,
                echo=echo,
            )
        )


def make_folders(places: Places) -> None:
    user = binaries.server_user()
    try:
        places.local.mkdir(parents=True, exist_ok=True)
        if user:
            places.state.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        for folder in (places.state, places.sockets, places.valkey):
            make_private(folder, user)
        places.owner_note.write_text(f"{places.local}\n")
    except OSError as error:
        message = f"The folder of the servers can't be made: {error}"
        raise CannotStart(message) from error


def make_private(folder: Path, user: tuple[int, int] | None) -> None:
    """Make a folder for the servers' user alone; refuse one that somebody else laid."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if user:
        os.chown(folder, *user)
    owner = user[0] if user else os.geteuid()
    status = folder.lstat()
    if folder.is_symlink() or status.st_uid != owner:
        message = f"{folder} belongs to somebody else."
        raise CannotStart(message)
    folder.chmod(0o700)
