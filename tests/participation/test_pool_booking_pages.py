"""Asking for a time and answering, by pages."""

import uuid

import pytest
from django.urls import reverse

from commons.verbs import registry
from participation.pool.enums import ResourceKind
from participation.pool.models import Booking
from participation.pool.services import booking as bookings
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory
from tests.factories.networks import make_house, speaker_of
from tests.factories.pool import OfferFactory, make_booking, on_day

pytestmark = pytest.mark.django_db


def posted(during=None, **fields):
    during = during or on_day()
    return {
        "key": uuid.uuid4(),
        "first_day": f"{during.starts_at:%Y-%m-%d}",
        "first_time": f"{during.starts_at:%H:%M}",
        "last_day": f"{during.ends_at:%Y-%m-%d}",
        "last_time": f"{during.ends_at:%H:%M}",
        "purpose": "Treffen der Hausgemeinschaft",
    } | fields


def book_url(offer):
    return reverse("pool:offer-book", args=[offer.pk])


def week_url(offer, span):
    url = reverse("pool:offer-week", args=[offer.pk])
    return f"{url}?tag={span.first_day:%Y-%m-%d}"


def test_a_room_is_booked_by_post(client, sign_in):
    room, person = OfferFactory(), UserFactory()
    sign_in(client, person)

    answer = client.post(book_url(room), posted())

    booking = Booking.objects.get()
    assert answer.url == booking.get_absolute_url()
    assert (booking.by, booking.state) == (person, "requested")
    assert (booking.starts_at, booking.ends_at) == on_day().as_range


def test_a_taken_time_offers_others_and_a_button_takes_one(client, sign_in):
    room = OfferFactory()
    make_booking(room)
    sign_in(client, UserFactory())

    refused = client.post(book_url(room), posted())
    instead = refused.context["near"][0][0]
    answer = client.post(book_url(room), posted(stattdessen=instead))

    assert refused.status_code == 422
    assert "schon vergeben" in refused.text
    assert "Treffen der Hausgemeinschaft" in refused.text
    assert answer.status_code == 302
    assert Booking.objects.latest("pk").starts_at == on_day(begins=12).starts_at


@pytest.mark.parametrize("instead", ("", "x", "2026-13-01T00:00/2026", "/"))
def test_a_made_up_button_is_no_error(client, sign_in, instead):
    room = OfferFactory()
    make_booking(room)
    sign_in(client, UserFactory())

    assert client.post(book_url(room), posted(stattdessen=instead)).status_code == 422


def test_what_is_carried_away_has_two_days(client, sign_in):
    cart = OfferFactory(kind=ResourceKind.VEHICLE, is_bookable=True, quantity=2)
    sign_in(client, UserFactory())
    during = on_day(7).starts_at, on_day(9).ends_at
    fields = posted(quantity=2) | {"last_day": f"{during[1]:%Y-%m-%d}"}

    client.post(book_url(cart), fields)

    booking = Booking.objects.get()
    assert (booking.starts_at, booking.ends_at) == during
    assert booking.quantity == 2


def test_the_house_confirms_by_post_and_the_booker_is_told(client, sign_in):
    booking = make_booking(OfferFactory(title="Werkraum"))
    sign_in(client, booking.offer.author)

    page = client.get(booking.get_absolute_url()).text
    client.post(reverse("pool:booking-confirm", args=[booking.pk]))

    booking.refresh_from_db()
    verb = registry.get("booking.confirmed")
    who = list(verb.audience(booking, {}))
    told = verb.tell(booking, {}, who[0])
    assert "Geht das?" in page
    assert booking.state == "confirmed"
    assert [each.user_id for each in who] == [booking.by_id]
    assert told.subject == "Ihre Buchung ist bestätigt: „Werkraum“"


def test_a_no_needs_a_reason(client, sign_in):
    booking = make_booking()
    sign_in(client, booking.offer.author)
    url = reverse("pool:booking-decline", args=[booking.pk])

    empty = client.post(url, {"reason": ""})
    client.post(url, {"reason": "Da ist Yoga."})

    booking.refresh_from_db()
    assert empty.status_code == 422
    assert (booking.state, booking.reason) == ("declined", "Da ist Yoga.")


@pytest.mark.parametrize("who", ("booker", "keeper"))
def test_either_side_calls_off_and_the_other_is_told(client, sign_in, who):
    booking = make_booking()
    people = {"booker": booking.by, "keeper": booking.offer.author}
    other = people["keeper" if who == "booker" else "booker"]
    sign_in(client, people[who])

    client.post(reverse("pool:booking-cancel", args=[booking.pk]), {"reason": ""})

    booking.refresh_from_db()
    told = registry.get("booking.cancelled").audience(booking, {})
    assert booking.state == "cancelled"
    assert [each.user_id for each in told] == [other.pk]


ACTS = ("booking-confirm", "booking-decline", "booking-cancel")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("who", "statuses"),
    (
        ("anonymous", (302, 302, 302)),
        ("stranger", (404, 404, 404)),
        ("booker", (403, 403, 200)),
        ("keeper", (302, 200, 200)),
        ("editor", (302, 200, 200)),
        ("member", (404, 404, 404)),
    ),
)
def test_who_may_answer(client, sign_in, act, who, statuses):
    actor = make_house()
    room = OfferFactory(actor=actor) if who in {"editor", "member"} else OfferFactory()
    booking = make_booking(room)
    people = {
        "stranger": UserFactory,
        "booker": lambda: booking.by,
        "keeper": lambda: room.author,
        "editor": lambda: speaker_of(actor, level="editor"),
        "member": lambda: speaker_of(actor, level="member"),
    }
    if who in people:
        sign_in(client, people[who]())
    url = reverse(f"pool:{act}", args=[booking.pk])

    answer = client.post(url) if act == "booking-confirm" else client.get(url)

    assert answer.status_code == statuses[ACTS.index(act)]


def test_the_plan_says_when_and_tells_names_to_the_house_alone(client, sign_in):
    room = OfferFactory()
    booker = UserFactory(display_name="Kanarienvogel")
    make_booking(room, by=booker)
    url = week_url(room, on_day())

    public = client.get(url).text
    house = sign_in(client, room.author).get(url).text

    assert "10:00 bis 12:00 Uhr" in public
    assert ("Kanarienvogel" in public, "Kanarienvogel" in house) == (False, True)


@pytest.mark.parametrize("count", (1, 30))
def test_the_plan_costs_the_same(client, count, django_assert_num_queries):
    tables = OfferFactory(kind=ResourceKind.TOOL, is_bookable=True, quantity=30)
    for _ in range(count):
        make_booking(tables)

    with django_assert_num_queries(3 + STRICT_QUERIES):
        page = client.get(week_url(tables, on_day()))

    shown = sum(len(day.slots) for day in page.context["week"].days)
    assert shown == count


def test_a_room_that_takes_no_bookings_has_no_plan(client, sign_in):
    room = OfferFactory(is_bookable=False)
    sign_in(client, UserFactory())

    assert client.get(reverse("pool:offer-week", args=[room.pk])).status_code == 404
    assert client.get(book_url(room)).status_code == 403


def test_a_booking_for_an_actor_belongs_to_all_who_speak_for_it(client, sign_in):
    actor = make_house()
    person, colleague = speaker_of(actor), speaker_of(actor)
    room = OfferFactory()
    sign_in(client, person)
    client.post(book_url(room), posted(actor=actor.pk))

    booking = Booking.objects.get()
    page = sign_in(client, colleague).get(booking.get_absolute_url())

    assert booking.actor == actor
    assert actor.name in page.text


def test_the_mail_to_the_house_says_who_when_and_what_for(client):
    booking = make_booking(OfferFactory(title="Werkraum"))
    verb = registry.get("booking.requested")

    (who,) = verb.audience(booking, {})
    told = verb.tell(booking, {}, who)

    assert who.user_id == booking.offer.author_id
    assert booking.by.public_name in told.text
    assert "10:00 bis 12:00 Uhr" in told.text
    assert "Treffen der Hausgemeinschaft" in told.text


def test_what_the_house_cannot_give_is_told_with_its_reason():
    booking = make_booking()
    booking = bookings.decline(booking, reason="Da ist Yoga.", by=booking.offer.author)
    verb = registry.get("booking.declined")

    (who,) = verb.audience(booking, {})

    assert "Da ist Yoga." in verb.tell(booking, {}, who).text


@pytest.mark.parametrize("count", (1, 30))
def test_the_plan_of_a_house_costs_the_same(client, count, django_assert_num_queries):
    actor = make_house()
    for _ in range(count):
        make_booking(OfferFactory(actor=actor))
    url = reverse("pool:house-week", args=[actor.pk])

    with django_assert_num_queries(4 + STRICT_QUERIES):
        page = client.get(f"{url}?tag={on_day().first_day:%Y-%m-%d}")

    assert page.text.count("10:00 bis 12:00 Uhr") == count
