"""Asking to come in, again and again: a no holds for a while, and is told kindly."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from commons.clock import BERLIN
from participation.networks.models import NetworkMembership
from participation.networks.rules import ASK_AGAIN_AFTER, MOST_TAKEN_BACK
from participation.networks.services import closing, inviting, requests
from tests.factories.accounts import UserFactory
from tests.factories.networks import make_house, make_network
from tests.safety.test_network_holes import refused

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 20, tzinfo=BERLIN)
LAST_DAY = NOW + ASK_AGAIN_AFTER - timedelta(days=1)
FIRST_DAY = datetime(2026, 4, 1, 0, 1, tzinfo=BERLIN)


def asks(network, user, **more):
    return requests.ask(network, words="", by=user, **more)


@pytest.fixture
def world():
    """A network, who coordinates it, and somebody who was just refused."""
    with time_machine.travel(NOW, tick=False):
        network, coordinator = make_network()
        user = UserFactory()
        requests.decline(asks(network, user), by=coordinator)
        yield network, coordinator, user


def test_who_was_refused_waits_and_then_asks_again(world):
    network, _coordinator, user = world

    with time_machine.travel(LAST_DAY, tick=False):
        assert refused(lambda: asks(network, user)) == "too_soon"
    with time_machine.travel(FIRST_DAY, tick=False):
        assert asks(network, user).state == "open"


def test_the_page_says_from_when_on(world, client, sign_in):
    network, _coordinator, user = world
    sign_in(client, user)
    url = reverse("networks:network-join", args=[network.pk])

    before, sent = client.get(url), client.post(url, {"words": "Bitte."})

    assert "Wieder fragen können Sie ab dem 1. April 2026." in before.text
    assert sent.status_code == 422
    assert sent.text.count("ab dem 1. April 2026") == 1


def test_a_no_stands_in_nobody_elses_way(world):
    network, _coordinator, user = world
    other, _person = make_network()

    assert asks(network, UserFactory()).state == "open"
    assert asks(other, user).state == "open"
    assert asks(network, user, actor=make_house()).state == "open"


def test_an_actor_that_was_refused_sends_nobody_else(world):
    network, coordinator, user = world
    house = make_house()
    requests.decline(asks(network, user, actor=house), by=coordinator)

    said = refused(lambda: asks(network, UserFactory(), actor=house))

    assert said == "too_soon"


def test_the_coordination_invites_whom_it_likes(world):
    network, coordinator, user = world

    invitation = inviting.invite(network, user.email, by=coordinator)
    inviting.accept(invitation, by=user)

    assert NetworkMembership.objects.filter(network=network, user=user).exists()


def test_where_a_network_closed_nobody_said_no(world):
    network, coordinator, _user = world
    other = UserFactory()
    asks(network, other)
    network = closing.close(network, reason="Pause.", by=coordinator)

    closing.reopen(network, by=coordinator)

    assert asks(network, other).state == "open"


def test_one_changes_ones_mind_but_not_for_ever(world):
    network, _coordinator, _user = world
    other = UserFactory()
    for _time in range(MOST_TAKEN_BACK):
        requests.withdraw(asks(network, other), by=other)

    assert refused(lambda: asks(network, other)) == "too_soon"
