"""Coming into a network and leaving it; there is always somebody who coordinates."""

import pytest

from commons.accounts.services import own_data
from commons.errors import RuleViolation
from commons.followups.registry import sections
from commons.notifications.models import Follow, Notification
from commons.notifications.services.expansion import expand_due
from participation.actors.enums import Level
from participation.networks.enums import Joining, MemberRole, Visibility
from participation.networks.models import JoinRequest, NetworkMembership
from participation.networks.services import membership, requests
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.networks import (
    make_house,
    make_network,
    member_of,
    speaker_of,
)

pytestmark = pytest.mark.django_db


def row_of(network, user):
    return NetworkMembership.objects.get(network=network, user=user, left_at=None)


def told():
    expand_due()
    return set(Notification.objects.values_list("user_id", flat=True))


def refused(act, *arguments, **named):
    with pytest.raises(RuleViolation) as refusal:
        act(*arguments, **named)
    return refusal.value.code


def test_whoever_may_comes_in_with_one_press_and_follows_it(client, sign_in):
    network, _coordinator = make_network(joining=Joining.OPEN)
    user = UserFactory()
    sign_in(client, user)

    response = client.post(f"/netzwerke/mitmachen/{network.pk}/")

    network.refresh_from_db()
    assert response["Location"] == network.get_absolute_url()
    assert network.member_count == 2
    assert Follow.objects.get(user=user).reason == "network_member"


def test_joining_twice_counts_once():
    network, _coordinator = make_network(joining=Joining.OPEN)
    user = UserFactory()

    membership.join(network, by=user)
    membership.join(network, by=user)

    network.refresh_from_db()
    assert network.member_count == 2


def test_an_actor_brings_its_people_along(client, sign_in):
    network, _coordinator = make_network(Visibility.MEMBERS, joining=Joining.OPEN)
    house = make_house()
    owner = speaker_of(house)
    colleague = speaker_of(house, level=Level.MEMBER)
    sign_in(client, owner)

    client.post(f"/netzwerke/mitmachen/{network.pk}/", {"actor": house.pk})

    sign_in(client, colleague)
    page = client.get(f"/netzwerke/mitglieder/{network.pk}/")
    assert page.status_code == 200
    assert house.name in page.content.decode()
    assert Follow.objects.filter(kind="network").count() == 2


def test_a_request_reaches_the_coordination_and_a_yes_lets_in(client, sign_in):
    network, coordinator = make_network()
    user = UserFactory()
    sign_in(client, user)
    client.post(f"/netzwerke/mitmachen/{network.pk}/", {"words": "Ich gärtnere gern."})
    assert told() == {coordinator.pk}
    asked = JoinRequest.objects.get()
    sign_in(client, coordinator)
    page = client.get(f"/netzwerke/anfragen/{asked.pk}/").content.decode()
    assert "Ich gärtnere gern." in page

    client.post(f"/netzwerke/anfragen/{asked.pk}/", {"verdict": "ja"})

    assert row_of(network, user).role == MemberRole.MEMBER
    assert told() == {coordinator.pk, user.pk}


def test_a_no_may_have_a_word_and_lets_nobody_in(client, sign_in):
    network, coordinator = make_network()
    user = UserFactory()
    asked = requests.ask(network, words="", by=user)
    sign_in(client, coordinator)

    client.post(
        f"/netzwerke/anfragen/{asked.pk}/",
        {"verdict": "nein", "answer": "Wir sind voll."},
    )

    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("declined", "Wir sind voll.")
    assert not NetworkMembership.objects.filter(user=user).exists()


def test_one_asks_once_and_may_take_it_back(client, sign_in):
    network, _coordinator = make_network()
    user = UserFactory()
    asked = requests.ask(network, words="", by=user)
    assert refused(requests.ask, network, words="", by=user) == "asked"
    sign_in(client, user)

    client.post(f"/netzwerke/anfragen/{asked.pk}/zuruecknehmen/")

    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    assert requests.ask(network, words="", by=user).pk != asked.pk


@pytest.mark.parametrize("joining", (Joining.REQUEST, Joining.INVITATION))
def test_nobody_comes_in_by_another_door(joining):
    network, _coordinator = make_network(joining=joining)

    assert refused(membership.join, network, by=UserFactory()) == "not_open"


def test_leaving_ends_the_follow_and_a_deputy_steps_up(client, sign_in):
    network, coordinator = make_network()
    deputy = member_of(network, role=MemberRole.DEPUTY)
    sign_in(client, coordinator)

    client.post(
        f"/netzwerke/verlassen/{network.pk}/",
        {"memberships": row_of(network, coordinator).pk},
    )

    network.refresh_from_db()
    assert network.member_count == 1
    assert row_of(network, deputy).role == MemberRole.COORDINATOR
    assert not Follow.objects.filter(user=coordinator).exists()
    assert told() == {deputy.pk}


def test_without_a_deputy_members_are_asked_and_one_takes_over(client, sign_in):
    network, coordinator = make_network()
    member = member_of(network)
    membership.leave(row_of(network, coordinator), by=coordinator)
    assert told() == {member.pk}
    sign_in(client, member)

    client.post(f"/netzwerke/uebernehmen/{network.pk}/")

    assert row_of(network, member).role == MemberRole.COORDINATOR
    assert refused(membership.take_over, network, by=member) == "is_coordinated"


def test_the_last_who_coordinates_cannot_be_a_member_again_or_be_put_out():
    network, coordinator = make_network()
    row = row_of(network, coordinator)

    codes = {
        refused(membership.set_role, row, MemberRole.MEMBER, by=coordinator),
        refused(membership.set_role, row, MemberRole.DEPUTY, by=coordinator),
        refused(membership.remove, row, by=coordinator),
    }

    assert codes == {"last_coordinator"}


def test_the_task_is_handed_on(client, sign_in):
    network, coordinator = make_network()
    member = member_of(network)
    sign_in(client, coordinator)

    client.post(
        f"/netzwerke/mitgliedschaften/{row_of(network, member).pk}/aufgabe/",
        {"role": "coordinator"},
    )
    client.post(
        f"/netzwerke/mitgliedschaften/{row_of(network, coordinator).pk}/aufgabe/",
        {"role": "member"},
    )

    assert row_of(network, member).role == MemberRole.COORDINATOR
    assert row_of(network, coordinator).role == MemberRole.MEMBER
    assert client.get(f"/netzwerke/koordinieren/{network.pk}/").status_code == 403


def test_who_is_put_out_is_told_and_reads_no_more(client, sign_in):
    network, coordinator = make_network(Visibility.MEMBERS)
    member = member_of(network)
    sign_in(client, coordinator)

    client.post(f"/netzwerke/mitgliedschaften/{row_of(network, member).pk}/beenden/")

    assert told() == {member.pk}
    sign_in(client, member)
    assert client.get(f"/netzwerke/mitglieder/{network.pk}/").status_code == 403


def test_an_account_that_goes_leaves_its_networks_in_good_hands():
    network, coordinator = make_network()
    deputy = member_of(network, role=MemberRole.DEPUTY)

    own_data.erase(coordinator)

    network.refresh_from_db()
    assert network.member_count == 1
    assert row_of(network, deputy).role == MemberRole.COORDINATOR
    assert not NetworkMembership.objects.filter(user=coordinator).exists()


def test_a_network_without_coordination_is_a_task_of_the_spk(client, sign_in):
    staff = make_staff()
    network, coordinator = make_network()
    hidden, other = make_network(Visibility.HIDDEN)
    member = member_of(network)
    membership.leave(row_of(network, coordinator), by=coordinator)
    membership.leave(row_of(hidden, other), by=other)
    section = next(each for each in sections() if each.key == "networks-unled")
    sign_in(client, staff)
    visitor = client.get("/").wsgi_request.visitor

    titles = [item.title for item in section.items(visitor)]
    client.post(
        f"/netzwerke/mitgliedschaften/{row_of(network, member).pk}/aufgabe/",
        {"role": "coordinator"},
    )

    assert titles == [network.name]
    assert row_of(network, member).role == MemberRole.COORDINATOR
    assert list(section.items(visitor)) == []


def test_the_spk_gives_no_task_where_somebody_coordinates(client, sign_in):
    network, _coordinator = make_network()
    member = member_of(network)
    sign_in(client, make_staff())

    response = client.post(
        f"/netzwerke/mitgliedschaften/{row_of(network, member).pk}/aufgabe/",
        {"role": "coordinator"},
    )

    assert response.status_code == 403
