"""Our own mail server turns us away: everything waits, and nobody's mail pays for it."""

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.delivery import panels, sender, standstills
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery, Standstill
from tests.factories.accounts import make_staff
from tests.factories.delivery import DeliveryFactory

REFUSED = "530 5.7.0 Authentication required"


@pytest.fixture
def outbox(own_database):
    Delivery.objects.all().delete()
    Standstill.objects.all().delete()


def refuse(server, words=REFUSED):
    """As servers do that ask for a sign-in: at MAIL FROM, before any recipient."""

    async def handle_mail(*_words):
        return words

    server.handler.handle_MAIL = handle_mail


def allow(server):
    del server.handler.handle_MAIL


def let_knock():
    Standstill.objects.update(next_knock_at=timezone.now())


def test_a_refused_sign_in_stops_everything_and_costs_no_attempt(server, outbox):
    DeliveryFactory.create_batch(3)
    refuse(server)

    first = sender.send_due()
    connections = server.handler.connections
    second = sender.send_due()

    assert (first.tried, first.is_turned_away, second.tried) == (1, True, 0)
    assert server.handler.connections == connections
    rows = Delivery.objects.values_list("state", "attempts")
    assert set(rows) == {(DeliveryState.QUEUED, 0)}
    assert standstills.current().code == REFUSED


def test_the_knock_carries_no_message_and_opens_the_way(server, outbox):
    DeliveryFactory()
    refuse(server)
    sender.send_due()
    let_knock()
    turned_away = sender.send_due()
    knocks = standstills.current().knocks
    allow(server)
    let_knock()

    sender.send_due()

    assert (turned_away.tried, knocks) == (0, 1)
    assert standstills.current() is None
    assert len(server.mails) == 1
    assert Standstill.objects.get().ended_at is not None


def test_knocks_grow_rarer_up_to_ten_minutes(server, outbox):
    refuse(server)
    DeliveryFactory()
    sender.send_due()
    pauses = []

    for _ in range(6):
        let_knock()
        sender.send_due()
        wait = standstills.current().next_knock_at - timezone.now()
        pauses.append(round(wait.total_seconds() / 60))

    assert pauses == [2, 4, 8, 10, 10, 10]


def test_one_process_knocks(outbox):
    standstills.begin(REFUSED)
    let_knock()
    seen = standstills.current()

    assert [standstills._is_our_turn(seen) for _ in range(2)] == [True, False]


def test_a_second_refusal_begins_no_second_standstill(outbox):
    standstills.begin(REFUSED)
    standstills.begin("535 5.7.8 wrong password")

    assert [stop.code for stop in Standstill.objects.all()] == [REFUSED]


@pytest.mark.django_db
def test_staff_see_it_on_the_page_of_today_and_ask_again(client, sign_in):
    staff = make_staff(Role.MODERATOR)
    sign_in(client, staff)
    standstills.begin(REFUSED)
    before = standstills.current().next_knock_at

    page = client.get("/sendungen/").content.decode()
    (item,) = panels.failures_today(visitor_for(staff))
    response = client.post("/sendungen/stillstand/")

    assert "Keine Mail geht hinaus" in page
    assert REFUSED in page
    assert (item.url, item.since) == ("/sendungen/", standstills.current().since)
    assert standstills.current().next_knock_at < before
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert said == ["Wir fragen den Mailserver gleich noch einmal."]
