"""Calendars to follow: the same names each time, whole, and nobody's secrets."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events
from django.urls import reverse
from django.utils import timezone

from commons.clock import BERLIN
from commons.notifications.models import Follow
from commons.tokens import hash_of, is_token, new_token
from events.calendar import calendars
from events.calendar.models import PersonalCalendar
from events.calendar.queries import feeds
from events.calendar.registration_states import RegistrationState
from events.calendar.services import personal_calendar
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory
from tests.factories.departments import TopicFactory
from tests.factories.events import EventFactory, OccurrenceFactory, at
from tests.factories.networks import make_network
from tests.factories.regions import RegionFactory
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.django_db
ALL = "/veranstaltungen/kalender.ics"
OWN = "calendar:personal-calendar"


def moment(*parts, fold=0):
    return datetime(*parts, tzinfo=BERLIN, fold=fold)


def read(response):
    """As another program reads it, by the library and not by us."""
    assert response.status_code == 200
    return icalendar.Calendar.from_ical(response.content)


def events_in(response):
    return {str(each["UID"]): each for each in read(response).walk("VEVENT")}


def titles(response):
    return sorted(str(each["SUMMARY"]) for each in read(response).walk("VEVENT"))


def unfolded(response):
    return response.content.decode().replace("\r\n ", "")


def make(starts_at, ends_at, **fields):
    event = EventFactory(
        starts_at=starts_at, ends_at=ends_at, occurrence=False, **fields
    )
    return OccurrenceFactory(event=event, starts_at=starts_at, ends_at=ends_at)


def test_a_feed_fetched_twice_has_the_same_names_and_bytes(client):
    for days in (1, 5, 9):
        EventFactory(starts_at=at(days))

    first, second = client.get(ALL), client.get(f"{ALL}?x=1")

    assert len(events_in(first)) == 3
    assert events_in(first).keys() == events_in(second).keys()
    assert first.content == second.content


def test_who_asks_again_is_told_that_nothing_changed(client):
    EventFactory()

    tag = client.get(ALL).headers["ETag"]

    assert client.get(ALL, headers={"If-None-Match": tag}).status_code == 304


def test_a_termin_says_all_that_a_calendar_needs(client):
    event = EventFactory(
        title="Hoffest; mit Musik, laut",
        text="Wir **feiern**.\nKommt alle!",
        lon=13.4123456,
        lat=52.5,
    )
    event.topics.add(TopicFactory(name="Grün, Park"))
    row = event.occurrences.get()

    (found,) = events_in(client.get(ALL)).values()
    calendar = read(client.get(ALL))

    assert str(found["UID"]).startswith(f"{row.uid}@")
    assert str(found["SUMMARY"]) == "Hoffest; mit Musik, laut"
    assert str(found["LOCATION"]) == event.place_text
    assert str(found["URL"]).endswith(f"/veranstaltungen/termin/{row.pk}/")
    assert found["STATUS"] == "CONFIRMED"
    assert found["SEQUENCE"] == 0
    assert found["GEO"].to_ical() == "52.5;13.412346"
    assert [str(each) for each in found["CATEGORIES"].cats] == ["Grün, Park"]
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (row.starts_at, row.ends_at)
    assert found["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert "Wir feiern." in str(found["DESCRIPTION"])
    assert [str(each["TZID"]) for each in calendar.walk("VTIMEZONE")] == [
        "Europe/Berlin"
    ]
    assert str(calendar["X-WR-CALNAME"]).startswith("Veranstaltungen in ")


def test_what_was_moved_keeps_its_name_and_counts_on(client):
    row = EventFactory().occurrences.get()
    before = client.get(ALL)

    row.starts_at, row.ends_at = at(12), at(12, 20)
    row.sequence += 1
    row.save()
    after = client.get(f"{ALL}?x=1")

    (name,) = events_in(before)
    moved = events_in(after)[name]
    assert moved["SEQUENCE"] == 1
    assert moved["DTSTART"].dt == at(12)


def test_what_was_called_off_stays_and_says_so(client):
    row = EventFactory(
        occurrence__cancelled_at=timezone.now(),
        occurrence__cancel_reason="Der Saal ist gesperrt.",
        occurrence__sequence=2,
    ).occurrences.get()

    (found,) = events_in(client.get(ALL)).values()

    assert str(found["UID"]).startswith(str(row.uid))
    assert (found["STATUS"], found["SEQUENCE"]) == ("CANCELLED", 2)
    assert found["TRANSP"] == "TRANSPARENT"
    assert "Der Saal ist gesperrt." in str(found["DESCRIPTION"])


def test_what_was_lately_stays_for_a_while(client):
    EventFactory(title="Lange her", starts_at=at(-61))
    EventFactory(title="Neulich", starts_at=at(-30))

    assert titles(client.get(ALL)) == ["Neulich"]


# Each: start and end by Berlin's clock, and how many hours lie between.
HOURS = (
    # The night that has no hour between two and three.
    (moment(2027, 3, 28, 1, 30), moment(2027, 3, 28, 3, 30), 1),
    # The night that has this hour twice.
    (moment(2026, 10, 25, 1, 30), moment(2026, 10, 25, 3, 30), 3),
    (moment(2027, 10, 31, 2, 30), moment(2027, 10, 31, 2, 30, fold=1), 1),
    (moment(2027, 10, 31, 2, 30, fold=1), moment(2027, 10, 31, 4, 0), 1.5),
    (moment(2028, 2, 29, 18, 0), moment(2028, 3, 1, 0, 30), 6.5),
    (moment(2026, 12, 31, 22, 0), moment(2027, 1, 1, 4, 0), 6),
)


@pytest.mark.parametrize(("starts_at", "ends_at", "hours"), HOURS)
def test_a_night_in_which_the_clocks_change_is_as_long_as_it_is(
    starts_at, ends_at, hours
):
    row = make(starts_at, ends_at)

    content = calendars.file_of([row], name="Nacht")
    calendar = icalendar.Calendar.from_ical(content)
    (found,) = calendar.walk("VEVENT")
    start, end = (found[name].dt.astimezone(UTC) for name in ("DTSTART", "DTEND"))

    assert (start, end) == (starts_at.astimezone(UTC), ends_at.astimezone(UTC))
    assert end - start == timedelta(hours=hours)


@pytest.mark.parametrize(("starts_at", "ends_at", "hours"), HOURS)
def test_a_program_that_expands_calendars_finds_it_on_its_day(
    starts_at, ends_at, hours
):
    row = make(starts_at, ends_at)

    calendar = icalendar.Calendar.from_ical(calendars.file_of([row], name="Nacht"))
    found = recurring_ical_events.of(calendar).at(starts_at.date())

    assert len(found) == 1


def test_each_feed_holds_its_own(client):
    region, topic = RegionFactory(), TopicFactory(name="Grün")
    below = TopicFactory(parent=topic)
    actor, (network, _coordinator) = ActorFactory(region=region), make_network()
    EventFactory(title="Hier", region=region, actor=actor)
    EventFactory(title="Überall", region=None)
    EventFactory(title="Baum", region=RegionFactory()).topics.add(below)
    EventFactory(
        title="Kreis",
        region=RegionFactory(),
        organiser="network",
        network=network,
        actor=None,
    )

    def of(name, key):
        return titles(client.get(reverse(f"calendar:{name}", args=[key])))

    assert of("feed-region", region.slug) == ["Hier", "Überall"]
    assert of("feed-topic", topic.key) == ["Baum"]
    assert of("feed-actor", actor.pk) == ["Hier"]
    assert of("feed-network", network.pk) == ["Kreis"]
    assert len(titles(client.get(ALL))) == 4


@pytest.mark.parametrize(
    "path",
    ("stadtteil/nirgends", "thema/nirgends", "akteur/999999", "netzwerk/999999"),
)
def test_a_feed_of_nothing_is_none(client, path):
    response = client.get(f"/veranstaltungen/kalender/{path}.ics")

    assert response.status_code == 404


def test_one_termin_is_a_file_to_take_along(client):
    row = EventFactory(title="Hoffest").occurrences.get()
    EventFactory(title="Anderes")

    response = client.get(reverse("calendar:occurrence-calendar", args=[row.pk]))

    assert titles(response) == ["Hoffest"]
    disposition = response.headers["Content-Disposition"]
    assert disposition == f'attachment; filename="termin-{row.pk}.ics"'


@pytest.mark.parametrize("count", (1, 30))
def test_a_feed_asks_as_often_for_thirty_as_for_one(
    client, django_assert_num_queries, count
):
    topic = TopicFactory()
    for _number in range(count):
        EventFactory().topics.add(topic)

    with django_assert_num_queries(2 + STRICT_QUERIES):
        client.get(f"{ALL}?x=1")


def test_hostile_words_begin_no_property(client):
    hostile = "x\r\nATTENDEE:mailto:a@b.example\r\nEND:VEVENT\u2028BEGIN:VALARM"
    EventFactory(title=hostile[:120], text=hostile, place_text=hostile[:160])

    (found,) = events_in(client.get(ALL)).values()

    assert "ATTENDEE" not in found
    assert found.subcomponents == []


def own_feed(client, user):
    token = personal_calendar.renew(by=user)
    return client.get(reverse("calendar:feed-own", args=[token]))


def test_ones_own_calendar_holds_what_one_registered_for(client):
    user = UserFactory()
    held, waiting, left, foreign = (
        EventFactory(title=title, takes_registrations=True).occurrences.get()
        for title in ("Platz", "Warteliste", "Abgemeldet", "Fremd")
    )
    make_registration(held, user=user)
    make_registration(waiting, user=user, state=RegistrationState.WAITING)
    make_registration(left, user=user, state=RegistrationState.CANCELLED)
    make_registration(foreign)

    response = own_feed(client, user)

    states = {
        str(each["SUMMARY"]): str(each["STATUS"])
        for each in events_in(response).values()
    }
    assert states == {"Platz": "CONFIRMED", "Warteliste": "TENTATIVE"}
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response.headers["Cache-Control"]


def test_ones_own_calendar_holds_what_those_announce_whom_one_follows(client):
    user, topic, region = UserFactory(), TopicFactory(), RegionFactory()
    by_actor = EventFactory(title="Vom Akteur", region=RegionFactory())
    EventFactory(title="Vom Thema", region=RegionFactory()).topics.add(topic)
    EventFactory(title="Im Stadtteil", region=region)
    muted = EventFactory(title="Stumm", region=RegionFactory())
    alone = EventFactory(title="Selbst verfolgt", region=RegionFactory())
    EventFactory(title="Fremd", region=RegionFactory())
    now = timezone.now()
    followed = (
        ("actor", by_actor.actor_id, None),
        ("topic", topic.pk, None),
        ("region", region.pk, None),
        ("event", alone.pk, None),
        ("actor", muted.actor_id, now),
    )
    for kind, pk, muted_at in followed:
        Follow.objects.create(
            user=user, kind=kind, target_id=pk, created_at=now, muted_at=muted_at
        )

    assert titles(own_feed(client, user)) == [
        "Im Stadtteil",
        "Selbst verfolgt",
        "Vom Akteur",
        "Vom Thema",
    ]


def test_the_address_is_shown_once_and_kept_as_a_hash(client, sign_in):
    user = UserFactory()
    sign_in(client, user)

    made = client.post(reverse(OWN))

    token = made.context["address"].rpartition("/")[2].removesuffix(".ics")
    key = PersonalCalendar.objects.get()
    assert is_token(token)
    assert (key.user, key.token_hash) == (user, hash_of(token))
    assert token not in client.get(reverse(OWN)).text
    client.logout()
    assert client.get(reverse("calendar:feed-own", args=[token])).status_code == 200


def test_a_new_address_ends_the_one_before_and_closing_ends_both(client, sign_in):
    user = UserFactory()
    first = personal_calendar.renew(by=user)
    second = personal_calendar.renew(by=user)
    sign_in(client, user)

    def status(token):
        return client.get(reverse("calendar:feed-own", args=[token])).status_code

    assert (status(first), status(second)) == (404, 200)
    client.post(reverse("calendar:personal-calendar-close"))
    client.post(reverse("calendar:personal-calendar-close"))
    assert (status(first), status(second)) == (404, 404)


def test_a_closed_account_has_no_calendar(client):
    user = UserFactory()
    token = personal_calendar.renew(by=user)
    user.is_active = False
    user.save()

    assert feeds.owner_of(token) is None


@pytest.mark.parametrize("token", ("kurz", "a" * 44, "ä" * 43, "a" * 43, "a/b"))
def test_anything_else_is_no_address(client, token):
    response = client.get(f"/veranstaltungen/kalender/mein/{token}.ics")

    assert response.status_code == 404


def test_whoever_guesses_addresses_is_stopped(client, monkeypatch):
    monkeypatch.setattr("events.calendar.views.feeds.FEED_RATE", "3/h")
    addresses = [reverse("calendar:feed-own", args=[new_token()]) for _ in range(4)]

    statuses = [client.get(address).status_code for address in addresses]

    assert statuses == [404, 404, 404, 429]


def test_a_calendar_of_ones_own_needs_an_account(client):
    for name in ("personal-calendar", "personal-calendar-close"):
        response = client.post(reverse(f"calendar:{name}"))
        assert response.status_code == 302
