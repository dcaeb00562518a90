"""What waits follows its follow: another pace, muted, left, and followed again."""

from datetime import timedelta

import pytest

from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.delivery.renderers import Withdrawn
from commons.notifications import queries
from commons.notifications.enums import Pace
from commons.notifications.models import Digest, Notification
from commons.notifications.services import digests, following, follows
from tests.commons.digest_world import THURSDAY, gathered, opened
from tests.factories.accounts import UserFactory
from tests.factories.regions import RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("saying", "clock")]
WEEKLY, DAILY = ("weekly", "Thu 05 17:00", 1), ("daily", "Tue 03 07:00", 1)


@pytest.fixture
def reader():
    return UserFactory()


@pytest.fixture
def region(reader):
    """Followed, with a piece of news that waits for the week."""
    followed = RegionFactory(name="Altdorf")
    follows.follow(reader, followed)
    return followed


@pytest.fixture
def waiting(reader, region, clock):
    row = gathered(reader, region)
    clock.shift(timedelta(minutes=1))
    return row


def bell_of(reader):
    return [entry.line for entry in queries.bell_page(reader).entries]


@pytest.mark.usefixtures("waiting")
def test_another_pace_of_a_follow_moves_what_waits(reader, region):
    follows.set_pace(reader, region, Pace.DAILY)
    daily = opened(reader)
    follows.set_pace(reader, region, "")

    assert (daily, opened(reader)) == ([DAILY], [WEEKLY])


@pytest.mark.usefixtures("waiting")
def test_what_was_muted_waits_for_no_mail_and_comes_back(reader, region):
    follows.mute(reader, region)
    muted = opened(reader)
    follows.unmute(reader, region)

    assert (muted, opened(reader)) == ([], [WEEKLY])


@pytest.mark.usefixtures("waiting")
def test_what_was_left_goes_in_no_mail_and_stays_at_the_bell(reader, region):
    following.change(region, following.LEAVE, by=reader)

    assert opened(reader) == []
    assert digests.close_due(THURSDAY) == 0
    assert not Delivery.objects.exists()
    assert bell_of(reader) == ["Neues 1 aus Altdorf"]


def test_other_wishes_do_not_bring_back_what_was_left(reader, region, waiting):
    follows.unfollow_all(reader, [region])

    digests.reschedule(reader)

    waiting.refresh_from_db()
    assert (waiting.digest, opened(reader)) == (None, [])


@pytest.mark.usefixtures("waiting")
def test_followed_again_by_undoing_it_waits_as_before(reader, region):
    follows.set_pace(reader, region, Pace.DAILY)
    left = following.change(region, following.LEAVE, by=reader)

    following.restore(left, by=reader)

    assert opened(reader) == [DAILY]


@pytest.mark.usefixtures("waiting")
def test_followed_again_by_a_second_tap_it_waits_again(reader, region):
    following.change(region, following.LEAVE, by=reader)
    following.change(region, following.FOLLOW, by=reader)

    assert opened(reader) == [WEEKLY]


@pytest.mark.usefixtures("waiting")
def test_leaving_one_thing_leaves_the_news_of_others(reader, region):
    other = RegionFactory(name="Neudorf")
    follows.follow(reader, other)
    gathered(reader, other)

    follows.unfollow_all(reader, [region])

    assert opened(reader) == [WEEKLY]
    assert Notification.objects.get(digest__isnull=False).happening.target_id == (
        other.pk
    )


@pytest.mark.usefixtures("waiting")
def test_a_mail_that_is_on_its_way_loses_what_was_left(reader, region):
    digests.close_due(THURSDAY)
    follows.unfollow_all(reader, [region])

    with pytest.raises(Withdrawn):
        renderers.get("digest")(Digest.objects.get().delivery)


def test_a_mail_that_has_gone_and_what_was_read_stay_where_they_are(
    reader, region, waiting
):
    digests.close_due(THURSDAY)
    Delivery.objects.update(state="sent", sent_at=THURSDAY)

    follows.unfollow_all(reader, [region])

    waiting.refresh_from_db()
    assert waiting.digest is not None


def test_leaving_takes_as_many_statements_for_thirty_as_for_one(
    reader, region, django_assert_num_queries
):
    gathered(reader, region)
    with django_assert_num_queries(21):
        following.change(region, following.LEAVE, by=reader)
    follows.follow(reader, region)
    for _ in range(30):
        gathered(reader, region)

    with django_assert_num_queries(21):
        following.change(region, following.LEAVE, by=reader)

    assert opened(reader) == []
