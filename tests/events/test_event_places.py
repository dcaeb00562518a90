"""Where the calendar shows itself: home, Stadtteil, actor, network, menu, search."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commons import kinds
from commons.accounts.visitors import visitor_for
from commons.clock import berlin_today
from commons.notifications.models import Follow
from commons.search import queries as found, services as search
from commons.verbs.registry import Recipient
from events.calendar.queries import embedding, finding
from events.calendar.verbs import following
from neighbourhood.newsletters import sources
from participation.actors.enums import Level
from participation.moderation.enums import Publication
from participation.networks.enums import Visibility
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory, make_member
from tests.factories.departments import TopicFactory
from tests.factories.events import EventFactory, OccurrenceFactory, at
from tests.factories.networks import make_network
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db


def follow(user, target):
    return Follow.objects.create(
        user=user,
        kind=kinds.of(target).key,
        target_id=target.pk,
        created_at=timezone.now(),
    )


def test_the_menu_leads_to_the_calendar(client):
    page = client.get("/").content.decode()

    assert f'href="{reverse("calendar:event-list")}"' in page


def test_the_first_page_names_the_next_of_each_event(client):
    series = EventFactory(title="Chor", occurrence=False)
    for days in range(1, 10):
        OccurrenceFactory(event=series, starts_at=at(days))
    EventFactory(title="Fest", starts_at=at(20))
    EventFactory(
        title="Ausgefallen", starts_at=at(1), occurrence__cancelled_at=timezone.now()
    )

    shown = [(each.event.title, each.starts_at) for each in embedding.on_home()]

    assert shown == [("Chor", at(1)), ("Fest", at(20))]
    assert "Fest" in client.get("/").content.decode()


def test_an_empty_calendar_leaves_the_first_page_its_words(client):
    assert "Zurzeit steht hier kein Termin" in client.get("/").content.decode()


def test_a_stadtteil_shows_its_own_and_those_for_all(client):
    here = RegionFactory()
    EventFactory(title="Nebenan", region=here)
    EventFactory(title="Bezirksfest", region=None)
    EventFactory(title="Anderswo", region=RegionFactory())

    page = client.get(here.get_absolute_url()).content.decode()

    assert "Nebenan" in page
    assert "Bezirksfest" in page
    assert "Anderswo" not in page
    for name in ("sheet-pdf", "feed-region"):
        assert reverse(f"calendar:{name}", args=[here.slug]) in page


def test_an_actor_shows_its_own_and_its_people_how_to_embed_them(client, sign_in):
    actor = ActorFactory()
    EventFactory(title="Nebenan", actor=actor)
    EventFactory(title="Fremd")
    embed = reverse("calendar:embed-help", args=[actor.pk])

    page = client.get(actor.get_absolute_url()).content.decode()
    sign_in(client, make_member(actor, Level.EDITOR))
    own = client.get(actor.get_absolute_url()).content.decode()

    assert "Nebenan" in page
    assert "Fremd" not in page
    assert embed not in page
    assert embed in own


@pytest.mark.parametrize("visibility", Visibility)
def test_a_network_shows_its_own_to_who_reads_it(client, sign_in, visibility):
    network, coordinator = make_network(visibility=visibility)
    EventFactory(title="Kreis", organiser="network", network=network, actor=None)
    is_open = visibility == Visibility.OPEN

    page = client.get(network.get_absolute_url()).content.decode()
    sign_in(client, coordinator)
    own = client.get(network.get_absolute_url()).content.decode()

    assert ("Kreis" in page) == is_open
    assert "Kreis" in own


def test_search_finds_what_is_listed_and_not_the_secret_link(client):
    event = EventFactory(
        title="Fahrradwerkstatt",
        is_online=True,
        takes_registrations=True,
        online_url="https://video.example/geheimraum",
    )
    hidden = EventFactory(title="Verborgen", publication=Publication.SUBMITTED)
    search.index("event", event)

    visitor = visitor_for(None)

    hits = found.search(visitor, "Fahrradwerkstatt", kinds=["event"]).hits
    assert [hit.target_id for hit in hits] == [event.pk]
    assert found.search(visitor, "geheimraum", kinds=["event"]).hits == []
    assert finding.document_of(hidden) is None


def test_of_a_new_event_those_hear_who_follow_what_is_near():
    topic, region = TopicFactory(), RegionFactory()
    event = EventFactory(region=region)
    event.topics.add(topic)
    wanted = [event.actor, region, topic]
    people = [follow(UserFactory(), each).user for each in wanted]
    follow(UserFactory(), RegionFactory())
    follow(event.author, region)

    told = [who.user_id for who in following.neighbours_of(event, {})]

    assert told == [each.pk for each in people]


def test_what_has_left_the_public_is_told_to_nobody():
    event = EventFactory(title="Hoffest")
    who = Recipient(user_id=1)

    told = following.tell_follower(following.NEW, event, {}, who)
    event.publication = Publication.HIDDEN

    assert told.line == "Neue Veranstaltung: Hoffest"
    assert "Berliner Straße 12" in str(told.text)
    assert following.tell_follower(following.NEW, event, {}, who) is None


def test_a_rundbrief_is_offered_what_comes_in_its_stadtteil():
    region = RegionFactory()
    series = EventFactory(title="Chor", region=region, occurrence=False)
    for days in (3, 10):
        OccurrenceFactory(event=series, starts_at=at(days))
    EventFactory(title="Für alle", region=None, starts_at=at(5))
    EventFactory(title="Weit weg", region=region, starts_at=at(90))
    EventFactory(title="Woanders", region=RegionFactory(), starts_at=at(5))
    off = EventFactory(
        title="Abgesagt",
        region=region,
        starts_at=at(4),
        occurrence__cancelled_at=timezone.now(),
    )
    source, today = sources.find("events"), berlin_today()

    found = source.collect(region, today - timedelta(days=30), today)
    ids = [piece.target_id for piece in found]

    assert [piece.title for piece in found] == ["Chor", "Für alle"]
    assert found[0].day == today + timedelta(days=3)
    assert "Berliner Straße 12" in found[0].summary
    kept = source.find(region, [*ids, off.pk])
    assert [piece.target_id for piece in kept] == ids
