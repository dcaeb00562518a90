"""The pages of partners' calendars: who sees what, and what each click does."""

import uuid

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from events.calendar.models import CalendarSource, Event, SourcePlace
from events.calendar.queries import sources as queries
from events.calendar.source_states import SourceState
from events.calendar.verbs.sources import owners_of, tell_failed
from neighbourhood.regions.models import Region
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.actors import ActorFactory, make_member
from tests.factories.sources import (
    CalendarSourceFactory,
    entry,
    read_again,
    says,
)

pytestmark = pytest.mark.django_db
LIST = "calendar:source-list"


@pytest.fixture
def partner(partner):
    says(
        partner,
        entry("a", where="Haus am Park", title="Nähcafé <b>"),
        entry("b", "CLASS:PRIVATE", title="Teamsitzung"),
    )
    return partner


@pytest.fixture
def source():
    return CalendarSourceFactory()


@pytest.fixture
def keeper(source):
    return make_member(source.actor)


def page(source, name="source-show"):
    return reverse(f"calendar:{name}", args=[source.pk])


def test_from_the_address_to_the_event_on_the_page(client, sign_in, partner):
    actor = ActorFactory(verified=True)
    sign_in(client, make_member(actor))
    typed = {"actor": actor.pk, "url": partner.url, "key": uuid.uuid4()}

    tried = client.post(reverse(LIST), typed)
    source = CalendarSource.objects.get()
    waiting = client.get(page(source))
    read_again(source)
    preview = client.get(page(source))
    place = SourcePlace.objects.get()
    chosen = Region.objects.order_by("number").last()
    connected = client.post(
        page(source),
        {
            "name": "Unser Programm",
            "placing": "by_place",
            "region": "",
            f"ort_{place.pk}": chosen.pk,
        },
    )
    read_again(source)

    event = Event.objects.get()
    shown = client.get(event.get_absolute_url())
    assert tried.url == connected.url == page(source)
    assert "Wir lesen den Kalender von 127.0.0.1" in waiting.text
    assert "Eine Veranstaltung kommt herein" in preview.text
    assert "Nähcafé &lt;b&gt;" in preview.text
    assert "Er ist als privat markiert" in preview.text
    assert event.region == chosen
    assert "Unser Programm" in shown.text
    assert "Aus einem anderen Kalender" in shown.text


@pytest.mark.parametrize(
    "url", ("http://haus.example/a.ics", "haus.example", "ftp://x")
)
def test_an_odd_address_is_refused_in_words(client, sign_in, url):
    actor = ActorFactory(verified=True)
    sign_in(client, make_member(actor))

    answer = client.post(
        reverse(LIST), {"actor": actor.pk, "url": url, "key": uuid.uuid4()}
    )

    assert answer.status_code == 422
    assert not CalendarSource.objects.exists()


def test_nobody_connects_a_calendar_for_an_actor_of_others(client, sign_in):
    sign_in(client, make_member(ActorFactory(verified=True)))
    theirs = ActorFactory(verified=True)
    typed = {"actor": theirs.pk, "url": "https://x.example/a", "key": uuid.uuid4()}

    assert client.post(reverse(LIST), typed).status_code == 422
    assert not CalendarSource.objects.exists()


def test_an_actor_without_trust_reads_how_to_get_it(client, sign_in):
    sign_in(client, make_member(ActorFactory(verified=False)))

    text = client.get(reverse(LIST)).text

    assert "von der Stadtteilkoordination bestätigt" in text
    assert 'name="url"' not in text


@pytest.mark.parametrize(
    "name", ("source-show", "source-disconnect", "source-pause", "source-read")
)
def test_strangers_find_no_calendar_of_others(client, sign_in, source, name):
    for user in (UserFactory(), make_member(ActorFactory(verified=True))):
        sign_in(client, user)
        assert client.post(page(source, name)).status_code == 404
    assert CalendarSource.objects.get().state == SourceState.ACTIVE


def test_hold_go_on_and_let_go(client, sign_in, source, keeper):
    sign_in(client, keeper)

    client.post(page(source, "source-pause"))
    held = CalendarSource.objects.get().state
    client.post(page(source, "source-resume"))
    again = CalendarSource.objects.get().state
    asked = client.get(page(source, "source-disconnect"))
    client.post(page(source, "source-disconnect"), {"events": "bleiben"})

    assert (held, again) == (SourceState.PAUSED, SourceState.ACTIVE)
    assert "bekommt eine Absage" in asked.text
    assert not CalendarSource.objects.exists()


def test_a_page_says_what_is_wrong_and_what_to_do(client, sign_in, source, keeper):
    CalendarSource.objects.update(problem="refused", failing_since=source.created_at)
    sign_in(client, keeper)

    text = client.get(page(source)).text

    assert "Unter der Adresse gibt uns niemand den Kalender." in text
    assert source.host in text
    assert "plan.ics" not in text


@pytest.mark.parametrize("count", (1, 30))
def test_the_list_costs_the_same_for_one_and_for_thirty(
    client, sign_in, django_assert_num_queries, count
):
    actor = ActorFactory(verified=True)
    sign_in(client, make_member(actor))
    CalendarSourceFactory.create_batch(count, actor=actor)
    client.get(reverse(LIST))

    with django_assert_num_queries(QUERIES):
        text = client.get(reverse(LIST)).text

    assert text.count("kalender.example") == count


QUERIES = 13


@pytest.mark.parametrize(
    ("told", "count"), ((True, 1), (False, 0)), ids=("told", "not yet")
)
def test_the_spk_finds_what_nobody_can_read(source, told, count):
    coordinator = visitor_for(make_staff(Role.COORDINATOR))
    source.told_at = source.created_at if told else None
    source.save()

    items = list(queries.failing_items(coordinator))

    assert (len(items), queries.failing_count(coordinator)) == (count, count)


def test_the_mail_to_its_people_says_which_calendar_and_what_to_do(source, keeper):
    CalendarSource.objects.update(problem="refused", failing_since=source.created_at)
    source.refresh_from_db()

    (who,) = owners_of(source, {})
    told = tell_failed(source, {}, who)

    assert (who.user_id, told.url) == (keeper.pk, page(source))
    assert source.name in told.line
    assert "Unter der Adresse gibt uns niemand den Kalender." in str(told.text)
    source.problem = ""
    assert tell_failed(source, {}, who) is None
