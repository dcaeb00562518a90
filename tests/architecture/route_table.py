"""The reviewed table of routes × roles, `routes.txt`."""

from pathlib import Path

from tests.architecture.world import ROLES

TABLE = Path(__file__).with_name("routes.txt")


def key_of(method, name, case):
    return " ".join(filter(None, (method, name, case)))


def read_table():
    rows = {}
    for line in TABLE.read_text().splitlines()[1:]:
        key, _bar, statuses = line.partition("|")
        rows[key.strip()] = dict(zip(ROLES, statuses.split(), strict=True))
    return rows


def write_table(rows):
    width = max(len(key) for key in rows)
    head = f"{'':{width}} | {' '.join(ROLES)}"
    lines = [
        f"{key:{width}} | "
        + " ".join(f"{rows[key][role]:>{len(role)}}" for role in ROLES)
        for key in sorted(rows)
    ]
    TABLE.write_text("\n".join([head, *lines]) + "\n")
