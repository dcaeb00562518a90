"""Two workers, and people who are told something while a digest closes: real threads.

Everything here is committed; `close_due` looks from far in the future.
"""

import threading
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from commons.delivery.models import Delivery
from commons.notifications.models import Digest, Notification
from commons.notifications.queries.wishes import wishes_of
from commons.notifications.services import closing, digests
from tests.commons.digest_world import gathered, news, posted
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.usefixtures("own_database", "saying")


@pytest.fixture
def later():
    return timezone.now() + timedelta(days=9)


@pytest.fixture
def reader():
    return UserFactory()


@pytest.fixture(autouse=True)
def _nothing_left(own_database):
    yield
    Digest.objects.filter(closed_at=None).delete()


class Apart(threading.Thread):
    """Runs in a session of its own; `result` waits for it."""

    def __init__(self, run):
        super().__init__()
        self.run_apart, self.given, self.error = run, None, None
        self.start()

    def run(self):
        try:
            self.given = self.run_apart()
        except Exception as error:  # noqa: BLE001 -- shown by whoever waits
            self.error = error
        finally:
            connection.close()

    def result(self):
        self.join(20)
        if self.error:
            raise self.error
        return self.given


def mails_to(reader):
    return Delivery.objects.filter(to_user=reader, renderer="digest").count()


def test_two_workers_at_once_give_one_digest_each(later, monkeypatch):
    monkeypatch.setattr(closing, "AT_ONCE", 5)
    readers = UserFactory.create_batch(30, address=False)
    for one in readers:
        gathered(one)
    start = threading.Barrier(3)

    def work():
        start.wait()
        return digests.close_due(later)

    workers = [Apart(work) for _ in range(3)]
    closed = [worker.result() for worker in workers]

    assert sum(closed) == 30
    assert [mails_to(one) for one in readers] == [1] * 30
    assert not Notification.objects.filter(user__in=readers, delivery=None).exists()


def test_a_digest_that_another_worker_is_closing_is_passed_by(reader, later):
    gathered(reader)

    with transaction.atomic():
        here = digests.close_due(later)
        there = Apart(lambda: digests.close_due(later)).result()

    assert (here, there) == (1, 0)
    assert mails_to(reader) == 1


def test_a_worker_that_dies_before_it_commits_leaves_it_open(reader, later):
    waiting = gathered(reader)

    with suppress(KeyboardInterrupt), transaction.atomic():
        digests.close_due(later)
        raise KeyboardInterrupt

    assert Digest.objects.get(user=reader).closed_at is None
    assert mails_to(reader) == 0
    assert digests.close_due(later) == 1
    waiting.refresh_from_db()
    assert waiting.delivery == Digest.objects.get(user=reader).delivery


def test_what_is_told_while_a_digest_closes_comes_into_the_next(reader, later):
    told, late = gathered(reader), news(reader)
    begins = threading.Event()

    def assign():
        begins.set()
        digests.assign([late], wishes_of([reader.pk]))

    with transaction.atomic():
        digests.close_due(later)
        assigning = Apart(assign)
        begins.wait(5)
        assigning.join(0.2)
        has_waited = assigning.is_alive()
    assigning.result()

    told.refresh_from_db()
    late.refresh_from_db()
    assert has_waited
    assert told.delivery is not None
    assert (late.delivery, late.digest.closed_at) == (None, None)
    assert late.digest != told.digest


def test_a_digest_waits_for_news_that_are_being_assigned(reader, later):
    told, late = gathered(reader), news(reader)

    with transaction.atomic():
        digests.assign([late], wishes_of([reader.pk]))
        meanwhile = Apart(lambda: digests.close_due(later)).result()

    assert meanwhile == 0
    assert digests.close_due(later) == 1
    assert {row.delivery_id for row in Notification.objects.filter(user=reader)} == {
        Digest.objects.get(pk=told.digest_id).delivery_id
    }


def test_news_that_somebody_holds_put_their_digest_off_and_no_other(reader, later):
    held, other = gathered(reader), gathered(UserFactory())

    with transaction.atomic():
        Notification.objects.select_for_update().get(pk=held.pk)
        meanwhile = Apart(lambda: digests.close_due(later)).result()

    assert meanwhile == 1
    assert (mails_to(reader), mails_to(other.user)) == (0, 1)
    assert digests.close_due(later) == 1
    assert mails_to(reader) == 1


def test_many_are_told_and_change_their_wishes_at_once_without_a_deadlock(later):
    readers = UserFactory.create_batch(4, address=False)
    ids = [one.pk for one in readers]
    rows = [[news(one) for one in readers] for _ in range(12)]
    tell = [partial(digests.assign, batch, wishes_of(ids)) for batch in rows]
    move = [partial(digests.reschedule, one) for one in readers] * 3
    close = [partial(digests.close_due, later)] * 6

    start = threading.Barrier(4)
    several = [
        Apart(partial(in_turn, deeds, start))
        for deeds in (tell[:6], tell[6:], move, close)
    ]
    for one in several:
        one.result()
    posted()
    digests.close_due(later + closing.UNTIL_ASKED_AGAIN)

    mine = Notification.objects.filter(user__in=ids)
    assert mine.count() == 48
    assert not mine.filter(delivery=None).exists()
    assert not mine.filter(delivery__digest=None).exists()


def in_turn(deeds, start):
    start.wait()
    for deed in deeds:
        deed()
