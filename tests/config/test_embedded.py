"""Where the embedded servers live, and whom they let in."""

import os
import shutil
import stat
from pathlib import Path

import psycopg
import pytest
import redis

from config import locks
from config.embedded import CannotStart, binaries, broker_url, places, servers
from config.embedded.places import LONGEST_SOCKET_PATH, POSTGRES_SOCKET
from tests.servers import remove

IS_ROOT = os.geteuid() == 0


def test_the_places_depend_on_the_folder_alone():
    assert places(Path("/srv/a/.local")) == places(Path("/srv/a/../a/.local"))
    assert places(Path("/srv/a/.local")) != places(Path("/srv/b/.local"))


@pytest.mark.parametrize("depth", (1, 10, 60))
@pytest.mark.parametrize("user", (0, 1000))
def test_a_socket_path_is_never_too_long(depth, user, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: user)

    where = places(Path("/home/somebody", *["projects"] * depth, ".local"))

    for name in (POSTGRES_SOCKET, "valkey.sock"):
        assert len(os.fsencode(where.sockets / name)) <= LONGEST_SOCKET_PATH


def test_roots_data_lie_outside_any_home(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    assert places(Path("/srv/bindeglied/.local")).state.parent == Path(
        "/var/lib/bindeglied"
    )


def test_kombu_gets_its_own_word_for_a_socket():
    assert broker_url("unix:///run/v.sock") == "redis+socket:///run/v.sock"
    assert broker_url("redis://valkey:6379/0") == "redis://valkey:6379/0"


@pytest.fixture
def where(tmp_path):
    made = places(tmp_path / "local")
    yield made
    remove(made)


@pytest.mark.fault
def test_both_servers_start_on_sockets_that_others_cannot_reach(where):
    with servers.start(where):
        with psycopg.connect(where.database_url) as database:
            facts = database.execute(
                "SELECT current_user, current_setting('server_encoding'), "
                "current_setting('fsync'), current_setting('data_checksums'), "
                "lower('STRASSE ÄÖÜ'), current_setting('listen_addresses')"
            ).fetchone()
        with redis.Redis.from_url(where.redis_url, decode_responses=True) as valkey:
            port = valkey.config_get("port", "appendonly")
        modes = [
            stat.S_IMODE(folder.stat().st_mode)
            for folder in (where.state, where.sockets)
        ]

    assert facts == ("app", "UTF8", "on", "on", "strasse äöü", "")
    assert port == {"port": "0", "appendonly": "yes"}
    assert modes == [0o700, 0o700]


@pytest.mark.fault
def test_servers_of_an_earlier_start_are_not_joined(where, monkeypatch):
    monkeypatch.setattr(servers, "PREDECESSOR_SECONDS", 0.1)
    nothing_of_valkey = servers.Wanted(has_valkey=False)

    with servers.start(where, nothing_of_valkey), pytest.raises(CannotStart) as refusal:
        servers.start(where, nothing_of_valkey)

    assert (
        str(refusal.value) == f"Servers of an earlier start still run in {where.state}."
    )


def test_a_folder_that_somebody_else_laid_is_refused(where, tmp_path):
    where.state.mkdir(parents=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    where.sockets.symlink_to(elsewhere)

    with pytest.raises(CannotStart) as refusal:
        servers.make_folders(where)

    assert str(refusal.value) == f"{where.sockets} belongs to somebody else."


@pytest.mark.skipif(not IS_ROOT, reason="only root hands its servers to another user")
def test_binaries_below_a_closed_folder_are_copied_to_where_the_user_can_reach(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(binaries, "ROOT_FOLDER", tmp_path / "open")
    closed = tmp_path / "home"
    package = closed / "some_wheel"
    (package / "bin").mkdir(parents=True)
    (package / "bin" / "server").write_text("program")
    (closed / "some_wheel.libs").mkdir()
    (closed / "some_wheel-1.2.dist-info").mkdir()
    closed.chmod(0o700)

    first = binaries.reachable(package)
    shutil.rmtree(package)
    again = binaries.reachable(package)

    assert first == again == tmp_path / "open" / "some_wheel-1.2" / "some_wheel"
    assert (first / "bin" / "server").read_text() == "program"
    assert (first.parent / "some_wheel.libs").exists()


def test_a_lock_is_taken_once_and_ends_with_its_descriptor(tmp_path):
    first = locks.take(tmp_path / "lock")
    second = locks.take(tmp_path / "lock")
    os.close(first)
    third = locks.take(tmp_path / "lock")

    assert (first is not None, second, third is not None) == (True, None, True)
    os.close(third)
