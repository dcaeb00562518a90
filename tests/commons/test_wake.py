"""Messages that wake tasks: through a real broker, and without one."""

import pytest
import redis
from django.conf import settings
from django.db import transaction

from commons import wake

pytestmark = pytest.mark.django_db
TASK = "delivery.send_due"


@pytest.fixture
def waiting():
    """How many messages lie in the queue."""
    queue = f"{settings.REDIS_PREFIX}:celery:{settings.CELERY_TASK_DEFAULT_QUEUE}"
    with redis.Redis.from_url(settings.REDIS_URL) as connection:
        yield lambda: connection.llen(queue)


def test_a_task_is_woken_after_the_commit(waiting, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        wake.on_commit(TASK)
        before = waiting()
    for callback in callbacks:
        callback()

    assert (before, waiting()) == (0, 1)


def test_nothing_is_woken_by_what_was_rolled_back(
    waiting, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        wake.on_commit(TASK)
        transaction.set_rollback(True)

    assert waiting() == 0


def test_many_commits_wake_once_until_the_task_has_begun(
    waiting, django_capture_on_commit_callbacks
):
    def commit():
        with django_capture_on_commit_callbacks(execute=True):
            wake.on_commit(TASK, once=True)

    commit()
    commit()
    while_it_waits = waiting()
    wake.begun(TASK)
    commit()

    assert (while_it_waits, waiting()) == (1, 2)


def test_a_broker_that_is_away_fails_no_request(
    monkeypatch, django_capture_on_commit_callbacks
):
    def away(*_, **__):
        raise ConnectionRefusedError

    monkeypatch.setattr("celery.app.base.Celery.send_task", away)

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        wake.on_commit(TASK)
        wake.on_commit(TASK, once=True)

    assert len(callbacks) == 2


def test_a_name_that_nobody_declared_wakes_nothing():
    with pytest.raises(LookupError, match=r"test\.unheard_of"):
        wake.on_commit("test.unheard_of")
