"""Ways in and ways to learn that were open once, each tried anew."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.accounts.services import own_data
from commons.accounts.visitors import visitor_for
from commons.errors import RuleViolation
from commons.verbs.registry import Recipient
from participation.actors.enums import Level
from participation.actors.models import ActorMembership
from participation.actors.services import inviting as actor_inviting, people
from participation.moderation.enums import Publication
from participation.networks.enums import Joining, MemberRole, Visibility
from participation.networks.models import JoinRequest, Network, NetworkMembership
from participation.networks.queries import members
from participation.networks.services import founding, inviting, membership
from participation.networks.services.founding import Charter
from participation.networks.verbs import letters, telling
from tests.factories.accounts import UserFactory
from tests.factories.networks import (
    coordinator_of,
    make_house,
    make_network,
    member_of,
    speaker_of,
)

pytestmark = pytest.mark.django_db
ADDRESS, SECRET = "nachbarin@example.net", "Stiller Morgen"


def refused(act):
    with pytest.raises(RuleViolation) as refusal:
        act()
    return refusal.value.code


def hide(network):
    network.name, network.slug = SECRET, "stiller-morgen"
    network.visibility, network.joining = Visibility.HIDDEN, Joining.INVITATION
    network.save()


def row_of(network, user):
    return NetworkMembership.objects.get(network=network, user=user)


def test_who_said_no_to_a_network_is_not_written_to_again():
    network, coordinator = make_network()
    inviting.decline(inviting.invite(network, ADDRESS, by=coordinator))

    again = refused(lambda: inviting.invite(network, ADDRESS, by=coordinator))

    assert again == "declined"


def test_who_said_no_to_an_actor_is_not_written_to_again():
    house = make_house()
    owner = speaker_of(house)
    actor_inviting.decline(actor_inviting.invite(house, ADDRESS, "editor", by=owner))

    again = refused(lambda: actor_inviting.invite(house, ADDRESS, "editor", by=owner))

    assert again == "declined"


def test_who_was_removed_from_a_network_has_left_no_door_open():
    network, coordinator = make_network(Visibility.HIDDEN)
    other = coordinator_of(network)
    invitation = inviting.invite(
        network, ADDRESS, role=MemberRole.COORDINATOR, by=other
    )

    membership.remove(row_of(network, other), by=coordinator)

    assert refused(lambda: inviting.accept(invitation, by=other)) == "over"


def test_whose_coordination_was_taken_has_left_no_door_open():
    network, coordinator = make_network()
    other = coordinator_of(network)
    invitation = inviting.invite(
        network, ADDRESS, role=MemberRole.COORDINATOR, by=other
    )

    row = row_of(network, other)
    membership.set_role(row, MemberRole.MEMBER, by=coordinator)

    assert refused(lambda: inviting.accept(invitation, by=other)) == "over"


@pytest.mark.parametrize("is_let_go", (True, False))
def test_who_no_longer_owns_an_actor_has_left_no_door_open(is_let_go):
    house = make_house()
    owner, other = speaker_of(house), speaker_of(house)
    invitation = actor_inviting.invite(house, ADDRESS, "owner", by=other)
    row = ActorMembership.objects.get(user=other)

    if is_let_go:
        people.let_go(row, by=owner)
    else:
        people.change_level(row, Level.MEMBER, by=owner)

    assert refused(lambda: actor_inviting.accept(invitation, by=other)) == "over"


def test_an_owner_who_leaves_alone_hands_on_by_an_invitation():
    house = make_house()
    owner = speaker_of(house)
    invitation = actor_inviting.invite(house, ADDRESS, "owner", by=owner)
    people.let_go(ActorMembership.objects.get(user=owner), by=owner)

    actor_inviting.accept(invitation, by=UserFactory())

    assert ActorMembership.objects.active().get(actor=house).level == Level.OWNER


@pytest.mark.parametrize(
    "state", (Publication.SUBMITTED, Publication.CHANGES_REQUESTED)
)
def test_no_name_that_nobody_has_read_goes_out_by_mail(state):
    house = make_house(publication=state, published_at=None, is_verified=False)
    owner = speaker_of(house)

    said = refused(lambda: actor_inviting.invite(house, ADDRESS, "editor", by=owner))

    assert said == "not_public"


def test_an_actor_that_left_the_public_is_named_on_no_network():
    network, _coordinator = make_network()
    house = make_house(name=SECRET)
    coordinator_of(network, actor=house)
    type(house).objects.update(publication=Publication.WITHDRAWN)

    shown = members.members_of(network) + members.coordinators_of(network)

    assert SECRET not in str([(row.name, row.url) for row in shown])


def test_dates_among_members_stay_among_them():
    network, coordinator = make_network(Visibility.MEMBERS)
    network.dates.create(
        title="Treffen", starts_at=timezone.now(), changed_at=timezone.now()
    )
    charter = Charter(network.name, network.purpose, visibility=Visibility.OPEN)

    said = refused(
        lambda: founding.change(
            network, charter, version=network.version, by=coordinator
        )
    )

    assert said == "too_open"


def test_no_redirect_says_what_a_hidden_network_is_called(client, sign_in):
    network, _coordinator = make_network()
    asked = JoinRequest.objects.create(
        network=network, user=UserFactory(), asked_at=timezone.now()
    )
    hide(network)

    answer = sign_in(client, asked.user).post(
        reverse("networks:request-withdraw", args=[asked.pk])
    )

    assert "stiller-morgen" not in answer.headers["Location"]


def test_an_invitation_taken_up_once_leads_a_former_member_nowhere():
    network, coordinator = make_network(Visibility.HIDDEN)
    invitation = inviting.invite(network, ADDRESS, by=coordinator)
    somebody = UserFactory()
    inviting.accept(invitation, by=somebody)
    membership.remove(row_of(network, somebody), by=coordinator)

    said = refused(lambda: inviting.accept(invitation, by=somebody))

    assert said == "over"


def test_news_of_then_do_not_say_what_a_hidden_network_is_called_now():
    network, coordinator = make_network()
    former = member_of(network)
    row = row_of(network, former)
    membership.remove(row, by=coordinator)
    hide(network)
    who = Recipient(user_id=former.pk, reason=telling.CONCERNED)
    params = {"membership": row.pk}

    told = telling.tell_concerned(letters.MEMBER_REMOVED, network, params, who)

    assert SECRET not in f"{told.line}{told.subject}{told.text}"
    assert "stiller-morgen" not in told.url


def test_own_data_do_not_say_what_a_hidden_network_is_called_now():
    network, coordinator = make_network()
    former = member_of(network)
    JoinRequest.objects.create(network=network, user=former, asked_at=timezone.now())
    membership.remove(row_of(network, former), by=coordinator)
    hide(network)

    assert not Network.objects.visible_to(visitor_for(former)).exists()
    assert SECRET not in str(own_data.export(former))
    assert SECRET in str(own_data.export(coordinator))
