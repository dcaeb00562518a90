"""Which news wait in which gathered mail, and what becomes of them when it goes."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from commons.delivery import patience
from commons.delivery.enums import DeliveryState, Lane
from commons.delivery.models import Delivery
from commons.notifications import services, tasks
from commons.notifications.enums import Pace
from commons.notifications.models import Digest, MailPreference, Notification
from commons.notifications.queries.wishes import wishes_of
from commons.notifications.services import closing, digests, preferences
from tests.commons.digest_world import (
    MONDAY,
    TALK,
    THURSDAY,
    gathered,
    news,
    opened,
    posted,
)
from tests.factories.accounts import UserFactory
from tests.factories.notifications import NotificationFactory

HOUR = timedelta(hours=1)


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("saying", "clock")]


def mailed(row):
    row.refresh_from_db()
    return row.delivery_id is not None


def test_news_of_one_pace_wait_together_until_the_next_chosen_hour():
    reader = UserFactory()
    rows = [news(reader), news(reader), news(reader, pace=Pace.DAILY)]

    digests.assign(rows, wishes_of([reader.pk]))

    assert opened(reader) == [
        ("daily", "Tue 03 07:00", 1),
        ("weekly", "Thu 05 17:00", 2),
    ]
    assert [row.digest_id for row in rows] == list(
        Notification.objects.order_by("pk").values_list("digest_id", flat=True)
    )


@pytest.mark.parametrize("pace", (Pace.BELL, Pace.AT_ONCE))
def test_what_is_not_gathered_waits_in_no_digest(pace):
    row = gathered(UserFactory(), pace=pace, reason="author")

    assert row.digest is None
    assert not Digest.objects.exists()


def test_a_crowd_is_assigned_in_as_many_statements_as_one(django_assert_num_queries):
    crowd = UserFactory.create_batch(30, address=False)
    rows = [news(reader) for reader in crowd]
    wishes = wishes_of([reader.pk for reader in crowd])

    with django_assert_num_queries(4):  # two of them the savepoint
        digests.assign(rows, wishes)
    with django_assert_num_queries(4):
        digests.assign([news_of_one := rows[0]], wishes)

    assert Digest.objects.count() == 30
    assert news_of_one.digest.user == crowd[0]


def test_the_database_knows_one_open_digest_a_person_and_pace():
    waiting = gathered(UserFactory()).digest

    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.create(
            user=waiting.user, pace=waiting.pace, due_at=MONDAY, created_at=MONDAY
        )


def test_a_conversation_goes_at_once_and_then_once_an_hour(
    clock, django_capture_on_commit_callbacks
):
    reader = UserFactory()
    with django_capture_on_commit_callbacks() as wakes:
        first = gathered(reader, **TALK)
    digests.close_due()
    posted()
    clock.shift(timedelta(minutes=10))
    second = gathered(reader, **TALK)
    clock.shift(timedelta(minutes=20))
    third = gathered(reader, **TALK)

    assert mailed(first)
    assert len(wakes) == 1
    assert opened(reader) == [("at_once", "Mon 02 13:00", 2)]
    clock.shift(timedelta(minutes=30))
    assert digests.close_due() == 1
    assert second.digest == third.digest
    assert (mailed(second), mailed(third)) == (True, True)


def test_while_the_mail_server_is_away_for_a_day_no_mails_pile_up(clock):
    reader, other = UserFactory(), UserFactory()
    gathered(reader, **TALK)
    digests.close_due()
    for _ in range(24):
        clock.shift(HOUR)
        gathered(reader, **TALK)
        digests.close_due()

    assert Delivery.objects.count() == 1
    assert opened(reader) == [("at_once", "Tue 03 12:15", 24)]
    gathered(other, **TALK)
    assert digests.close_due() == 1
    posted()
    clock.shift(closing.UNTIL_ASKED_AGAIN)
    assert digests.close_due() == 1
    assert Delivery.objects.filter(to_user=reader).count() == 2
    assert not Notification.objects.filter(delivery=None).exists()


@pytest.mark.parametrize("lane", (Lane.STANDARD, Lane.BULK))
def test_a_mail_to_one_or_to_a_crowd_outlasts_a_weekend_without_mail_server(lane):
    assert not patience.is_over(lane, MONDAY, MONDAY + timedelta(days=4))


def test_a_mail_of_another_pace_or_one_that_failed_holds_up_none(clock):
    reader = UserFactory()
    gathered(reader, **TALK)
    digests.close_due()
    gathered(reader, pace=Pace.DAILY)
    clock.move_to(MONDAY + timedelta(days=1))
    assert digests.close_due() == 1

    Delivery.objects.update(state=DeliveryState.FAILED, failed_at=MONDAY)
    gathered(reader, pace=Pace.DAILY)
    clock.shift(timedelta(days=1))
    assert digests.close_due() == 1
    assert Delivery.objects.count() == 3


def test_a_digest_closes_at_its_hour_and_its_news_get_one_mail():
    reader = UserFactory(language="en")
    rows = [gathered(reader), gathered(reader)]

    assert digests.close_due(THURSDAY - timedelta(seconds=1)) == 0
    assert [digests.close_due(THURSDAY), digests.close_due(THURSDAY)] == [1, 0]

    digest, mail = Digest.objects.get(), Delivery.objects.get()
    assert (digest.closed_at, digest.delivery) == (THURSDAY, mail)
    assert (mail.key, mail.renderer, mail.to_user) == (
        f"digest:{digest.pk}",
        "digest",
        reader,
    )
    assert [mailed(row) for row in rows] == [True, True]


def test_what_comes_after_a_mail_waits_for_the_next_one(clock):
    reader = UserFactory()
    gathered(reader)
    clock.move_to(THURSDAY)
    tasks.close_digests()

    gathered(reader)

    assert opened(reader) == [("weekly", "Thu 12 17:00", 1)]


@pytest.mark.parametrize("reason", ("read", "withdrawn", "without mail", "gone"))
def test_a_digest_with_nothing_left_closes_without_a_mail(reason):
    reader = UserFactory()
    row = gathered(reader)
    if reason == "read":
        services.mark_read(reader, row.pk)
    elif reason == "withdrawn":
        row.happening.withdrawn_at = MONDAY
        row.happening.save()
    elif reason == "without mail":
        MailPreference.objects.create(user=reader, wants_mail=False, changed_at=MONDAY)
    else:
        reader.is_active = False
        reader.save()

    assert digests.close_due(THURSDAY) == 1

    assert not Delivery.objects.exists()
    assert Digest.objects.get().closed_at == THURSDAY


def test_one_that_breaks_keeps_none_waiting_and_is_tried_again(monkeypatch):
    readers = UserFactory.create_batch(3)
    for reader in readers:
        gathered(reader)
    broken, prepare = readers[1].pk, closing.delivery.prepare

    def prepare_or_break(**message):
        if message["to_user_id"] == broken:
            raise ZeroDivisionError
        return prepare(**message)

    monkeypatch.setattr(closing.delivery, "prepare", prepare_or_break)
    assert digests.close_due(THURSDAY) == 2
    monkeypatch.undo()

    assert Digest.objects.get(closed_at=None).user_id == broken
    assert digests.close_due(THURSDAY) == 1
    assert Delivery.objects.count() == 3


def test_a_crowd_of_mails_rides_behind_what_cannot_wait(monkeypatch):
    monkeypatch.setattr(closing, "BULK_FROM", 2)
    few, many = UserFactory.create_batch(2), UserFactory.create_batch(2)
    gathered(few[0], pace=Pace.DAILY)
    for reader in many:
        gathered(reader)

    digests.close_due(THURSDAY)

    lanes = {row.digest.pace: row.lane for row in Delivery.objects.all()}
    assert lanes == {"daily": Lane.STANDARD, "weekly": Lane.BULK}


def test_a_crowd_closes_in_as_many_statements_as_one(django_assert_num_queries):
    for reader in UserFactory.create_batch(30, address=False):
        gathered(reader)

    with django_assert_num_queries(17):
        assert digests.close_due(THURSDAY) == 30
    gathered(UserFactory())
    with django_assert_num_queries(17):
        assert digests.close_due(THURSDAY) == 1


def test_a_long_run_hands_the_rest_to_the_next_task(
    monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(closing, "AT_ONCE", 1)
    for reader in UserFactory.create_batch(3):
        gathered(reader)

    with django_capture_on_commit_callbacks() as wakes:
        first = digests.close_due(THURSDAY, seconds=0)

    assert (first, Delivery.objects.count()) == (1, 1)
    assert len(wakes) == 2  # one to send, one to go on
    assert digests.close_due(THURSDAY) == 2


def test_the_task_is_woken_by_its_name_and_by_beat(django_capture_on_commit_callbacks):
    gathered(UserFactory(), **TALK)

    assert [tasks.close_digests(), tasks.close_digests()] == [1, 0]


def test_whoever_pauses_gets_what_came_meanwhile_in_the_first_daily_mail():
    reader = UserFactory()
    preferences.pause(reader, date(2026, 11, 10))

    gathered(reader, pace=Pace.AT_ONCE, reason="author")
    gathered(reader, pace=Pace.WEEKLY)

    assert opened(reader) == [
        ("daily", "Tue 10 07:00", 1),
        ("weekly", "Thu 12 17:00", 1),
    ]


def test_an_account_that_ends_takes_its_digests_along():
    waiting, left = gathered(UserFactory()), gathered(UserFactory())

    waiting.user.delete()

    assert list(Digest.objects.all()) == [left.digest]


def test_people_without_account_are_in_no_digest():
    row = NotificationFactory(user=None, address="x@example.org", pace=Pace.WEEKLY)

    digests.assign([row], {})

    assert row.digest is None
