"""Kill, two tasks at once, a mail server that breaks: rows are committed here."""

import threading
from collections import Counter
from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError, ProgrammingError
from django.utils import timezone

from commons.delivery import sender
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Bucket, Delivery
from neighbourhood.newsletters.enums import NewsletterState
from neighbourhood.newsletters.models import Item, Newsletter, Subscription
from neighbourhood.newsletters.services import sending
from tests.mail_server import Handler, MailServer
from tests.neighbourhood.writing_letters import only_pages, readers, released

pytestmark = pytest.mark.usefixtures("own_database")
READERS = 7


@pytest.fixture(autouse=True)
def _small_batches(own_database, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 2)
    with only_pages():
        yield
    Delivery.objects.all().delete()
    Item.objects.all().delete()
    Newsletter.objects.all().delete()
    Subscription.objects.all().delete()
    Bucket.objects.all().delete()


@pytest.fixture
def newsletter():
    readers(READERS)
    Delivery.objects.all().delete()
    return released()


@pytest.fixture
def server(settings):
    with MailServer(handler=Breaking()) as running:
        settings.SMTP_URL = running.url
        yield running


class Breaking(Handler):
    """Takes so many mails, then drops the line."""

    breaks_after = READERS

    async def handle_DATA(self, *dialogue):  # noqa: N802 -- aiosmtpd's name
        self.is_dropping = len(self.mails) >= self.breaks_after
        return await super().handle_DATA(*dialogue)


def mails(newsletter):
    return Delivery.objects.filter(key__startswith=newsletter.key_prefix)


def state_of(newsletter):
    return Newsletter.objects.values_list("state", flat=True).get(pk=newsletter.pk)


def at_once(*runs):
    """Each in a session of its own, all begun before any goes on."""
    ready, given = threading.Barrier(len(runs)), []

    def run_apart(run):
        ready.wait(10)
        given.append(run())
        connection.close()

    threads = [threading.Thread(target=run_apart, args=[run]) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return given


def test_two_tasks_at_once_hand_each_mail_over_once(newsletter):
    handed = at_once(
        lambda: sending.run(newsletter.pk), lambda: sending.run(newsletter.pk)
    )

    assert sum(handed) == READERS
    assert mails(newsletter).count() == READERS
    newsletter.refresh_from_db()
    assert (newsletter.handed, newsletter.cursor) == (
        READERS,
        Subscription.objects.order_by("pk").last().pk,
    )


@pytest.mark.parametrize("batches", range(4))
def test_killed_between_batches_it_goes_on_behind_the_last(newsletter, batches):
    sending._begin(newsletter.pk)
    for _ in range(batches):
        sending._hand_over(newsletter.pk)

    # Nobody finished what the killed one began.
    left = sending.send_due()

    assert (left, mails(newsletter).count()) == (READERS - batches * 2, READERS)


def test_killed_inside_a_batch_it_loses_that_batch_and_no_more(newsletter):
    sending._begin(newsletter.pk)
    sending._hand_over(newsletter.pk)
    connection.close()

    def killed():
        with suppress(OperationalError), transaction.atomic():
            sending._hand_over(newsletter.pk)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    at_once(killed)

    assert mails(newsletter).count() == 2
    assert sending.send_due() == READERS - 2
    assert mails(newsletter).count() == READERS


def test_one_that_breaks_keeps_no_other_waiting(newsletter):
    other = released()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RAISE EXCEPTION 'this row is broken'; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER refuse_change BEFORE UPDATE ON newsletters_newsletter "
            f"FOR EACH ROW WHEN (OLD.id = {int(newsletter.pk)}) "
            "EXECUTE FUNCTION refuse_change()"
        )

    try:
        sending.send_due()
        with pytest.raises(ProgrammingError):
            sending.run(newsletter.pk)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER refuse_change ON newsletters_newsletter")

    assert (state_of(newsletter), mails(other).count()) == (
        NewsletterState.RELEASED,
        READERS,
    )
    assert sending.send_due() == READERS


def test_a_mail_server_that_breaks_in_the_middle_gets_each_mail_once(
    newsletter, server
):
    sending.run(newsletter.pk)
    server.handler.breaks_after = 3

    _send()
    _send()
    sent = mails(newsletter).filter(state=DeliveryState.SENT).count()
    server.handler.breaks_after, server.handler.is_dropping = READERS, False
    _wake_all(newsletter)
    _send()
    sending.send_due()

    got = Counter(mail.to for mail in server.handler.mails)
    assert sent == 3
    assert got == {f"leserin{place}@example.net": 1 for place in range(READERS)}
    assert state_of(newsletter) == NewsletterState.SENT


def test_stopped_while_mails_leave_no_more_leave_until_it_goes_on(newsletter, server):
    sending.run(newsletter.pk)
    server.handler.hold(1)
    out = threading.Thread(target=_send_and_close)
    out.start()
    server.handler.wait_for_held()
    sending.stop(newsletter, by=newsletter.released_by)
    server.handler.let_go()
    out.join(30)
    while_stopped = len(server.handler.mails)
    _send()

    assert len(server.handler.mails) == while_stopped < READERS
    sending.resume(newsletter, by=newsletter.released_by)
    _send()
    assert len(server.handler.mails) == READERS


def _send():
    while sender.send_due().sent:
        pass


def _send_and_close():
    _send()
    connection.close()


def _wake_all(newsletter):
    now = timezone.now()
    mails(newsletter).filter(state=DeliveryState.QUEUED).update(next_attempt_at=now)
