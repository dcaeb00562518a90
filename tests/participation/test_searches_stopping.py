"""One click in a mail of a saved search with a pace of its own stops that search."""

from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import signing
from django.http import QueryDict

from commons.notifications import services as notifications, subjects, unsubscribing
from commons.notifications.enums import Pace
from commons.notifications.models import Digest, Follow, Notification
from commons.notifications.queries.wishes import wishes_of
from commons.notifications.services import preferences
from commons.notifications.unsubscribing import Stopped
from commons.verbs.services import happened
from participation.ideas.filters import IdeaFilterForm
from participation.ideas.models import SavedSearch
from participation.ideas.services import searches
from tests.commons.digest_world import MONDAY, opened
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.keys import empty_keys

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
DAILY = ("daily", "Tue 03 07:00", 1)


@pytest.fixture(autouse=True)
def clock():
    empty_keys()
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def reader():
    return UserFactory()


def keep(reader, idea, pace, name="Hier"):
    """For all of a Stadtteil, and under another name for what never comes there."""
    words = "" if name == "Hier" else f"&q={name}"
    query = f"stadtteil={idea.region.slug}{words}"
    wish = IdeaFilterForm(QueryDict(query)).wish()
    return searches.save(wish, by=reader, name=name, pace=pace)


def publish(idea):
    notifications.expand(happened("idea.published", idea, by=None).pk)


def told(reader, idea, pace=Pace.AT_ONCE):
    """What a search with this pace found."""
    keep(reader, idea, pace)
    publish(idea)
    return Notification.objects.get(user=reader)


def path_of(row):
    return urlsplit(unsubscribing.url_for(row)).path


def undo_in(response):
    return {"before": response.context["undo"]}


def kept(reader):
    rows = SavedSearch.objects.filter(user=reader).order_by("pk")
    return [(row.pace, row.wants_mail) for row in rows]


def chosen(reader):
    return wishes_of([reader.pk])[reader.pk].paces


def test_a_single_mail_stops_the_search_alone(client, reader):
    idea = IdeaFactory()
    row = told(reader, idea)
    keep(reader, IdeaFactory(), Pace.AT_ONCE, "Brunnen")

    done = client.post(path_of(row), ONE_CLICK)
    publish(IdeaFactory(region=idea.region))

    assert done.context["stopped"] == ["Eine gespeicherte Suche"]
    assert kept(reader) == [("bell", False), ("at_once", True)]
    assert chosen(reader) == {}
    assert reader.notifications.latest("pk").pace == Pace.BELL


def test_what_was_stopped_comes_back(client, reader):
    row = told(reader, IdeaFactory())
    done = client.post(path_of(row), ONE_CLICK)

    back = client.post(path_of(row), undo_in(done))

    assert back.context["step"] == "back"
    assert back.context["stopped"] == ["Eine gespeicherte Suche"]
    assert kept(reader) == [("at_once", True)]


def test_a_pace_that_was_chosen_since_stays(client, reader):
    row = told(reader, IdeaFactory())
    done = client.post(path_of(row), ONE_CLICK)
    searches.set_pace(SavedSearch.objects.get(), Pace.WEEKLY)

    client.post(path_of(row), undo_in(done))

    assert kept(reader) == [("weekly", True)]


def test_a_second_click_leaves_the_news_of_places_alone(client, reader):
    row = told(reader, IdeaFactory())
    client.post(path_of(row), ONE_CLICK)

    asked = client.get(path_of(row))
    again = client.post(path_of(row), ONE_CLICK)

    assert (asked.context["step"], again.context["step"]) == ("nothing", "nothing")
    assert chosen(reader) == {}


def test_a_search_as_of_the_like_stops_with_the_like(client, reader):
    preferences.set_pace(reader, subjects.PLACES, Pace.AT_ONCE)
    row = told(reader, IdeaFactory(), "")

    client.post(path_of(row), ONE_CLICK)

    assert kept(reader) == [("", True)]
    assert chosen(reader) == {subjects.PLACES: Pace.BELL}


def test_a_search_that_made_other_news_sooner_stops(client, reader):
    idea = IdeaFactory()
    notifications.follow(reader, idea.region, reason="region_follower")
    row = told(reader, idea)

    done = client.post(path_of(row), ONE_CLICK)

    assert row.reason != "saved_search"
    assert done.context["stopped"] == ["Eine gespeicherte Suche"]
    assert kept(reader) == [("bell", False)]


def test_a_gathered_mail_stops_the_searches_of_its_pace(client, reader):
    row = told(reader, IdeaFactory(), Pace.DAILY)
    keep(reader, IdeaFactory(), Pace.DAILY, "Brunnen")
    keep(reader, IdeaFactory(), Pace.WEEKLY, "Radweg")

    done = client.post(path_of(row.digest), ONE_CLICK)
    waiting = opened(reader)
    stopped = kept(reader)
    client.post(path_of(row.digest), undo_in(done))

    assert "2 gespeicherte Suchen" in done.context["stopped"]
    assert (stopped, waiting) == (
        [("bell", False), ("bell", False), ("weekly", True)],
        [],
    )
    assert kept(reader) == [("daily", True), ("daily", True), ("weekly", True)]
    assert opened(reader) == [DAILY]


@pytest.mark.parametrize("sort", ("search", "follow"))
def test_what_waited_for_the_end_of_a_pause_stops_in_its_daily_mail(
    client, reader, sort
):
    idea = IdeaFactory()
    preferences.pause(reader, MONDAY.date().replace(day=9))
    if sort == "search":
        keep(reader, idea, Pace.AT_ONCE)
    else:
        notifications.follow(reader, idea.region, reason="region_follower")
        Follow.objects.update(pace=Pace.AT_ONCE)
    publish(idea)
    digest = Digest.objects.get(user=reader, pace=Pace.DAILY)

    client.post(path_of(digest), ONE_CLICK)

    one = SavedSearch.objects.first() or Follow.objects.get()
    assert one.pace == Pace.BELL


def test_a_silenced_follow_is_not_followed_by_its_subject(client, reader):
    idea = IdeaFactory()
    notifications.follow(reader, idea.region, reason="region_follower")
    Follow.objects.update(pace=Pace.AT_ONCE)
    publish(idea)
    path = path_of(Notification.objects.get(user=reader))

    first, second = (client.post(path, ONE_CLICK) for _number in range(2))

    assert (first.context["step"], second.context["step"]) == ("done", "nothing")
    assert chosen(reader) == {}


def test_nobody_brings_back_the_search_of_somebody_else(client, reader):
    row = told(reader, IdeaFactory())
    client.post(path_of(row), ONE_CLICK)
    mine = Notification(user=UserFactory())
    ids = {SavedSearch.objects.get().pk: Pace.AT_ONCE}
    stopped = Stopped(wishes={"saved_search": ids})
    other = Notification.objects.create(
        user=mine.user, happening=row.happening, created_at=MONDAY, reason=row.reason
    )

    client.post(path_of(row), {"before": unsubscribing.undo_token(mine, stopped)})
    client.post(path_of(other), {"before": unsubscribing.undo_token(mine, stopped)})

    assert kept(reader) == [("bell", False)]


def test_a_way_back_of_before_searches_were_stopped_still_holds(client, reader):
    row = told(reader, IdeaFactory())
    preferences.set_pace(reader, subjects.OWN, Pace.BELL)
    said = [reader.pk, {subjects.OWN: "daily"}, {}, False]
    old = signing.dumps(said, salt=unsubscribing.UNDO_SALT, compress=True)

    client.post(path_of(row), {"before": old})

    assert chosen(reader) == {subjects.OWN: Pace.DAILY}


@pytest.mark.parametrize("number", (1, 6))
def test_asking_takes_as_many_statements_for_many_searches_as_for_one(
    client, reader, number, django_assert_num_queries
):
    idea = IdeaFactory()
    for _number in range(number):
        made = keep(reader, idea, Pace.DAILY)
        SavedSearch.objects.filter(pk=made.pk).update(query=f"wort={made.pk}")
        publish(IdeaFactory(region=idea.region))
    path = path_of(Digest.objects.get(user=reader))

    with django_assert_num_queries(11):
        client.get(path)
