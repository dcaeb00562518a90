"""Each service's very command, run as a process with other ports and folders.

What can't be tried here: the images themselves and `valkey-cli`.
"""

import http.client
import os
import secrets
import shutil
import signal
import ssl
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import redis

from config import processes
from config.embedded import binaries, places, valkey
from tests.config.composition import compose, env_example
from tests.config.running import clean_environment, free_port, wait_until
from tests.servers import ROOT, create_database, make_run, remove

pytestmark = pytest.mark.fault

PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
CADDY = shutil.which("caddy", path=PATH)
PORTS = {"8000": "web", "8001": "live"}


class Composition:
    """The services of the file on this machine."""

    def __init__(self, folder):
        self.where = places(folder / "servers")
        self.folder = folder
        self.services = compose()["services"]
        self.ports = {
            name: str(free_port()) for name in ("web", "live", "http", "https")
        }
        self.ports["health"] = str(free_port())
        self.running = {}

    def environment(self, name):
        declared = self.services[name].get("environment", {})
        ours = (
            env_example() | declared if "env_file" in self.services[name] else declared
        )
        return (
            clean_environment()
            | ours
            | {
                "PATH": PATH,
                "ALLOWED_HOSTS": "localhost",
                "SECRET_KEY": secrets.token_urlsafe(64),
                "DATABASE_URL": self.where.database("own"),
                "REDIS_URL": self.where.redis_url,
                "LOCAL_DIR": str(self.folder / "local"),
                "STATIC_ROOT": str(self.folder / "static"),
                "HTTP_PORT": self.ports["http"],
                "HTTPS_PORT": self.ports["https"],
                "HEALTH_PORT": self.ports["health"],
                "WEB_UPSTREAM": f"127.0.0.1:{self.ports['web']}",
                "LIVE_UPSTREAM": f"127.0.0.1:{self.ports['live']}",
                "XDG_DATA_HOME": str(self.folder),
                "XDG_CONFIG_HOME": str(self.folder),
            }
        )

    def here(self, words):
        """Replace what only exists in the container: ports, folders."""
        moved = {
            "/tmp/beat-schedule": str(self.folder / "beat-schedule"),
            "/etc/caddy/Caddyfile": str(ROOT / "docker/Caddyfile"),
            "http://127.0.0.1:8090/healthz": f"http://127.0.0.1:{self.ports['health']}/healthz",
        }
        return [
            self.ports.get(PORTS.get(word)) or moved.get(word, word) for word in words
        ]

    def start(self, name, program=None, extra=(), user=None):
        words = self.here(self.services[name]["command"])
        program = program or shutil.which(words[0], path=PATH)
        self.running[name] = processes.start(
            processes.Program(
                name=name,
                command=[str(program), *words[1:], *extra],
                environment=self.environment(name),
                folder=Path("/") if user else ROOT,
                user=user,
            )
        )
        return self.running[name]

    def is_healthy(self, name):
        assert self.running[name].is_running(), list(self.running[name].last_lines)
        words = self.here(self.services[name]["healthcheck"]["test"][1:])
        if name in PORTS.values():
            words.append(self.ports[name])
        ended = subprocess.run(
            words,
            check=False,
            env=self.environment(name),
            cwd=ROOT,
            capture_output=True,
            timeout=20,
        )
        return ended.returncode == 0

    def stop(self, name, number=signal.SIGTERM):
        os.kill(self.running[name].pid, number)
        self.running[name].wait(15)
        return self.running.pop(name).popen.returncode


@pytest.fixture(scope="module")
def composition(tmp_path_factory):
    running = Composition(tmp_path_factory.mktemp("composition"))
    make_run(running.where)
    try:
        start_servers(running)
        create_database(running.where, "own")
        yield running
    finally:
        processes.stop_all(list(running.running.values())[::-1], 10)
        remove(running.where)


def start_servers(running):
    where, user = running.where, binaries.server_user()
    folder = ("-D", str(where.postgres), "-k", str(where.sockets), "-h", "")
    running.start("db", binaries.postgres_folder() / "postgres", folder, user)
    place = (
        "--dir",
        str(where.valkey),
        "--port",
        "0",
        "--unixsocket",
        str(where.valkey_socket),
    )
    running.start("valkey", binaries.valkey_server(), place, user)
    wait_until(lambda: is_database_healthy(running))
    wait_until(lambda: valkey.answers(where.redis_url))


def is_database_healthy(running):
    check = running.services["db"]["healthcheck"]["test"]
    words = [str(binaries.postgres_folder() / check[1]), *check[2:]]
    ended = subprocess.run([*words, f"--host={running.where.sockets}"], check=False)
    return ended.returncode == 0


def test_the_database_takes_its_settings(composition):
    with psycopg.connect(composition.where.database_url) as database:
        allowed = database.execute("SHOW max_connections").fetchone()

    assert allowed == ("100",)


def test_the_broker_throws_nothing_out(composition):
    with redis.Redis.from_url(
        composition.where.redis_url, decode_responses=True
    ) as broker:
        policy = broker.config_get("maxmemory-policy")

    assert policy == {"maxmemory-policy": "noeviction"}


def test_the_one_shot_prepares_the_database(composition):
    migrate = composition.start("migrate")
    migrate.wait(60)

    assert list(migrate.last_lines)[-1:] == ["The database is ready."]
    assert migrate.popen.returncode == 0
    del composition.running["migrate"]


@pytest.fixture(scope="module")
def static_files(composition):
    """What the image gets when it is built."""
    words = [sys.executable, "manage.py", "prepare", "--files"]
    subprocess.run(words, env=composition.environment("web"), cwd=ROOT, check=True)


@pytest.mark.parametrize("name", ("web", "live", "worker", "beat"))
def test_a_service_gets_healthy_and_stops(name, composition, static_files):
    composition.start(name)
    wait_until(lambda: composition.is_healthy(name), 60)

    assert composition.stop(name) == 0


@pytest.mark.skipif(CADDY is None, reason="there is no caddy on this machine")
def test_the_proxy_speaks_tls_and_tells_pages_from_sockets(composition, static_files):
    for name in ("web", "live", "proxy"):
        composition.start(name)
        wait_until(lambda name=name: composition.is_healthy(name), 60)
    wait_until(lambda: has_certificate(composition))
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Origin": "https://localhost",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
    }

    page = ask_proxy(composition, "/healthz")
    figures = ask_proxy(composition, "/metrics")
    composition.stop("web")
    socket_without_pages = ask_proxy(composition, "/nowhere/", **upgrade)

    assert page == 200
    assert figures == 404
    assert socket_without_pages == 403
    assert composition.stop("live") == composition.stop("proxy") == 0


def has_certificate(composition):
    try:
        ask_proxy(composition, "/metrics")
    except ssl.SSLError:
        return False
    return True


def ask_proxy(composition, path, **headers):
    connection = http.client.HTTPSConnection(
        "localhost",
        int(composition.ports["https"]),
        timeout=15,
        context=ssl._create_unverified_context(),
    )
    with closing(connection):
        connection.request("GET", path, headers=headers)
        return connection.getresponse().status
