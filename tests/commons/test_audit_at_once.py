"""Many writers and one sealer; entries are committed here.

A transaction of any database in the cluster holds the seal back, so these tests run
when the other workers are done, as the fault tests do.
"""

import threading

import pytest
from django.db import connection, transaction

from commons.audit import queries, services, tasks
from commons.audit.models import AuditEntry, AuditSeal

pytestmark = [pytest.mark.usefixtures("own_database"), pytest.mark.fault]


def record(verb):
    return services.record(verb, by=None)


def sealed_verbs():
    seals = AuditSeal.objects.order_by("position").select_related("entry")
    return [seal.entry.verb for seal in seals]


def test_an_older_transaction_holds_the_seal_back_and_comes_first():
    seen = AuditSeal.objects.count()
    has_written, may_commit = threading.Event(), threading.Event()

    def older():
        with transaction.atomic():
            record("test.older")
            has_written.set()
            may_commit.wait(10)
        connection.close()

    thread = threading.Thread(target=older)
    thread.start()
    has_written.wait(10)
    record("test.younger")
    while_older_runs = services.seal()
    may_commit.set()
    thread.join()
    after = tasks.seal()

    assert (while_older_runs, after) == (0, 2)
    assert sealed_verbs()[seen:] == ["test.older", "test.younger"]


def test_one_sealer_at_a_time():
    record("test.alone")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [services.SEALER_LOCK])
        others = []

        def second():
            others.append(services.seal())
            connection.close()

        thread = threading.Thread(target=second)
        thread.start()
        thread.join()

    assert others == [0]
    assert services.seal() == 1


@pytest.mark.slow
def test_sixteen_writers_and_a_sealer_leave_a_sound_chain_without_a_tail():
    before = AuditEntry.objects.count()
    ended = threading.Event()

    def write():
        for number in range(25):
            with transaction.atomic():
                record(f"test.write.{number}")
        connection.close()

    def seal():
        while not ended.is_set():
            services.seal(batch=50)
        connection.close()

    writers = [threading.Thread(target=write) for _ in range(16)]
    sealer = threading.Thread(target=seal)
    for thread in (sealer, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    ended.set()
    sealer.join()
    tasks.seal()

    result = queries.verify()
    assert AuditEntry.objects.count() == before + 16 * 25
    assert (result.is_intact, result.unsealed) == (True, 0)
    assert result.head.position == AuditEntry.objects.count()
