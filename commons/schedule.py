"""What beat wakes: each app says in its `tasks.py` how often its sweeps run.

An entry sweeps up what a lost message left; the truth is in the rows. Beat reads
`for_beat` when the tasks are imported; a test compares the names with the tasks.
"""

from dataclasses import dataclass
from typing import Any

from celery.schedules import crontab


@dataclass(frozen=True)
class Entry:
    """`rhythm` is a number of seconds or a time of day in Berlin."""

    task: str
    rhythm: float | crontab


_entries: dict[str, Entry] = {}
for_beat: dict[str, dict[str, Any]] = {}


def every(seconds: float, task: str) -> None:
    _entries[task] = Entry(task, seconds)
    # A message nobody took in time is as good as the next one.
    options = {"expires": seconds}
    for_beat[task] = {"task": task, "schedule": seconds, "options": options}


def daily(hour: int, minute: int, task: str) -> None:
    """Once a day by Berlin's clock."""
    rhythm = crontab(hour=hour, minute=minute)
    _entries[task] = Entry(task, rhythm)
    for_beat[task] = {"task": task, "schedule": rhythm}


def yearly(month: int, day: int, hour: int, task: str) -> None:
    """Once a year by Berlin's clock; a missed run must do no harm for a year."""
    rhythm = crontab(month_of_year=month, day_of_month=day, hour=hour, minute=0)
    _entries[task] = Entry(task, rhythm)
    for_beat[task] = {"task": task, "schedule": rhythm}


def entries() -> list[Entry]:
    return [entry for _, entry in sorted(_entries.items())]
