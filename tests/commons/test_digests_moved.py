"""What waits moves when its reader changes their wishes, and nothing gets lost."""

from datetime import date, timedelta

import pytest

from commons.clock import BERLIN
from commons.delivery.models import Delivery
from commons.notifications.enums import Pace
from commons.notifications.models import Digest, Follow
from commons.notifications.services import digests, preferences
from tests.commons.digest_world import MONDAY, TALK, THURSDAY, gathered, opened
from tests.factories.accounts import UserFactory
from tests.factories.regions import RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("saying", "clock")]


@pytest.fixture
def reader():
    return UserFactory()


def follow(reader, region, pace):
    return Follow.objects.create(
        user=reader, kind="region", target_id=region.pk, pace=pace, created_at=MONDAY
    )


def test_another_day_and_hour_moves_what_waits(reader):
    preferences.set_pace(reader, "own", Pace.DAILY)
    gathered(reader)
    gathered(reader, pace=Pace.DAILY, reason="author")

    preferences.set_hours(reader, daily_hour=18, weekly_day=7, weekly_hour=9)

    assert opened(reader) == [
        ("daily", "Mon 02 18:00", 1),
        ("weekly", "Sun 08 09:00", 1),
    ]


def test_another_pace_moves_the_news_of_that_subject_alone(reader):
    gathered(reader)
    gathered(reader, reason="region_follower")

    preferences.set_pace(reader, "followed", Pace.DAILY)

    assert opened(reader) == [
        ("daily", "Tue 03 07:00", 1),
        ("weekly", "Thu 05 17:00", 1),
    ]


def test_a_pace_of_a_follow_stays_when_its_subject_changes(reader):
    near, far = RegionFactory(), RegionFactory()
    follow(reader, near, Pace.DAILY)
    follow(reader, far, "")
    gathered(reader, near, pace=Pace.DAILY)
    gathered(reader, far)

    preferences.set_pace(reader, "followed", Pace.BELL)

    assert opened(reader) == [("daily", "Tue 03 07:00", 1)]


def test_what_may_go_at_once_now_goes_at_once_in_one_mail(
    reader, django_capture_on_commit_callbacks
):
    gathered(reader)
    gathered(reader)

    with django_capture_on_commit_callbacks() as wakes:
        preferences.set_pace(reader, "followed", Pace.AT_ONCE)

    assert opened(reader) == [("at_once", "Mon 02 12:00", 2)]
    assert len(wakes) == 1


def test_no_mail_about_its_subject_closes_the_digest(reader):
    gathered(reader)

    preferences.set_pace(reader, "followed", Pace.BELL)

    assert Digest.objects.get().closed_at == MONDAY
    assert digests.close_due(THURSDAY) == 0
    assert not Delivery.objects.exists()


def test_whoever_takes_that_back_still_gets_what_waited(reader):
    waiting = gathered(reader)
    preferences.set_pace(reader, "followed", Pace.BELL)

    preferences.set_pace(reader, "followed", "")

    waiting.refresh_from_db()
    assert opened(reader) == [("weekly", "Thu 05 17:00", 1)]
    assert waiting.pace == Pace.WEEKLY


def test_taking_it_back_after_the_mail_has_gone_brings_it_into_the_next(reader, clock):
    stopped = gathered(reader)
    gathered(reader, reason="region_follower")
    preferences.set_pace(reader, "followed", Pace.BELL)
    clock.move_to(THURSDAY)
    digests.close_due()

    preferences.set_pace(reader, "followed", "")

    stopped.refresh_from_db()
    assert opened(reader) == [("weekly", "Thu 12 17:00", 1)]
    assert Delivery.objects.count() == 1


def test_whoever_comes_back_months_later_gets_no_heap_of_old_news(reader, clock):
    gathered(reader)
    preferences.set_mail(reader, wanted=False)
    clock.shift(timedelta(days=9))

    preferences.set_mail(reader, wanted=True)

    assert opened(reader) == []


def test_a_pause_holds_back_and_its_end_lets_go(reader):
    gathered(reader, **TALK)
    gathered(reader)

    preferences.pause(reader, date(2026, 11, 10))
    paused = opened(reader)
    preferences.pause(reader, None)

    assert paused == [("daily", "Tue 10 07:00", 1), ("weekly", "Thu 12 17:00", 1)]
    assert opened(reader) == [
        ("at_once", "Mon 02 12:00", 1),
        ("weekly", "Thu 05 17:00", 1),
    ]


def test_a_pause_that_the_assigning_did_not_know_of_holds_all_the_same(reader):
    waiting = gathered(reader)
    preferences.pause(reader, date(2026, 11, 10))
    Digest.objects.filter(closed_at=None).update(due_at=MONDAY)

    digests.close_due(THURSDAY)

    waiting.refresh_from_db()
    assert waiting.delivery is None
    assert opened(reader) == [("weekly", "Thu 12 17:00", 1)]


def test_what_is_overdue_after_an_outage_is_not_put_off_by_a_new_day(reader, clock):
    gathered(reader)
    clock.shift(timedelta(days=10))

    preferences.set_hours(reader, daily_hour=7, weekly_day=2, weekly_hour=8)

    assert digests.close_due() == 1
    assert Delivery.objects.get().to_user == reader


def test_what_was_told_or_read_stays_where_it_is(reader):
    told = gathered(reader)
    digests.close_due(THURSDAY)
    read = gathered(reader)
    read.read_at = MONDAY
    read.save()

    preferences.set_pace(reader, "followed", Pace.DAILY)

    told.refresh_from_db()
    assert told.digest.pace == Pace.WEEKLY
    assert opened(reader) == []


def test_moving_takes_as_many_statements_for_thirty_as_for_one(
    reader, django_assert_num_queries
):
    gathered(reader)
    with django_assert_num_queries(11):
        digests.reschedule(reader)
    for _ in range(29):
        gathered(reader)

    with django_assert_num_queries(11):
        digests.reschedule(reader)

    assert opened(reader) == [("weekly", "Thu 05 17:00", 30)]


def test_the_week_of_the_clock_change_keeps_the_hour_on_the_wall(reader, clock):
    clock.move_to(MONDAY.replace(month=10, day=19))
    gathered(reader)
    preferences.set_hours(reader, daily_hour=7, weekly_day=7, weekly_hour=2)

    due_at = Digest.objects.get(closed_at=None).due_at

    assert due_at.astimezone(BERLIN).strftime("%d.%m. %H:%M") == "25.10. 02:00"
