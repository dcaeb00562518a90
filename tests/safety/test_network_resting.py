"""Whom an actor lets in, as long as its profile stands; who leads, if anybody can."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from participation.actors.enums import Level
from participation.actors.models import ActorMembership
from participation.actors.services import archiving, people, publication
from participation.moderation.enums import Publication
from participation.moderation.workflow import DECIDED
from participation.networks import rules
from participation.networks.enums import MemberRole, Visibility
from participation.networks.models import Network, Post
from participation.networks.queries import calendars, documents, members, oversight
from participation.networks.services import calendar_keys, membership
from tests.factories.accounts import make_staff
from tests.factories.ideas import VERDICTS, DecisionFactory
from tests.factories.networks import (
    coordinator_of,
    make_house,
    make_network,
    member_of,
    speaker_of,
)
from tests.factories.posts import document_of, said
from tests.safety.test_network_holes import refused

pytestmark = pytest.mark.django_db
GONE = (Publication.REMOVED, Publication.WITHDRAWN, Publication.HIDDEN)


def housed(visibility=Visibility.MEMBERS, role=MemberRole.MEMBER):
    """A network with a post that bears a file, a house in it, and its editor."""
    network, coordinator = make_network(visibility)
    document = document_of(said(network, by=coordinator))
    house = make_house()
    member_of(network, actor=house, role=role)
    return network, house, speaker_of(house, level=Level.EDITOR), document


def become(house, state):
    house.decision = None
    if state in DECIDED:
        house.decision = DecisionFactory(kind="actor", verdict=VERDICTS[state])
    house.publication = state
    house.save()


def ways_in(network, user, document, token):
    """What pages, posts, files, feeds, mails and writing each say of somebody."""
    visitor = visitor_for(user)
    return {
        "page": Network.objects.visible_to(visitor).exists(),
        "reading": rules.can_read(visitor, network),
        "posts": Post.objects.visible_to(visitor).exists(),
        "files": documents.can_see_file(visitor, document.stored_file),
        "feed": calendars.opened_by(token) is not None,
        "mails": members.is_inside(user.pk, network.pk),
        "writing": rules.can_write(visitor, network),
        "coordinating": rules.can_coordinate(visitor, network),
        "told": user.pk in set(members.coordinating_ids(network)),
    }


@pytest.mark.parametrize("state", GONE)
def test_nobody_comes_in_by_an_actor_that_has_left_the_public(state):
    network, house, editor, document = housed(Visibility.HIDDEN, MemberRole.DEPUTY)
    token = calendar_keys.renew(network, by=editor)
    assert all(ways_in(network, editor, document, token).values())

    become(house, state)
    assert not any(ways_in(network, editor, document, token).values())

    become(house, Publication.PUBLISHED)
    assert all(ways_in(network, editor, document, token).values())


def test_the_archive_takes_an_actor_off_lists_and_out_of_no_network():
    network, house, editor, document = housed(Visibility.HIDDEN, MemberRole.DEPUTY)
    token = calendar_keys.renew(network, by=editor)

    archiving.archive(house, by=None, why=archiving.Why.SILENT)

    assert all(ways_in(network, editor, document, token).values())


def test_who_is_a_member_alone_stays_when_their_actor_goes():
    network, house, editor, _document = housed()
    member_of(network, user=editor)

    publication.withdraw(house, by=editor)

    assert rules.can_write(visitor_for(editor), network)


def test_the_coordination_sees_that_a_membership_rests(client, sign_in):
    network, house, _editor, _document = housed()
    sign_in(client, coordinator_of(network))
    url = reverse("networks:network-manage", args=[network.pk])
    before = client.get(url).text

    become(house, Publication.REMOVED)

    assert ">ruht<" not in before
    assert ">ruht<" in client.get(url).text


def led_by_house():
    """A network that a house alone coordinates, its editor, and who looks after it."""
    network, _house, editor, _document = housed(role=MemberRole.COORDINATOR)
    network.memberships.exclude(actor=_house).update(left_at=timezone.now())
    return network, _house, editor, visitor_for(make_staff(Role.MODERATOR))


def in_today(visitor):
    return [item.title for item in oversight.unled(visitor)]


def test_a_house_that_nobody_speaks_for_leads_no_network():
    network, house, editor, moderator = led_by_house()
    speaker_of(house, level=Level.MEMBER)
    assert in_today(moderator) == []

    people.let_go(ActorMembership.objects.get(user=editor), by=editor)

    assert in_today(moderator) == [network.name]


def test_a_house_that_has_left_the_public_leads_no_network():
    network, house, _editor, moderator = led_by_house()

    become(house, Publication.REMOVED)

    assert in_today(moderator) == [network.name]


def test_a_member_takes_over_what_an_empty_house_leads(client, sign_in):
    network, _house, editor, moderator = led_by_house()
    member = member_of(network)
    people.let_go(ActorMembership.objects.get(user=editor), by=editor)
    sign_in(client, member)
    members_url = reverse("networks:network-members", args=[network.pk])
    assert "Ich koordiniere" in client.get(members_url).text

    client.post(reverse("networks:network-take-over", args=[network.pk]))

    assert rules.can_coordinate(visitor_for(member), network)
    assert in_today(moderator) == []


def test_the_spk_gives_on_what_an_empty_house_leads(client, sign_in):
    network, _house, editor, _visitor = led_by_house()
    row = network.memberships.get(user=member_of(network))
    people.let_go(ActorMembership.objects.get(user=editor), by=editor)
    sign_in(client, make_staff(Role.MODERATOR))

    client.post(
        reverse("networks:membership-role", args=[row.pk]), {"role": "coordinator"}
    )

    row.refresh_from_db()
    assert row.role == MemberRole.COORDINATOR


def test_an_empty_house_does_not_free_the_last_who_coordinates():
    network, _house, editor, _visitor = led_by_house()
    person = coordinator_of(network)
    people.let_go(ActorMembership.objects.get(user=editor), by=editor)
    row = network.memberships.get(user=person)

    said_so = refused(lambda: membership.set_role(row, MemberRole.MEMBER, by=person))

    assert said_so == "last_coordinator"
