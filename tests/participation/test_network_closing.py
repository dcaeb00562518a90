"""Quiet networks are asked, and one that ends stays readable."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from commons.accounts.visitors import visitor_for
from commons.errors import RuleViolation
from commons.followups.registry import sections
from commons.notifications import rendering
from commons.notifications.models import Notification
from commons.notifications.services.expansion import expand_due
from commons.notifications.targets import target_of, targets_of
from participation.networks.enums import Visibility
from participation.networks.models import JoinRequest, Network
from participation.networks.services import activity, closing, membership, requests
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.networks import make_network, member_of

pytestmark = pytest.mark.django_db
HALF_A_YEAR = timedelta(days=184)


def quiet(**fields):
    return make_network(active_at=timezone.now() - HALF_A_YEAR, **fields)


def lines_of(user):
    expand_due()
    return Notification.objects.filter(user=user).count()


def test_half_a_year_of_silence_is_asked_about_once():
    network, coordinator = quiet()
    lively, other = make_network()

    counts = [closing.ask_quiet(), closing.ask_quiet()]

    assert counts == [1, 0]
    assert (lines_of(coordinator), lines_of(other)) == (1, 0)
    network.refresh_from_db()
    lively.refresh_from_db()
    assert (network.asked_on is not None, lively.asked_on) == (True, None)


def test_one_press_says_that_it_goes_on(client, sign_in):
    network, coordinator = quiet()
    closing.ask_quiet()
    sign_in(client, coordinator)
    page = client.get(f"/netzwerke/koordinieren/{network.pk}/").content.decode()
    assert "Geht es weiter?" in page

    client.post(f"/netzwerke/geht-weiter/{network.pk}/")

    network.refresh_from_db()
    assert network.asked_on is None
    assert closing.ask_quiet() == 0


def test_whoever_does_something_answers_by_that_and_is_told_nothing():
    network, coordinator = quiet()
    closing.ask_quiet()

    activity.touch(network)

    expand_due()
    row = Notification.objects.get(user=coordinator)
    assert rendering.tell(row, target_of(row, targets_of([row], coordinator))) is None


def test_after_as_long_a_silence_it_is_asked_again():
    quiet()
    closing.ask_quiet()

    with time_machine.travel(timezone.now() + HALF_A_YEAR, tick=False):
        assert closing.ask_quiet() == 1


@pytest.mark.parametrize("days", (29, 31))
def test_without_an_answer_the_spk_looks_but_not_at_hidden_ones(days):
    network, _coordinator = quiet()
    quiet(visibility=Visibility.HIDDEN)
    closing.ask_quiet()
    staff = make_staff()
    section = next(each for each in sections() if each.key == "networks-quiet")

    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        found = [item.title for item in section.items(visitor_for(staff))]

    assert found == ([network.name] if days > 30 else [])


def test_the_end_is_told_and_everything_stays_to_be_read(client, sign_in):
    network, coordinator = make_network()
    asked = requests.ask(network, words="", by=UserFactory())
    sign_in(client, coordinator)

    client.post(
        f"/netzwerke/abschliessen/{network.pk}/", {"reason": "Der Platz ist fertig."}
    )

    network.refresh_from_db()
    asked.refresh_from_db()
    assert (network.closed_by, asked.state) == (coordinator, "declined")
    client.logout()
    page = client.get(network.get_absolute_url())
    assert page.status_code == 200
    assert "Der Platz ist fertig." in page.content.decode()


def test_nothing_happens_in_a_closed_network_until_it_goes_on(client, sign_in):
    network, coordinator = make_network(joining="open")
    closing.close(network, reason="Vorbei.", by=coordinator)
    refusals = []
    for act in (membership.join, closing.go_on):
        with pytest.raises(RuleViolation) as refusal:
            act(network, by=UserFactory())
        refusals.append(refusal.value.code)
    sign_in(client, coordinator)
    assert client.get(f"/netzwerke/aendern/{network.pk}/").status_code == 403

    client.post(f"/netzwerke/wiederaufnehmen/{network.pk}/")

    assert refusals == ["network_over", "network_over"]
    assert Network.objects.going_on().get() == network
    assert not JoinRequest.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    (("coordinator", 200), ("member", 403), ("staff", 200), ("stranger", 403)),
)
def test_who_may_close_it(client, sign_in, who, status):
    network, coordinator = make_network()
    people = {
        "coordinator": coordinator,
        "member": member_of(network),
        "staff": make_staff(),
        "stranger": UserFactory(),
    }
    sign_in(client, people[who])

    assert client.get(f"/netzwerke/abschliessen/{network.pk}/").status_code == status
