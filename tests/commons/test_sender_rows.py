"""Who may send what, when: claims, order, outcomes, and what killed workers leave."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.delivery import claims, locks, reaper, renderers, results, sender
from commons.delivery.enums import DeliveryState, Lane
from commons.delivery.models import Delivery
from commons.delivery.services import enqueue
from tests.factories.delivery import DeliveryFactory

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture(autouse=True)
def _empty_outbox(own_database):
    Delivery.objects.all().delete()
    User.objects.all().delete()


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_codes_overtake_what_waited_longer(server):
    long_ago = timezone.now() - timedelta(hours=1)
    DeliveryFactory(lane=Lane.BULK, to_address="bulk@example.org", created_at=long_ago)
    DeliveryFactory(to_address="case@example.org")
    DeliveryFactory(lane=Lane.CODE, to_address="code@example.org")

    sender.send_due(seconds=30)

    assert [mail.to.partition("@")[0] for mail in server.mails] == [
        "code",
        "case",
        "bulk",
    ]


def test_a_run_stops_at_its_limit_and_says_so(server):
    DeliveryFactory.create_batch(3)

    run = sender.send_due(most=2)

    assert (run.sent, run.has_more) == (2, True)


def test_outcomes_are_told_with_the_state(server, hooks):
    told = []
    hooks(
        "test.letter",
        on_sent=lambda delivery: told.append((delivery.pk, delivery.state)),
        on_failed=lambda delivery: told.append((delivery.pk, delivery.state)),
    )
    sent, failed = DeliveryFactory(), DeliveryFactory(to_address="broken")

    sender.send_due()

    assert told == [(sent.pk, "sent"), (failed.pk, "failed")]
    assert not Delivery.objects.filter(outcome_told_at=None).exists()


def test_a_hook_that_breaks_sends_nothing_twice_and_is_called_again(server, hooks):
    told = []

    def broken(delivery):
        User.objects.create_user("half@example.org")
        raise LookupError

    hooks("test.letter", on_sent=broken)
    DeliveryFactory()

    sender.send_due()
    hooks("test.letter", on_sent=lambda delivery: told.append(delivery.pk))
    reaper.reap()
    reaper.reap()

    assert (len(server.mails), states()) == (1, [DeliveryState.SENT])
    assert told == [Delivery.objects.get().pk]
    assert not User.objects.exists()


def test_many_senders_at_once_send_each_message_once(server):
    DeliveryFactory.create_batch(40)
    errors = []

    def work():
        try:
            sender.send_due(seconds=30)
        except Exception as error:  # noqa: BLE001 -- told to the test
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert len({mail.message_id for mail in server.mails}) == len(server.mails) == 40
    assert states() == [DeliveryState.SENT] * 40


def wait_for_the_end_of_the_session(delivery):
    with connection.cursor() as cursor:
        key = [locks.LOCK_CLASS, delivery.pk]
        cursor.execute("SELECT pg_advisory_lock(%s::int, %s::int)", key)
        cursor.execute("SELECT pg_advisory_unlock(%s::int, %s::int)", key)


def test_a_lapsed_delivery_stays_with_the_session_that_holds_it(server):
    delivery = DeliveryFactory(in_state="sending")
    Delivery.objects.update(lease_until=timezone.now() - timedelta(minutes=1))
    holds, ends = threading.Event(), threading.Event()

    def paused_worker():
        locks.take(delivery.pk)
        holds.set()
        ends.wait(10)
        connection.close()

    thread = threading.Thread(target=paused_worker)
    thread.start()
    holds.wait(10)
    taken_while_held = reaper.reap()
    ends.set()
    thread.join()
    wait_for_the_end_of_the_session(delivery)
    taken_after = reaper.reap()

    assert (taken_while_held, taken_after) == (0, 1)
    assert states() == [DeliveryState.QUEUED]
    assert sender.send_due().sent == 1


def test_a_lease_that_runs_is_left_alone():
    DeliveryFactory(in_state="sending")

    assert reaper.reap() == 0
    assert states() == [DeliveryState.SENDING]


def test_a_result_comes_too_late_for_a_claim_that_was_lost(server):
    DeliveryFactory()
    claim = claims.claim(Lane.STANDARD, timezone.now())
    Delivery.objects.update(lease_until=timezone.now() + timedelta(minutes=9))

    assert results.record(claim, results.Result(DeliveryState.FAILED)) is False

    locks.release(claim.pk)
    assert states() == [DeliveryState.SENDING]


def test_a_database_that_restarts_during_the_dialogue_loses_no_result(server, render):
    def end_our_session(delivery):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pid = cursor.fetchone()[0]
        sessions.append(pid)
        return renderers.Rendered("Betreff", "Text")

    sessions = []
    delivery = enqueue(
        key="a", renderer=render(end_our_session), to_address="a@example.org"
    )
    server.handler.hold(1)

    def restart():
        server.handler.wait_for_held()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [sessions[0]])
        connection.close()
        server.handler.let_go()

    thread = threading.Thread(target=restart)
    thread.start()
    run = sender.send_due(most=1)
    thread.join()

    delivery.refresh_from_db()
    assert (run.sent, delivery.state) == (1, DeliveryState.SENT)
    assert len(server.mails) == 1


def test_two_calls_of_enqueue_at_once_write_one_row():
    begun = threading.Barrier(2)
    found = []

    def work():
        with transaction.atomic():
            begun.wait(10)
            found.append(
                enqueue(key="a", renderer="test.letter", to_address="a@example.org").pk
            )
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [Delivery.objects.get().pk] * 2


def test_tidy_forgets_what_ended_a_year_ago():
    long_ago = timezone.now() - timedelta(days=366)
    DeliveryFactory(in_state="sent", sent_at=long_ago, created_at=long_ago)
    DeliveryFactory(in_state="recalled", created_at=long_ago)
    kept = [
        DeliveryFactory(in_state="failed", created_at=long_ago),
        DeliveryFactory(in_state="sent", created_at=long_ago),
    ]

    assert reaper.tidy() == 2
    assert list(Delivery.objects.order_by("pk")) == kept
