"""The tests' own servers: one cluster made once for each state of the migrations.

A cluster with the migrated template database (facts loaded) is kept under `.local/`. A
run copies it, starts PostgreSQL and Valkey on the copy and throws it away at the end.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql

from config import locks
from config.embedded import Places, binaries, places, servers
from config.embedded.places import ROOT_FOLDER

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".local" / "test-clusters"
KEPT_CLUSTERS = 3
RUN_FOLDERS = "bindeglied-test-"
SPEED = servers.Wanted(is_durable=False, max_connections=200)
BUILD = """
import django; django.setup()
from django.core.management import call_command, get_commands
call_command("migrate", verbosity=0)
if "load_facts" in get_commands(): call_command("load_facts", verbosity=0)
"""


class NotBuiltError(Exception):
    """The migrations or facts don't run; the last line says why."""


def template_name() -> str:
    """Name the template database by everything that shapes its contents."""
    digest = hashlib.sha256(str(binaries.postgres_folder()).encode())
    patterns = ("*/*/migrations/*.py", "*/*/facts.py", "*/*/facts/**/*")
    patterns += ("*/*/services/facts.py", "*/*/services/text_modules.py")
    patterns += ("*/*/calendar.py", "*/*/finding.py")
    paths = {path for pattern in patterns for path in ROOT.glob(pattern)}
    paths |= {ROOT / "requirements/base.txt", ROOT / "commons/facts.py"}
    for path in sorted(path for path in paths if path.is_file()):
        if not path.relative_to(ROOT).parts[0].startswith("."):
            digest.update(path.name.encode() + path.read_bytes())
    return f"template_{digest.hexdigest()[:16]}"


def make_run(run: Places) -> None:
    """Put a copy of the kept cluster into the places of this run."""
    kept = kept_cluster()
    remove(run)
    servers.make_folders(run)
    subprocess.run(["cp", "-a", kept.postgres, run.postgres], check=True)


def kept_cluster() -> Places:
    KEPT.mkdir(parents=True, exist_ok=True)
    name = template_name()
    kept = places(KEPT / name)
    lock = locks.take(KEPT / "build.lock", seconds=300)
    assert lock is not None, "another run has been building the cluster for 5 minutes"
    try:
        if not (kept.local / "complete").exists():
            build(kept, name)
        (kept.local / "complete").touch()
        clusters = sorted(
            (path for path in KEPT.iterdir() if path.is_dir()),
            key=lambda path: path.stat().st_mtime,
        )
        for old in clusters[:-KEPT_CLUSTERS]:
            remove(places(old))
    finally:
        os.close(lock)
    return kept


def build(kept: Places, name: str) -> None:
    remove(kept)
    with servers.start(kept, SPEED):
        with connect(kept) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
            )
        environment = os.environ | {
            "DATABASE_URL": kept.database(name),
            "REDIS_URL": kept.redis_url,
            "DJANGO_SETTINGS_MODULE": "config.settings_test",
        }
        built = subprocess.run(
            [sys.executable, "-c", BUILD],
            check=False,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
        if built.returncode:
            raise NotBuiltError(built.stderr.strip().splitlines()[-1])


def connect(where: Places) -> psycopg.Connection:
    return psycopg.connect(where.database_url, autocommit=True)


def create_database(where: Places, name: str) -> None:
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with connect(where) as connection:
        template = connection.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%'"
        ).fetchone()
        assert template is not None
        connection.execute(
            statement.format(sql.Identifier(name), sql.Identifier(template[0]))
        )


def drop_database(where: Places, name: str) -> None:
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    with connect(where) as connection:
        connection.execute(statement.format(sql.Identifier(name)))


def remove(where: Places) -> None:
    for folder in (where.state, where.sockets, where.local):
        shutil.rmtree(folder, ignore_errors=True)


def remove_dead_runs() -> None:
    """Clean up after runs that were killed; their servers ended with them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{RUN_FOLDERS}*"):
        with suppress(ValueError):
            if not is_alive(int(folder.name.removeprefix(RUN_FOLDERS))):
                remove(places(folder))
    # Root's data lie apart from their folder and may outlive it.
    for note in ROOT_FOLDER.glob("*/installation"):
        local = Path(note.read_text().strip())
        is_a_tests = (
            local.is_relative_to(tempfile.gettempdir()) or KEPT.name in local.parts
        )
        if is_a_tests and not local.exists():
            remove(places(local))


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def own_servers(folder: Path) -> Iterator[Places]:
    """Start PostgreSQL and Valkey for one test that breaks them.

    The database `own` is a clone of the template; its URL is `places.database("own")`.
    """
    where = places(folder)
    make_run(where)
    try:
        with servers.start(where, SPEED):
            create_database(where, "own")
            yield where
    finally:
        remove(where)
