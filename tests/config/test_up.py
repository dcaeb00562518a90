"""`manage.py up` starts, answers, stops and survives what is killed."""

import http.client
import os
import signal
import smtplib
from contextlib import closing

import psycopg
import pytest
import redis

from config.demo import accounts
from config.embedded import places
from tests.config.running import Up, processes_of, wait_until
from tests.servers import own_servers, remove

pytestmark = pytest.mark.fault

VICTIMS = {
    "postgres": r"bin/postgres -D",
    "valkey": r"valkey-server|redis-server",
    "web": r"granian --interface wsgi",
    "worker": r"celery .* worker",
}


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """One data folder for the whole module: each start finds what the last one left."""
    made = Installation(tmp_path_factory.mktemp("installation") / "local")
    yield made
    made.up().close()
    remove(made.where)


class Installation:
    def __init__(self, local):
        self.where = places(local)
        self.last = None

    def up(self):
        """Give the running `up`, started again if the last test ended it."""
        if self.last is None or self.last.process.poll() is not None:
            self.last = Up(self.where.local)
        return self.last.wait_until_it_answers()

    def processes(self):
        return processes_of(self.where.local)


@pytest.mark.parametrize("number", (signal.SIGTERM, signal.SIGINT))
def test_up_answers_and_leaves_no_process_when_its_group_gets(number, installation):
    running = installation.up()
    pages = get(running.ports["web"], "/healthz")
    sockets = get(running.ports["live"], "/healthz")

    os.killpg(running.process.pid, number)

    assert running.wait_until_it_ends(seconds=15) == 0
    assert pages == sockets == (200, b'{"database": true, "cache": true}')
    assert installation.processes() == {}


@pytest.mark.parametrize("victim", tuple(VICTIMS))
def test_when_one_is_killed_all_end_and_the_next_start_has_its_data(
    victim, installation
):
    running = installation.up()
    write_proof(installation.where, victim)

    os.kill(running.pid_of(VICTIMS[victim]), signal.SIGKILL)

    assert running.wait_until_it_ends() == 1
    assert f"{victim} died (killed by SIGKILL)." in running.output()
    assert installation.processes() == {}
    installation.up()
    assert read_proof(installation.where) == (victim, victim)


def test_when_up_itself_is_killed_the_next_one_starts_with_its_data(installation):
    running = installation.up()
    write_proof(installation.where, "up")

    running.process.kill()
    running.process.wait()

    installation.up()
    assert read_proof(installation.where) == ("up", "up")


def test_when_up_is_killed_its_processes_end_by_themselves(installation):
    running = installation.up()

    running.process.kill()
    running.process.wait()

    wait_until(lambda: installation.processes() == {}, 60, installation.processes)


def test_the_demo_tells_its_accounts_and_keeps_the_mail_it_is_sent(tmp_path):
    where = places(tmp_path / "local")
    running = Up(where.local, "--demo").wait_until_it_answers()
    try:
        with smtplib.SMTP("127.0.0.1", running.ports["mail"], timeout=10) as server:
            server.sendmail(
                "spk@example.org", ["amt@example.org"], "Subject: x\n\nHello"
            )
        stored = [path.read_bytes() for path in where.mail.glob("*.eml")]
        said = running.output()
    finally:
        running.close()
        remove(where)

    assert b"X-Envelope-To: amt@example.org\r\nSubject: x\r\n\r\nHello\r\n" in stored
    for role, email, password in accounts():
        assert f"up       |   {role}: {email}  {password}\n" in said


def test_with_urls_set_no_server_of_ours_is_started(tmp_path):
    with own_servers(tmp_path / "servers") as theirs:
        running = Up(
            tmp_path / "local",
            DATABASE_URL=theirs.database("own"),
            REDIS_URL=theirs.redis_url,
        ).wait_until_it_answers()
        health = get(running.ports["web"], "/healthz")
        commands = " ".join(processes_of(tmp_path / "local").values())
        running.close()

    assert health == (200, b'{"database": true, "cache": true}')
    assert "postgres -D" not in commands
    assert "valkey-server" not in commands


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with closing(connection):
        connection.request("GET", path, headers={"Host": "localhost"})
        answer = connection.getresponse()
        return answer.status, answer.read()


def write_proof(where, word):
    with psycopg.connect(where.database_url) as database:
        database.execute("CREATE TABLE IF NOT EXISTS proof (word text)")
        database.execute("DELETE FROM proof")
        database.execute("INSERT INTO proof VALUES (%s)", [word])
    with redis.Redis.from_url(where.redis_url, decode_responses=True) as keys:
        keys.set("proof", word)
        # The file is synced each second; wait for this write.
        assert keys.execute_command("WAITAOF", 1, 0, 5000)[0] == 1


def read_proof(where):
    with psycopg.connect(where.database_url) as database:
        (word,) = database.execute("SELECT word FROM proof").fetchone()
    with redis.Redis.from_url(where.redis_url, decode_responses=True) as keys:
        return word, keys.get("proof")
