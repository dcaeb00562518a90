"""`make bench`: seed, run the production servers, measure, compare, store.

`make bench IDEAS="1000 100000 1000000"` chooses the sizes. Everything happens in a
folder of its own with servers of its own; figures are ratios to a bare view of the
same server in the same minute, since machines are shared and noisy.
"""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import measure
from benchmarks.servers import ROOT, running, say, stop_on_signals

LATEST = ROOT / "benchmarks" / "results" / "latest.json"
SIZES = os.environ.get("IDEAS", "1000 100000")


def main() -> None:
    measure.require_wrk()
    sizes = sorted(chosen_sizes())
    stop_on_signals()
    say("starting the servers")
    with running() as root:
        import django  # noqa: PLC0415 -- needs the environment of the servers

        django.setup()
        from benchmarks import suite  # noqa: PLC0415 -- needs django.setup()

        rows = suite.run(sizes, root)
    store(rows, LATEST)
    print_table(rows)


def chosen_sizes() -> list[int]:
    try:
        return [int(size) for size in SIZES.split()]
    except ValueError:
        sys.exit(f"bench: IDEAS must be numbers with spaces between, not {SIZES!r}")


def store(rows: list[dict[str, Any]], path: Path) -> None:
    """Put the new rows in place of those of the same page and size.

    A row says at which commit, when and on how many cores it was measured, since a run
    of a million ideas is not made as often as one of a thousand.
    """
    run = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    about = {
        "commit": run.stdout.strip(),
        "date": date.today().isoformat(),  # noqa: DTZ011 -- the day of the machine
        "cores": os.cpu_count(),
    }
    known = json.loads(path.read_text())["rows"] if path.exists() else []
    kept = {named(row): row for row in known}
    kept |= {named(row): row | about for row in rows}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"rows": list(kept.values())}, indent=1) + "\n")


def named(row: dict[str, Any]) -> tuple[str, int, bool]:
    return row["page"], row["ideas"], row["signed_in"]


def print_table(rows: list[dict[str, Any]]) -> None:
    columns = list(rows[0])
    print(" | ".join(f"{name:>14}" for name in columns))
    for row in rows:
        cells = ("" if row[name] is None else str(row[name]) for name in columns)
        print(" | ".join(f"{cell:>14}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
