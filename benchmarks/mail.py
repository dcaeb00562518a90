"""`make bench-mail`: how long 10,000 mails take to a local mail server.

Real rows, renderers, limits and locks, two worker processes, a PostgreSQL that keeps
what it says it keeps; the mail server is a process of its own that stores nothing.
`MAILS=1000 make bench-mail` sends fewer.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.__main__ import LATEST, print_table, store
from benchmarks.servers import ROOT, say, stop_on_signals
from config.embedded import places, servers

FULL = 10_000
MAILS = int(os.environ.get("MAILS", FULL))
WORKER_PROCESSES = 2
LONGEST = 900
# As a district's people are spread: half of them with five large providers.
LARGE, SMALL = 5, 95
RENDERER = "bench.letter"


def main() -> None:
    stop_on_signals()
    folder = Path(tempfile.mkdtemp(prefix="bindeglied-mail-"))
    where = places(folder)
    with sink() as port:
        os.environ |= {
            "LOCAL_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "benchmarks.mail_settings",
            "SMTP_URL": f"smtp://127.0.0.1:{port}",
            "LOG_LEVEL": "WARNING",
        }
        try:
            with servers.start(where):
                row = measured(folder)
        finally:
            shutil.rmtree(where.state, ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)
    if MAILS == FULL:
        store([row], LATEST)
    print_table([row])


def measured(folder: Path) -> dict[str, Any]:
    import django  # noqa: PLC0415 -- needs the environment of the servers

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- needs django.setup()

    from commons.delivery.models import Delivery  # noqa: PLC0415 -- needs django.setup()

    say("migrating")
    call_command("migrate", verbosity=0)
    with workers(folder):
        say(f"writing {MAILS} rows")
        began = time.perf_counter()
        write()
        waiting = Delivery.objects.filter(state__in=["queued", "sending"])
        while left := waiting.count():
            if time.perf_counter() - began > LONGEST:
                sys.exit(f"bench: {left} mails were not sent in {LONGEST} seconds")
            time.sleep(0.5)
        seconds = time.perf_counter() - began
        if Delivery.objects.filter(state="sent").count() != MAILS:
            sys.exit("bench: not every mail was sent")
    say(f"{MAILS} mails in {seconds:.1f} s, {MAILS / seconds:.0f} a second")
    return {
        "page": f"mail-{MAILS}",
        "ideas": 0,
        "signed_in": False,
        "rps": round(MAILS / seconds, 1),
        "p50_ms": None,
        "p99_ms": None,
        "queries": None,
        "bytes": None,
        "rss_mb": None,
        "ratio_to_bare": None,
        "seconds": round(seconds, 1),
    }


def write() -> None:
    from commons.delivery import services  # noqa: PLC0415 -- needs django.setup()

    services.enqueue_all(
        services.prepare(
            key=f"bench:{number}",
            renderer=RENDERER,
            params={"number": number},
            to_address=f"person{number}@{domain_of(number)}",
        )
        for number in range(MAILS)
    )


def domain_of(number: int) -> str:
    if number % 2:
        return f"large{number // 2 % LARGE}.example"
    return f"small{number // 2 % SMALL}.example"


@contextmanager
def workers(folder: Path) -> Iterator[None]:
    """One Celery worker with two processes, and beat, as production has them."""
    celery = [sys.executable, "-m", "celery", "--quiet", "--app", "config"]
    calm = ["--loglevel", "WARNING"]
    plain = ["--concurrency", str(WORKER_PROCESSES), "--without-gossip"]
    schedule = ["--schedule", str(folder / "beat"), "--pidfile", ""]
    commands = [
        [*celery, "worker", *plain, "--without-mingle", *calm],
        [*celery, "beat", *schedule, *calm],
    ]
    processes = [subprocess.Popen(command, cwd=ROOT) for command in commands]
    time.sleep(8)  # their imports are no part of the figure
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(30)


@contextmanager
def sink() -> Iterator[int]:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.sink"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait(30)


if __name__ == "__main__":
    main()
