"""A house of its own to break: servers, workers and beat as real processes."""

import os
import signal
import subprocess
import sys
import threading
import time

import psycopg
from celery import Celery
from django.conf import settings

from config.embedded import broker_url, places, servers, valkey
from tests.servers import ROOT, SPEED, create_database, make_run, remove

LEASE = 2
PREFIX = "fault"
# Rows that are being sent by nobody: the lease is over and no session has the lock.
ABANDONED = """
    SELECT * FROM delivery_delivery
    WHERE state = 'sending' AND lease_until < clock_timestamp() AND id NOT IN (
        SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2
    )
"""
NOT_INHERITED = ("PYTEST", "DATABASE_URL", "REDIS", "LOCAL_DIR", "DJANGO_SETTINGS")
# The pause that 200 letters of one second's failures need is a second long.
PACE = {"DELIVERY_LEASE_SECONDS": str(LEASE), "DELIVERY_BACKOFF_SECONDS": "1"}


WANTED = servers.Wanted(
    has_valkey=False, is_durable=False, max_connections=SPEED.max_connections
)


class House:
    """`with House(folder, smtp_url) as house:`; everything dies at the end."""

    def __init__(self, folder, smtp_url, environment=None):
        self.own_environment = environment or {}
        self.where = places(folder)
        self.smtp_url = smtp_url
        self.processes = []
        self.log = folder.with_name(f"{folder.name}.log").open("w")

    def __enter__(self):
        make_run(self.where)
        self.postgres = servers.start(self.where, WANTED)
        create_database(self.where, "own")
        self.valkey = valkey.start(self.where, is_durable=False)
        return self

    def __exit__(self, *error):
        for process in self.processes:
            kill(process)
        self.valkey.stop(1)
        self.postgres.stop()
        remove(self.where)
        self.log.close()

    @property
    def environment(self):
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(NOT_INHERITED)
        }
        return (
            inherited
            | PACE
            | {
                "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
                "DATABASE_URL": self.where.database("own"),
                "REDIS_URL": self.where.redis_url,
                "REDIS_PREFIX": PREFIX,
                "LOCAL_DIR": str(self.where.local),
                "SMTP_URL": self.smtp_url,
                "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
            }
            | self.own_environment
        )

    def start(self, *words):
        process = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def start_worker(self, name):
        celery = (
            "celery",
            "--quiet",
            "--app",
            "config",
            "worker",
            "--loglevel",
            "INFO",
        )
        calm = ("--without-gossip", "--without-mingle", "--without-heartbeat")
        return self.start(*celery, "--concurrency", "2", "-n", f"{name}@%h", *calm)

    def start_beat(self):
        celery = ("celery", "--quiet", "--app", "config", "beat", "--loglevel", "INFO")
        schedule = ("--schedule", str(self.where.local / "beat"), "--pidfile", "")
        return self.start(*celery, *schedule, "--max-interval", "1")

    def write(self, first, count):
        writer = self.start_writing(first, count)
        assert writer.wait(30) == 0, "the letters could not be written"

    def start_writing(self, first, count):
        return self.start("tests.faults.writing", str(first), str(count))

    def send_failed_again(self):
        """What a person does on "Nicht angekommen", in a process of its own."""
        assert self.start("tests.faults.resending").wait(60) == 0

    def run_at_once(self, name, times):
        """Put the same task into the queue several times, as doubled messages do."""
        app = Celery(broker=broker_url(self.where.redis_url), set_as_current=False)
        app.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS | {
            "global_keyprefix": f"{PREFIX}:celery:"
        }
        with app.connection_for_write() as connection:
            for _ in range(times):
                app.send_task(
                    name,
                    queue=settings.CELERY_TASK_DEFAULT_QUEUE,
                    connection=connection,
                    ignore_result=True,
                )

    def lose_valkey(self):
        """Stop it and start an empty one: it keeps nothing on disk here."""
        self.valkey.stop(1)
        self.valkey = valkey.start(self.where, is_durable=False)

    def restart_postgres(self):
        """Every session ends in the middle of what it does."""
        self.postgres.stop()
        self.postgres = servers.start(self.where, WANTED)

    def shift_due(self, interval):
        """As if the clock had jumped: rows are due at another time."""
        self.do(
            f"UPDATE delivery_delivery SET next_attempt_at = next_attempt_at + "
            f"interval '{interval}' WHERE state = 'queued'"
        )

    def hurry(self):
        """Pauses after failures grow to minutes; the test has none."""
        self.do(
            "UPDATE delivery_delivery SET next_attempt_at = now() "
            "WHERE state = 'queued' AND next_attempt_at > now()"
        )
        self.do("UPDATE delivery_standstill SET next_knock_at = now()")

    def do(self, statement):
        with self.connect() as connection:
            connection.execute(statement)

    def ask(self, statement):
        with self.connect() as connection:
            return connection.execute(statement).fetchall()

    def states(self):
        return dict(
            self.ask("SELECT state, count(*) FROM delivery_delivery GROUP BY state")
        )

    def connect(self):
        return psycopg.connect(self.where.database("own"), autocommit=True)


def kill(process):
    """Kill -9 a process and all its children."""
    for number in (signal.SIGKILL, signal.SIGCONT):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            break
    process.wait(10)


def pause(process):
    os.killpg(process.pid, signal.SIGSTOP)


def go_on(process):
    os.killpg(process.pid, signal.SIGCONT)


class Watch(threading.Thread):
    """The longest that a row stayed behind while somebody was there to take it up.

    Counted from the end of its lease or from `begin`, whichever is later. A lapsed row
    whose lock is held belongs to a paused worker and may wait.
    """

    def __init__(self, house):
        super().__init__(daemon=True)
        self.house = house
        self.longest = 0.0
        self.began = None
        self.ended = threading.Event()

    def begin(self):
        self.began = self.house.ask("SELECT clock_timestamp()")[0][0]

    def stop_counting(self):
        self.began = None

    def run(self):
        overdue = f"""
            SELECT extract(epoch FROM clock_timestamp() - greatest(lease_until, %s))
            FROM ({ABANDONED}) AS abandoned
        """
        while not self.ended.wait(0.1):
            if self.began is not None:
                with self.house.connect() as connection:
                    rows = connection.execute(overdue, [self.began]).fetchall()
                self.longest = max(self.longest, *(float(row[0]) for row in rows), 0.0)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self.ended.set()
        self.join()


def wait_until(is_so, seconds=25):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"not so after {seconds} seconds"
        time.sleep(0.05)


def wait_while_it_moves(is_so, progress, *, still, longest=400):
    """Wait as long as `progress()` changes; give up once it stands for `still` seconds.

    What goes to and fro for ever ends after `longest` seconds.
    """
    began = since = time.monotonic()
    seen = progress()
    while not is_so():
        now = progress()
        if now != seen:
            seen, since = now, time.monotonic()
        stood = time.monotonic() - since
        assert stood < still, f"stood still for {still} seconds: {seen}"
        assert time.monotonic() - began < longest, f"never came to rest: {seen}"
        time.sleep(0.05)
