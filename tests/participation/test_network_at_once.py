"""Several people in one network at the same moment; rows are committed here."""

from functools import partial

import pytest
from django.db import connection

from participation.networks.enums import Joining, MemberRole
from participation.networks.models import Network, NetworkMembership
from participation.networks.services import closing, inviting, membership, requests
from tests.factories.accounts import UserFactory
from tests.factories.networks import coordinator_of, make_network, member_of
from tests.participation.at_once import at_once


@pytest.fixture(autouse=True)
def _blocker(own_database, django_db_blocker):
    with django_db_blocker.unblock():
        yield
        connection.close()


def row_of(network, user):
    return NetworkMembership.objects.get(network=network, user=user, left_at=None)


def present(network, **which):
    rows = NetworkMembership.objects.filter(network=network, left_at=None, **which)
    return rows.count()


def counted(network):
    return Network.objects.get(pk=network.pk).member_count


def test_six_presses_at_once_are_one_membership():
    network, _coordinator = make_network(joining=Joining.OPEN)
    user = UserFactory()

    at_once(*[partial(membership.join, network, by=user)] * 6)

    assert present(network, user=user) == 1
    assert counted(network) == present(network) == 2


def test_two_who_coordinate_cannot_both_step_down():
    network, first = make_network()
    second = coordinator_of(network)
    attempts = [
        partial(membership.set_role, row_of(network, user), MemberRole.MEMBER, by=user)
        for user in (first, second)
    ]

    outcomes = at_once(*attempts)

    assert sorted(map(str, outcomes)) == ["None", "last_coordinator"]
    assert present(network, role=MemberRole.COORDINATOR) == 1


def test_when_both_leave_exactly_one_deputy_steps_up():
    network, first = make_network()
    second = coordinator_of(network)
    for _number in range(2):
        member_of(network, role=MemberRole.DEPUTY)

    at_once(
        *[
            partial(membership.leave, row_of(network, user), by=user)
            for user in (first, second)
        ]
    )

    assert present(network, role=MemberRole.COORDINATOR) == 1
    assert present(network, role=MemberRole.DEPUTY) == 1
    assert counted(network) == present(network) == 2


def test_of_two_who_take_over_one_coordinates():
    network, coordinator = make_network()
    members = [member_of(network), member_of(network)]
    membership.leave(row_of(network, coordinator), by=coordinator)

    outcomes = at_once(
        *[partial(membership.take_over, network, by=user) for user in members]
    )

    assert sorted(map(str, outcomes)) == ["None", "is_coordinated"]


def test_one_invitation_lets_one_account_in():
    network, coordinator = make_network()
    invitation = inviting.invite(network, "gast@example.net", by=coordinator)
    guests = [UserFactory(), UserFactory()]

    at_once(*[partial(inviting.accept, invitation, by=user) for user in guests])

    assert counted(network) == present(network) == 2


def test_a_request_is_answered_once_and_not_after_the_end():
    network, coordinator = make_network()
    asked = requests.ask(network, words="", by=UserFactory())

    outcomes = at_once(
        partial(requests.accept, asked, by=coordinator),
        partial(requests.decline, asked, by=coordinator),
        partial(closing.close, network, reason="Vorbei.", by=coordinator),
    )

    asked.refresh_from_db()
    refused = {"answered", "network_over"} & {str(each) for each in outcomes}
    assert asked.state in {"accepted", "declined"}
    assert refused
    assert counted(network) == present(network)
