"""Backup and restore of everything that can't be made again: database and files.

Works with `pg_dump` and `pg_restore` of the same package as the embedded server, for
that one and for any other of the same or an older version.
"""

import shutil
import subprocess
import tarfile
from pathlib import Path

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connections

from config.embedded import CannotStart, binaries

DATABASE = "database.dump"
FILES = "files.tar"


def save(folder: Path) -> None:
    """Write database and files into a new folder; raises CannotStart with a reason."""
    folder.mkdir(mode=0o700, parents=True)
    try:
        save_into(folder)
    except BaseException:
        # Half a backup must not pass for one.
        shutil.rmtree(folder)
        raise


def save_into(folder: Path) -> None:
    dump = ("--format=custom", "--no-owner", "--file", str(folder / DATABASE))
    run("pg_dump", *dump, "--dbname", connection_string())
    stored = files_folder()
    with tarfile.open(folder / FILES, "w") as archive:
        if stored.exists():
            archive.add(stored, arcname=".")


def restore(folder: Path) -> None:
    """Replace the database, in one transaction, then add the files."""
    replace = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
    run("pg_restore", *replace, "--dbname", connection_string(), str(folder / DATABASE))
    with tarfile.open(folder / FILES) as archive:
        archive.extractall(files_folder(), filter="data")
    connections.close_all()
    # What is cached tells of the replaced database; lost wake-ups beat makes good.
    cache.clear()


def files_folder() -> Path:
    return Path(default_storage.path(""))


def connection_string() -> str:
    """Write the connection for libpq's programs, but for the password."""
    database = connections["default"].settings_dict
    words = {
        "host": database["HOST"],
        "port": database["PORT"],
        "user": database["USER"],
        "dbname": database["NAME"],
    }
    return " ".join(f"{name}='{value}'" for name, value in words.items() if value)


def run(program: str, *arguments: str) -> None:
    password = str(connections["default"].settings_dict["PASSWORD"])
    ended = subprocess.run(  # noqa: S603 -- PostgreSQL's own programs
        [binaries.postgres_folder() / program, *arguments],
        env=binaries.ENVIRONMENT | {"PGPASSWORD": password},
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise CannotStart(ended.stderr.strip())
