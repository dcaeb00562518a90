"""Celery's scheduler with a sign of life: the time stamp of a file."""

from pathlib import Path
from typing import Any

from celery.beat import PersistentScheduler

SUFFIX = ".alive"


class Scheduler(PersistentScheduler):  # type: ignore[misc]  # Celery has no types
    """Touches `<schedule>.alive` at each tick; `config.health` reads its age."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        Path(f"{self.schedule_filename}{SUFFIX}").touch()
        seconds: float = super().tick(*args, **kwargs)
        return seconds
