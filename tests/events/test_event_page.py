"""The page of an event: which Termin it shows, to whom, and what machines read."""

import json
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.pagecache import bump
from events.calendar import structured
from events.calendar.queries.generations import generations_of
from participation.actors.enums import Level
from participation.moderation.enums import Publication
from participation.networks.enums import Visibility
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory
from tests.factories.actors import make_member
from tests.factories.departments import TopicFactory
from tests.factories.events import EventFactory, OccurrenceFactory, at
from tests.factories.networks import make_network

pytestmark = pytest.mark.django_db
SECRET = "https://video.example/geheimer-raum-4711"


def page_of(client, event, **asked):
    return client.get(event.get_absolute_url(), asked).content.decode()


def online(**fields):
    return EventFactory(
        is_online=True,
        takes_registrations=True,
        online_url=SECRET,
        place_text="",
        **fields,
    )


def series(*days, **fields):
    event = EventFactory(occurrence=False, rrule="FREQ=WEEKLY", **fields)
    return event, [OccurrenceFactory(event=event, starts_at=at(each)) for each in days]


class Properties(HTMLParser):
    """What a reader of microdata finds, by name."""

    def __init__(self, page):
        super().__init__()
        self.found = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "itemprop" in given:
            value = given.get("content") or given.get("href") or ""
            self.found.setdefault(given["itemprop"], []).append(value)


def test_the_page_shows_the_next_termin_and_names_the_others(client):
    event, (past, following, later) = series(-7, 2, 9)

    response = client.get(event.get_absolute_url())

    page = response.context["page"]
    assert page.occurrence == following
    assert list(page.coming) == [later]
    assert past not in page.coming


def test_the_address_of_a_termin_opens_just_this_one(client):
    event, (first, second) = series(2, 9)
    short = reverse("calendar:occurrence-show", args=[second.pk])

    response = client.get(short, follow=True)

    (to, status), *_more = response.redirect_chain
    assert (to, status) == (f"{event.get_absolute_url()}?termin={second.pk}", 302)
    assert response.context["occurrence"] == second
    assert list(response.context["page"].coming) == [first]


def test_a_termin_of_another_event_leads_to_the_event(client):
    event, other = EventFactory(), EventFactory()
    foreign = other.occurrences.get()

    response = client.get(event.get_absolute_url(), {"termin": foreign.pk})

    assert (response.status_code, response.url) == (302, event.get_absolute_url())


def test_of_called_off_termine_the_next_that_takes_place_is_shown(client):
    event, (first, second) = series(2, 9)
    first.cancelled_at = timezone.now()
    first.save()

    response = client.get(event.get_absolute_url())

    assert response.context["occurrence"] == second


def test_a_called_off_termin_says_why(client):
    EventFactory(title="Anderes")
    event = EventFactory(
        occurrence__cancelled_at=timezone.now(), occurrence__cancel_reason="Sturm."
    )

    page = page_of(client, event)

    assert "Dieser Termin ist abgesagt." in page
    assert "Sturm." in page
    assert "https://schema.org/EventCancelled" in page


def test_the_link_of_an_online_event_is_on_no_page_of_a_stranger(client, sign_in):
    event = online()
    occurrence = event.occurrences.get()
    addresses = [
        event.get_absolute_url(),
        "/veranstaltungen/",
        "/veranstaltungen/monat/",
        "/veranstaltungen/karte/",
        "/veranstaltungen/kalender.ics",
        reverse("calendar:occurrence-calendar", args=[occurrence.pk]),
        reverse("calendar:occurrence-data", args=[occurrence.pk]),
        reverse("calendar:feed-actor", args=[event.actor_id]),
        reverse("calendar:embed-show", args=[event.actor_id]),
    ]

    for user in (None, UserFactory()):
        if user:
            sign_in(client, user)
        for address in addresses:
            assert "geheimer-raum" not in client.get(address).content.decode()


def test_who_speaks_for_the_organiser_finds_the_link(client, sign_in):
    event = online()
    sign_in(client, make_member(event.actor, Level.EDITOR))

    assert SECRET in page_of(client, event)


@pytest.mark.parametrize("state", sorted(set(Publication) - {Publication.PUBLISHED}))
def test_what_is_not_public_nobody_else_sees(client, sign_in, state):
    event = EventFactory(publication=state)
    gone = state in {Publication.REMOVED, Publication.WITHDRAWN}

    response = client.get(event.get_absolute_url())

    assert response.status_code == (410 if gone else 404)
    for name in ("occurrence-show", "occurrence-calendar", "occurrence-data"):
        address = reverse(f"calendar:{name}", args=[event.occurrences.get().pk])
        assert client.get(address).status_code == 404
    sign_in(client, event.author)
    assert client.get(event.get_absolute_url()).status_code == 200


def test_an_event_of_a_hidden_network_is_for_its_people(client):
    network, _coordinator = make_network(visibility=Visibility.HIDDEN)
    event = EventFactory(organiser="network", network=network, actor=None)

    assert client.get(event.get_absolute_url()).status_code == 404
    feed = reverse("calendar:feed-network", args=[network.pk])
    assert client.get(feed).status_code == 404


def test_an_old_title_and_the_short_address_lead_on(client):
    event = EventFactory()

    for address in (
        f"/veranstaltungen/{event.pk}/",
        f"/veranstaltungen/{event.pk}/alt/",
    ):
        response = client.get(address)
        assert (response.status_code, response.url) == (301, event.get_absolute_url())


def test_machines_read_the_same_as_people(client):
    event = EventFactory(
        title="Hoffest", is_free=False, costs="2 Euro", lon=13.4, lat=52.5, capacity=20
    )
    event.topics.add(TopicFactory(name="Begegnung"))
    occurrence = event.occurrences.get()

    found = Properties(page_of(client, event)).found
    address = reverse("calendar:occurrence-data", args=[occurrence.pk])
    response = client.get(address)
    said = json.loads(response.content)

    assert response.headers["Content-Type"] == "application/ld+json; charset=utf-8"
    assert said["@type"] == "Event"
    assert said["name"] == "Hoffest"
    assert said["startDate"] == at().isoformat()
    assert said["eventStatus"] == found["eventStatus"][0]
    assert said["eventStatus"] == "https://schema.org/EventScheduled"
    assert said["isAccessibleForFree"] is False
    assert found["isAccessibleForFree"] == ["false"]
    assert said["location"]["geo"]["latitude"] == 52.5
    assert said["organizer"]["name"] == event.actor.name
    assert (said["maximumAttendeeCapacity"], said["keywords"]) == (20, ["Begegnung"])
    assert address in page_of(client, event)


def test_a_moved_termin_tells_machines_where_it_was():
    event = EventFactory(occurrence=False)
    row = OccurrenceFactory(
        event=event, starts_at=at(9), original_starts_at=at(8), ends_at=at(9, 20)
    )

    said = structured.as_json(row)

    assert said["eventStatus"] == "https://schema.org/EventRescheduled"
    assert said["previousStartDate"] == at(8).isoformat()


def test_hostile_words_stay_words(client):
    hostile = '"><script>alert(1)</script>'
    event = EventFactory(
        title=hostile, slug="x", text=hostile, place_text=hostile, access_note=hostile
    )

    page = page_of(client, event)

    assert "<script>alert" not in page
    assert hostile not in client.get("/veranstaltungen/").content.decode()


@pytest.mark.parametrize("count", (1, 30))
def test_the_page_asks_as_often_for_thirty_termine_as_for_one(
    client, django_assert_max_num_queries, count
):
    event, _rows = series(*range(1, count + 1))
    address = f"{event.get_absolute_url()}?x=1"
    client.get(address)

    with django_assert_max_num_queries(14 + STRICT_QUERIES):
        client.get(address)


def test_the_page_of_an_anonymous_visitor_ends_with_a_change(
    client, django_capture_on_commit_callbacks
):
    event = EventFactory(title="Vorher")
    assert "Vorher" in page_of(client, event)

    event.title = "Nachher"
    event.save()
    kept = page_of(client, event)
    with django_capture_on_commit_callbacks(execute=True):
        bump(*generations_of(event))

    assert "Vorher" in kept
    assert "Nachher" in page_of(client, event)


def test_a_running_termin_is_not_over_and_a_past_one_is(client):
    now = timezone.now()
    event = EventFactory(
        starts_at=now - timedelta(hours=5),
        ends_at=now - timedelta(hours=3),
        occurrence__ends_at=now - timedelta(hours=3),
    )

    assert "Dieser Termin ist vorbei." in page_of(client, event)
