"""What beat wakes, and how often in seconds.

Each entry sweeps up what a lost message left; the truth is in the rows. A test
compares the names with the registered tasks.
"""

from typing import Any, TypedDict


class Entry(TypedDict, total=False):
    task: str
    schedule: float
    options: dict[str, Any]


def every(seconds: float, task: str) -> Entry:
    # A message nobody took in time is as good as the next one.
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


SCHEDULE: dict[str, Entry] = {
    entry["task"]: entry
    for entry in (
        every(10, "delivery.send_due"),
        every(30, "delivery.reap"),
        every(60, "audit.seal"),
    )
}
