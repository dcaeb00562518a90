"""What a saved search found waits at the pace that its owner chose for just that."""

import pytest
import time_machine
from django.http import QueryDict

from commons.notifications import services as notifications, subjects
from commons.notifications.enums import Pace
from commons.notifications.services import digests, preferences
from commons.verbs.services import happened
from participation.ideas.filters import IdeaFilterForm
from participation.ideas.services import searches
from tests.commons.digest_world import MONDAY, opened
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
WEEKLY, DAILY = ("weekly", "Thu 05 17:00", 1), ("daily", "Tue 03 07:00", 1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def search():
    """One that an idea was found by, which waits for the daily mail."""
    idea = IdeaFactory()
    wish = IdeaFilterForm(QueryDict(f"stadtteil={idea.region.slug}")).wish()
    made = searches.save(wish, by=UserFactory(), name="Hier", pace=Pace.DAILY)
    notifications.expand(happened("idea.published", idea, by=None).pk)
    return made


def test_its_own_pace_holds_when_other_wishes_change(search):
    preferences.set_pace(search.user, subjects.PLACES, Pace.BELL)
    preferences.set_hours(search.user, daily_hour=7, weekly_day=4, weekly_hour=17)

    assert opened(search.user) == [DAILY]


def test_another_pace_moves_what_waits(search):
    searches.set_pace(search, Pace.WEEKLY)
    weekly = opened(search.user)
    searches.set_pace(search, "")
    usual = opened(search.user)
    preferences.set_pace(search.user, subjects.PLACES, Pace.DAILY)

    assert (weekly, usual, opened(search.user)) == ([WEEKLY], [WEEKLY], [DAILY])


def test_a_paused_search_waits_for_no_mail_until_it_goes_on(search):
    searches.pause(search, is_paused=True)
    paused = opened(search.user)
    searches.pause(search, is_paused=False)

    assert (paused, opened(search.user)) == ([], [DAILY])


def test_what_a_deleted_search_found_goes_in_no_mail(search):
    searches.delete(search)

    assert opened(search.user) == []


def test_moving_takes_as_many_statements_for_many_finds_as_for_one(
    search, django_assert_num_queries
):
    with django_assert_num_queries(11):
        digests.reschedule(search.user)
    for idea in IdeaFactory.create_batch(5, region=IdeaFactory().region):
        wish = IdeaFilterForm(QueryDict(f"stadtteil={idea.region.slug}")).wish()
        searches.save(wish, by=search.user, name="Dort", pace=Pace.DAILY)
        notifications.expand(happened("idea.published", idea, by=None).pk)

    with django_assert_num_queries(11):
        digests.reschedule(search.user)

    assert opened(search.user) == [("daily", "Tue 03 07:00", 6)]
