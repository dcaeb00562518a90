"""What beat wakes: each app says in its `tasks.py` how often its sweeps run.

An entry sweeps up what a lost message left; the truth is in the rows. Beat reads the
entries when the tasks are imported; a test compares the names with the tasks.
"""

from typing import Any, TypedDict

from celery.schedules import crontab


class Entry(TypedDict, total=False):
    task: str
    schedule: float | crontab
    options: dict[str, Any]


entries: dict[str, Entry] = {}


def every(seconds: float, task: str) -> None:
    # A message nobody took in time is as good as the next one.
    entries[task] = {
        "task": task,
        "schedule": seconds,
        "options": {"expires": seconds},
    }


def daily(hour: int, minute: int, task: str) -> None:
    """Once a day by Berlin's clock."""
    entries[task] = {"task": task, "schedule": crontab(hour=hour, minute=minute)}
