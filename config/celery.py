"""The Celery application; its settings are Django's, its tasks the apps' `tasks.py`."""

import os
from typing import Any

import structlog
from celery import Celery, signals

from commons import schedule

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("bindeglied")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Filled when the tasks are imported, before beat looks.
app.conf.beat_schedule = schedule.for_beat
app.autodiscover_tasks()


@signals.setup_logging.connect
def keep_our_logging(**_: Any) -> None:
    """Having a receiver is enough: Celery leaves the logs to `config.logging`."""


@signals.task_prerun.connect
def name_the_task(task_id: str, task: Any, **_: Any) -> None:
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(task=task.name, task_id=task_id)
