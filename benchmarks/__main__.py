"""`make bench`: seed, run the production servers, measure, compare, store.

`make bench IDEAS="1000 100000 1000000"` chooses the sizes. Everything happens in a
folder of its own with servers of its own; figures are ratios to a bare view of the
same server in the same run, since machines are shared and noisy.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
PORT, SOCKET_PORT = 8710, 8711
BASE = f"http://localhost:{PORT}"
RESULTS = ROOT / "benchmarks" / "results"
SIZES = [int(size) for size in os.environ.get("IDEAS", "1000 100000").split()]
START_SECONDS = 180
BARE = "/bench/bare/"
DISTRICT_BOX = "west=13.2&south=52.4&east=13.6&north=52.7"
PAGES = {
    "home": "/",
    "list": "/ideen/",
    "list-supported": "/ideen/?sortierung=beliebt",
    "list-search": "/ideen/?q=radweg",
    "map-spots": f"/ideen/karte/orte.json?{DISTRICT_BOX}&zoom=11",
    "region": "/stadtteile/karow/",
    "sign-in": "/konto/login/",
    "form": "/ideen/neu/",
}
SIGNED_IN = ("home", "list", "detail")


@contextmanager
def running(folder: str) -> Iterator[int]:
    """The installation as `manage.py up` starts it; gives its process id."""
    environment = os.environ | {
        "LOCAL_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "BASE_URL": BASE,
        "SOCKET_URL": f"ws://localhost:{SOCKET_PORT}",
        "LOG_LEVEL": "WARNING",
    }
    command = [sys.executable, "manage.py", "up", "--port", str(PORT)]
    command += ["--socket-port", str(SOCKET_PORT)]
    with (Path(folder) / "up.log").open("w") as log:
        up = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            wait_for(BASE + BARE, up)
            yield up.pid
        finally:
            up.send_signal(signal.SIGTERM)
            up.wait(30)


def wait_for(url: str, up: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and up.poll() is None:
        try:
            if httpx.get(url, timeout=2).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            time.sleep(0.5)
    sys.exit("bench: the servers did not start; see up.log")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bindeglied-bench-") as folder:
        os.environ["LOCAL_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
        with running(folder) as root:
            import django  # noqa: PLC0415 -- needs the environment above

            django.setup()
            from benchmarks import suite  # noqa: PLC0415 -- needs django.setup()

            rows = suite.run(BASE, PAGES, SIGNED_IN, SIZES, root)
    store(rows)


def store(rows: list[dict]) -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    result = {
        "commit": commit,
        "date": date.today().isoformat(),  # noqa: DTZ011 -- the day of the machine
        "cores": os.cpu_count(),
        "rows": rows,
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "latest.json").write_text(json.dumps(result, indent=1) + "\n")
    print_table(rows)


def print_table(rows: list[dict]) -> None:
    columns = list(rows[0])
    print(" | ".join(f"{name:>14}" for name in columns))
    for row in rows:
        print(" | ".join(f"{row[name]!s:>14}" for name in columns))


if __name__ == "__main__":
    main()
