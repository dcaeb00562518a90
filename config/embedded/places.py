"""Where the embedded servers live: computed from one folder, nothing is created."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

# sockaddr_un holds 108 bytes with the closing zero; PostgreSQL adds its file name.
LONGEST_SOCKET_PATH = 107
POSTGRES_SOCKET = ".s.PGSQL.5432"
VALKEY_SOCKET = "valkey.sock"
ROOT_FOLDER = Path("/var/lib/bindeglied")


@dataclass(frozen=True)
class Places:
    """The folders of one installation.

    `local` is ours alone; `state` and `sockets` belong to the user that the servers
    run as, who may be another one when we are root.
    """

    local: Path
    state: Path
    sockets: Path

    @property
    def postgres(self) -> Path:
        return self.state / "postgres"

    @property
    def valkey(self) -> Path:
        return self.state / "valkey"

    @property
    def owner_note(self) -> Path:
        """A file that tells which installation a folder named by a hash belongs to."""
        return self.state / "installation"

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / VALKEY_SOCKET

    @property
    def mail(self) -> Path:
        return self.local / "mail"

    @property
    def static(self) -> Path:
        return self.local / "static"

    @property
    def files(self) -> Path:
        return self.local / "files"

    @property
    def database_url(self) -> str:
        return self.database("postgres")

    @property
    def redis_url(self) -> str:
        return f"unix://{self.valkey_socket}"

    def database(self, name: str) -> str:
        """Give the URL of one database; the folder of the socket is its host."""
        host = str(self.sockets).replace("/", "%2F")
        return f"postgresql://app@{host}/{name}"


def places(local: Path) -> Places:
    """Compute the places for the folder `local` (`.local` of the installation).

    PostgreSQL refuses to run as root. Another user can't reach a closed home folder,
    so root's data go below /var/lib under a name made from the path of `local`.
    """
    local = Path(os.path.abspath(local))  # noqa: PTH100 -- pure: follows no link
    name = hashlib.sha256(os.fsencode(local)).hexdigest()[:12]
    if os.geteuid() == 0:
        return Places(local, ROOT_FOLDER / name, ROOT_FOLDER / name / "run")
    sockets = local / "run"
    if len(os.fsencode(sockets / POSTGRES_SOCKET)) > LONGEST_SOCKET_PATH:
        sockets = Path(f"/tmp/bindeglied-{os.geteuid()}-{name}")  # noqa: S108 -- owner and mode are checked at start
    return Places(local, local / "servers", sockets)


def broker_url(redis_url: str) -> str:
    """Name the same server for kombu, which has a scheme of its own for sockets."""
    return redis_url.replace("unix://", "redis+socket://", 1)
