"""A house's own calendar in, over the wire; bookings out by a secret address."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from commons.delivery import fetching
from commons.verbs.models import Happening
from participation.pool.models import BusyTime, CalendarSource, OfferCalendarKey
from participation.pool.services import booking as bookings, calendars
from participation.pool.spans import Span
from tests.factories.accounts import UserFactory
from tests.factories.networks import make_house, speaker_of
from tests.factories.pool import OfferFactory, make_booking, on_day

pytestmark = pytest.mark.django_db


class House(BaseHTTPRequestHandler):
    """Answers what the test wants."""

    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(self.server.status)
        if self.server.leads_to:
            self.send_header("Location", self.server.leads_to)
            self.server.status, self.server.leads_to = self.server.then
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *words):
        """Silence."""


@pytest.fixture
def house():
    server = ThreadingHTTPServer(("127.0.0.1", 0), House)
    server.asked, server.status, server.leads_to, server.body = [], 200, "", b""
    server.then = (200, "")
    server.url = f"http://127.0.0.1:{server.server_address[1]}/plan.ics"
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}
    )
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def plan(*spans):
    """A house's calendar, by Berlin's clock."""
    lines = ["BEGIN:VCALENDAR"]
    for span in spans:
        begins, ends = (f"{at:%Y%m%dT%H%M%S}" for at in span.as_range)
        lines += ["BEGIN:VEVENT", "SUMMARY:Geheimes Treffen", f"DTSTART:{begins}"]
        lines += [f"DTEND:{ends}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR"]).encode()


def connected(url, offer=None):
    offer = offer or OfferFactory()
    return calendars.connect(offer, url, by=offer.author)


def test_busy_times_come_in_without_their_words(house):
    house.body = plan(on_day(3), on_day(5))
    source = connected(house.url)

    is_read = calendars.read(source.pk)

    busy = BusyTime.objects.order_by("during").values_list("during", flat=True)
    assert (is_read, house.asked) == (True, ["/plan.ics"])
    assert [Span.of_range(during) for during in busy] == [on_day(3), on_day(5)]


def test_what_is_gone_from_the_calendar_is_free_again(house):
    source = connected(house.url)
    house.body = plan(on_day(3))
    calendars.read(source.pk)

    house.body = plan()
    calendars.read(source.pk)

    assert not BusyTime.objects.exists()


def test_the_address_is_sealed(house):
    source = connected(house.url)

    assert house.url.encode() not in bytes(source.sealed_url)
    assert source.host == "127.0.0.1"
    assert calendars.url_of(source) == house.url


def test_a_redirect_is_followed_and_looked_at_again(house):
    house.body = plan(on_day(3))
    house.status, house.leads_to = 302, "/elsewhere.ics"
    source = connected(house.url)

    assert calendars.read(source.pk)
    assert house.asked == ["/plan.ics", "/elsewhere.ics"]


@pytest.mark.parametrize(
    "target",
    (
        "https://10.0.0.1/plan.ics",
        "https://169.254.169.254/latest/meta-data",
        "https://[::ffff:10.0.0.1]/",
        "http://192.168.1.1/",
        "file:///etc/passwd",
        "https://user:word@127.0.0.1/",
    ),
)
def test_no_address_leads_into_our_own_network(house, target):
    with pytest.raises(fetching.Forbidden):
        fetching.fetch(target, most=100)

    house.status, house.leads_to = 302, target
    with pytest.raises(fetching.Forbidden):
        fetching.fetch(house.url, most=100)


def test_in_production_not_even_our_own_machine(house, settings):
    settings.PRODUCTION = True

    with pytest.raises(fetching.Forbidden):
        fetching.fetch(house.url, most=100)


@pytest.mark.parametrize(
    ("answer", "problem"),
    (
        ({"status": 403}, "refused"),
        ({"body": b"<title>Anmelden</title>"}, "unreadable"),
        ({"body": b"x" * (calendars.MOST_BYTES + 1)}, "too_big"),
        ({"status": 302, "leads_to": "/x", "then": (302, "/x")}, "refused"),
        ({"status": 302, "leads_to": "http://127.0.0.1:1/"}, "silent"),
        ({"status": 302, "leads_to": "https://10.0.0.1/"}, "address"),
    ),
)
def test_what_cannot_be_read_is_noted_and_the_times_stay(house, answer, problem):
    house.body = plan(on_day(3))
    source = connected(house.url)
    calendars.read(source.pk)

    for name, value in answer.items():
        setattr(house, name, value)
    is_read = calendars.read(source.pk)

    source.refresh_from_db()
    assert (is_read, source.problem) == (False, problem)
    assert BusyTime.objects.count() == 1


def test_keepers_hear_once_of_a_calendar_that_is_silent_for_a_day(house):
    source = connected(house.url)
    house.status = 500
    calendars.read(source.pk)

    for hours in (2, 25, 27):
        with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False):
            calendars.read(source.pk)

    assert Happening.objects.filter(verb="offer.calendar_failed").count() == 1


def test_each_calendar_is_read_in_its_turn(house):
    house.body = plan(on_day(3))
    connected(house.url)

    first, again = calendars.read_due(), calendars.read_due()
    with time_machine.travel(timezone.now() + calendars.READ_EVERY * 2, tick=False):
        later = calendars.read_due()

    assert (first, again, later) == (1, 0, 1)


def test_disconnected_its_times_go(house):
    house.body = plan(on_day(3))
    source = connected(house.url)
    calendars.read(source.pk)

    calendars.disconnect(source.offer, by=source.offer.author)

    assert (CalendarSource.objects.count(), BusyTime.objects.count()) == (0, 0)


def test_a_calendar_program_reads_the_bookings(client):
    actor = make_house()
    keeper = speaker_of(actor)
    room = OfferFactory(actor=actor, title="Werkraum", author=keeper)
    agreed = make_booking(room, during=on_day(4))
    bookings.confirm(agreed, by=keeper)
    make_booking(room, during=on_day(6))
    token = calendars.new_key(room, by=keeper)

    text = client.get(reverse("pool:offer-feed", args=[token])).text

    assert text.count("BEGIN:VEVENT") == 1
    assert f"UID:{agreed.uid}@pool" in text
    assert agreed.by.public_name in text.replace("\r\n ", "")


def test_the_address_ends_with_the_task_and_with_a_new_one(client):
    actor = make_house()
    keeper = speaker_of(actor)
    room = OfferFactory(actor=actor)
    old = calendars.new_key(room, by=keeper)
    new = calendars.new_key(room, by=keeper)
    urls = [reverse("pool:offer-feed", args=[token]) for token in (old, new, "x")]
    before = [client.get(url).status_code for url in urls]

    actor.memberships.update(withdrawn_at=timezone.now())

    assert before == [404, 200, 404]
    assert client.get(urls[1]).status_code == 404
    assert OfferCalendarKey.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"), (("booker", 200), ("keeper", 200), ("stranger", 404))
)
def test_a_date_for_ones_own_calendar(client, sign_in, who, status):
    booking = make_booking()
    people = {
        "booker": booking.by,
        "keeper": booking.offer.author,
        "stranger": UserFactory(),
    }

    answer = sign_in(client, people[who]).get(
        reverse("pool:booking-calendar", args=[booking.pk])
    )

    assert answer.status_code == status


def test_an_address_that_leads_to_no_address_is_a_refusal(house):
    house.status, house.leads_to = 302, "https://[no-address"

    with pytest.raises(fetching.Refused):
        fetching.fetch(house.url, most=100)


def test_a_hostile_calendar_keeps_no_other_from_being_read(house):
    house.body = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:99991231\nEND:VEVENT"
    source = connected(house.url)

    assert calendars.read_due() == 0
    source.refresh_from_db()
    assert source.tried_at is not None
