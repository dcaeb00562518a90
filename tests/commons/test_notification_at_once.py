"""Several workers at once, each in a session of its own: rows are committed here."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from commons.notifications import services
from commons.notifications.models import Digest, Notification
from commons.notifications.services import digests, expansion, writing
from commons.verbs import registry
from commons.verbs.models import Happening
from commons.verbs.registry import Fold
from commons.verbs.services import happened
from tests.factories.accounts import UserFactory
from tests.factories.notifications import GREETED

pytestmark = pytest.mark.usefixtures("own_database")
PATIENCE = 20  # seconds


@pytest.fixture(autouse=True)
def _folding(greeting):
    fold = Fold(
        key=lambda target: f"user:{target.pk}", line=lambda _target, count, _who: count
    )
    registry.declare(replace(GREETED, fold=fold))


@pytest.fixture(autouse=True)
def _nothing_left(own_database):
    yield
    Notification.objects.all().delete()
    Digest.objects.all().delete()
    Happening.objects.update(expanded_at=timezone.now())


def greet(users, target, **params):
    ids = [user.pk for user in users]
    return happened("test.greeted", target, by=None, users=ids, **params).pk


def at_once(*runs):
    """Run them in threads that start together; gives what each gave."""
    start = threading.Barrier(len(runs))

    def run(work):
        try:
            start.wait(PATIENCE)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(runs)) as threads:
        given = [threads.submit(run, work) for work in runs]
        return [each.result(PATIENCE) for each in given]


def test_two_workers_on_one_happening_tell_each_once(monkeypatch):
    monkeypatch.setattr(expansion, "BATCH", 3)
    crowd, target = UserFactory.create_batch(20, address=False), UserFactory()
    happening = greet(crowd, target)

    written = at_once(*[lambda: services.expand(happening)] * 3)
    while services.expand(happening):  # whoever came second may have left early
        written.append(0)

    assert sum(written) == 20
    assert list(Notification.objects.values_list("folded", flat=True)) == [1] * 20
    assert Happening.objects.get(pk=happening).expanded_at is not None


def test_two_happenings_for_the_same_people_fold_without_a_deadlock(monkeypatch):
    monkeypatch.setattr(expansion, "BATCH", 7)
    crowd, target = UserFactory.create_batch(20, address=False), UserFactory()
    happenings = [greet(users, target) for users in (crowd, crowd[::-1], crowd)]

    at_once(*(lambda pk=pk: services.expand(pk) for pk in happenings))

    rows = Notification.objects.values_list("folded", "happening")
    assert list(rows) == [(3, max(happenings))] * 20
    assert Digest.objects.filter(closed_at=None).count() == 20


def test_what_is_told_while_digests_close_is_in_exactly_one_mail():
    crowd, target = UserFactory.create_batch(12, address=False), UserFactory()
    later = timezone.now() + timedelta(days=9)
    services.expand(greet(crowd, target))
    happenings = [greet(crowd, target) for _ in range(2)]

    at_once(
        *(lambda pk=pk: services.expand(pk) for pk in happenings),
        lambda: digests.close_due(later),
        lambda: digests.close_due(later),
    )
    digests.close_due(later + timedelta(days=8))

    rows = Notification.objects.values_list("user", "folded", "delivery")
    told = {user.pk: 0 for user in crowd}
    for user_id, folded, delivery in rows:
        assert delivery is not None
        told[user_id] += folded
    assert set(told.values()) == {3}
    mails = [delivery for _user, _folded, delivery in rows]
    assert len(mails) == len(set(mails))


def test_what_is_being_read_gets_a_new_line():
    reader, target = UserFactory(), UserFactory()
    services.expand(greet([reader], target))
    happening = greet([reader], target)
    row = Notification.objects.get()

    with ThreadPoolExecutor(1) as thread, transaction.atomic():
        services.mark_read(reader, row.pk)
        told = thread.submit(_expand_apart, happening)
    assert told.result(PATIENCE) == 1

    rows = Notification.objects.order_by("pk").values_list("folded", "read_at")
    assert [(folded, bool(read)) for folded, read in rows] == [(1, True), (1, False)]


def _expand_apart(happening):
    try:
        return services.expand(happening)
    finally:
        connection.close()


def test_a_worker_that_dies_in_a_batch_leaves_nothing_of_it(monkeypatch):
    crowd, target = UserFactory.create_batch(3, address=False), UserFactory()
    happening = greet(crowd, target, reason="author")

    def die(*_args):
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(writing.delivery, "enqueue_all", die)
        with pytest.raises(ConnectionError):
            services.expand(happening)

    assert Notification.objects.count() == 0
    assert services.expand(happening) == 3
