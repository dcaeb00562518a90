"""The joint calendar: a secret address that opens as long as one may read."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.tokens import hash_of
from participation.networks.enums import Visibility
from participation.networks.models import CalendarKey
from participation.networks.services import calendar_keys, dates
from tests.factories.meetings import company, meet
from tests.factories.networks import make_network

pytestmark = pytest.mark.django_db


def feed(token):
    return reverse("networks:calendar-feed", args=[token])


def page(network):
    return reverse("networks:calendar-show", args=[network.pk])


def test_a_member_gets_an_address_once(client, sign_in):
    network, coordinator, member = company(Visibility.MEMBERS)
    meet(network, title="Runde im Mai", by=coordinator)
    sign_in(client, member)

    made = client.post(page(network))

    token = made.context["address"].rpartition("/")[2].removesuffix(".ics")
    key = CalendarKey.objects.get()
    assert key.token_hash == hash_of(token)
    assert token not in key.token_hash
    assert token not in client.get(page(network)).text
    client.logout()
    calendar = client.get(feed(token))
    assert calendar.headers["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:Runde im Mai" in calendar.text
    assert calendar.headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("visibility", (Visibility.MEMBERS, Visibility.HIDDEN))
def test_who_has_left_gets_what_nobody_gets(client, visibility):
    network, coordinator, member = company(visibility)
    meet(network, title="Runde im Mai", by=coordinator)
    token = calendar_keys.renew(network, by=member)

    network.memberships.filter(user=member).update(left_at=timezone.now())
    ended, unknown = client.get(feed(token)), client.get(feed("x" * 43))

    assert (ended.status_code, unknown.status_code) == (404, 404)
    assert "Runde im Mai" not in ended.text
    assert network.name not in ended.text


def test_a_new_address_ends_the_one_before(client):
    network, _coordinator, member = company()
    old = calendar_keys.renew(network, by=member)

    new = calendar_keys.renew(network, by=member)

    assert client.get(feed(old)).status_code == 404
    assert client.get(feed(new)).status_code == 200


def test_who_ends_it_ends_it(client, sign_in):
    network, _coordinator, member = company()
    token = calendar_keys.renew(network, by=member)
    sign_in(client, member)

    client.post(reverse("networks:calendar-close", args=[network.pk]))

    assert client.get(feed(token)).status_code == 404


def test_an_account_that_is_closed_opens_nothing(client):
    network, _coordinator, member = company()
    token = calendar_keys.renew(network, by=member)

    member.is_active = False
    member.save(update_fields=["is_active"])

    assert client.get(feed(token)).status_code == 404


def test_one_key_opens_one_network(client):
    network, _coordinator, member = company(Visibility.MEMBERS)
    other, its_coordinator = make_network(Visibility.MEMBERS)
    meet(other, title="Runde der anderen", by=its_coordinator)

    calendar = client.get(feed(calendar_keys.renew(network, by=member)))

    assert "Runde der anderen" not in calendar.text


def test_a_stranger_has_no_address_to_ask_for(client, sign_in):
    network, _coordinator, _member = company()
    other = make_network()[1]
    sign_in(client, other)

    assert client.post(page(network)).status_code == 403
    assert not CalendarKey.objects.exists()


def test_what_was_called_off_leaves_calendars(client):
    network, coordinator, member = company()
    row = meet(network, title="Runde; im, Mai", by=coordinator)
    token = calendar_keys.renew(network, by=member)

    dates.cancel(row, by=coordinator)
    calendar = client.get(feed(token)).text

    assert "STATUS:CANCELLED" in calendar
    assert "SEQUENCE:1" in calendar
    assert "SUMMARY:Runde\\; im\\, Mai" in calendar
    assert f"UID:{row.uid}@" in calendar.replace("\r\n ", "")


@pytest.mark.parametrize("token", ("kurz", "a" * 44, "ä" * 43, "a/b"))
def test_anything_else_is_no_address(client, token):
    response = client.get(f"/netzwerke/kalender/{token}.ics")

    assert response.status_code == 404
