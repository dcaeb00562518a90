"""Reviewed tables: a line for each action, a cell for each role.

A cell is the status of the answer, with `!` where something at the desk changed. After
a change that is meant, write them anew with `BINDEGLIED_WRITE_MATRIX=1 pytest -n0
-p no:randomly tests/participation/test_moderation_matrix*` and read the diff: it is
what the change lets people do.
"""

import os
import re
from functools import partial
from pathlib import Path

from django.db import connection, transaction

from tests.keys import empty_keys
from tests.participation.desk_matrix import ROLES, fingerprint

FOLDER = Path(__file__).with_name("matrix")
IS_WRITING = bool(os.environ.get("BINDEGLIED_WRITE_MATRIX"))
NOT_ALLOWED = 405
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)


def cell(client, method, url, data, before):
    """What happens, taken back afterwards."""
    empty_keys()
    writes = []
    with transaction.atomic():
        with connection.execute_wrapper(partial(_note_writes, writes)):
            response = getattr(client, method.lower())(url, data)
        has_changed = bool(writes) and fingerprint() != before
        transaction.set_rollback(True)
    return f"{response.status_code}{'!' if has_changed else ''}"


def _note_writes(writes, execute, sql, params, many, context):
    """Most answers write nothing at all: those need no look at the rows."""
    result = execute(sql, params, many, context)
    if WRITES.match(str(sql)) and context["cursor"].rowcount:
        writes.append(sql)
    return result


def read(name):
    path = FOLDER / f"{name}.txt"
    if not path.exists():
        return {}
    rows = {}
    for line in path.read_text().splitlines()[1:]:
        key, _bar, cells = line.partition("|")
        rows[key.strip()] = dict(zip(ROLES, cells.split(), strict=True))
    return rows


def write(name, rows):
    """Rows of the same state replace what stood there; others stay."""
    width = max(len(key) for key in rows)
    lines = [f"{'':{width}} | {' '.join(ROLES)}"]
    for key in sorted(rows):
        cells = " ".join(f"{rows[key][role]:>{len(role)}}" for role in ROLES)
        lines.append(f"{key:{width}} | {cells}")
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.txt").write_text("\n".join(lines) + "\n")


def methods_of(client, url, cache, route):
    """Those that the view knows; it refuses others before it looks at anybody."""
    if route not in cache:
        with transaction.atomic():
            cache[route] = [
                method
                for method in ("GET", "POST")
                if getattr(client, method.lower())(url).status_code != NOT_ALLOWED
            ]
            transaction.set_rollback(True)
    return cache[route]
