"""Inviting by mail: a look changes nothing, and the address goes with the answer."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from commons.delivery import messages
from commons.delivery.models import Delivery
from commons.delivery.renderers import Withdrawn, get
from commons.errors import RuleViolation
from commons.links import services as links
from participation.networks.enums import MemberRole, Visibility
from participation.networks.models import NetworkInvitation, NetworkMembership
from participation.networks.services import inviting
from tests.factories.accounts import UserFactory
from tests.factories.networks import make_network, member_of

pytestmark = pytest.mark.django_db
ADDRESS = "gaertnerin@example.net"


def invited(visibility=Visibility.OPEN, **fields):
    network, coordinator = make_network(visibility)
    return inviting.invite(network, ADDRESS, by=coordinator, **fields)


def link_url(invitation):
    token = links.token_of(inviting.link_of(invitation))
    return reverse("networks:invitation-link", args=[token])


def opened(client, invitation):
    return client.post(link_url(invitation))


def mail_of(invitation):
    delivery = Delivery.objects.get(key=f"network_invitation:{invitation.pk}")
    return messages.build(delivery, get(delivery.renderer)(delivery))


def test_the_coordination_invites_and_sees_who_has_not_answered(client, sign_in):
    network, coordinator = make_network()
    sign_in(client, coordinator)
    url = f"/netzwerke/koordinieren/{network.pk}/"

    client.post(url, {"email": ADDRESS, "role": "deputy"})

    row = NetworkInvitation.objects.get()
    assert row.role == MemberRole.DEPUTY
    assert ADDRESS not in str(NetworkInvitation.objects.values().get())
    assert ADDRESS in client.get(url).content.decode()
    assert mail_of(row)["To"] == ADDRESS


def test_nobody_is_asked_twice_at_a_time(client, sign_in):
    invitation = invited()
    coordinator = invitation.invited_by

    with pytest.raises(RuleViolation) as refusal:
        inviting.invite(invitation.network, ADDRESS.upper(), by=coordinator)

    assert refusal.value.code == "asked"


@pytest.mark.parametrize("method", ("get", "head"))
def test_a_scanner_that_follows_the_link_opens_nothing(client, method):
    invitation = invited()

    response = getattr(client, method)(link_url(invitation))

    assert response.status_code == 200
    assert invitation.network.name not in response.content.decode()
    assert inviting.link_of(invitation).opened_at is None
    page = client.get(f"/netzwerke/einladungen/{invitation.pk}/")
    assert page.status_code == 404


def test_who_has_the_mail_signs_in_and_comes_in(client, sign_in):
    invitation = invited(Visibility.HIDDEN, role=MemberRole.DEPUTY)
    network, user = invitation.network, UserFactory()
    page = opened(client, invitation)
    assert network.name in client.get(page["Location"]).content.decode()
    accept = f"{page['Location']}annehmen/"

    asked_to_sign_in = client.post(accept)
    sign_in(client, user)
    response = client.post(accept)

    assert asked_to_sign_in["Location"].startswith("/konto/login/")
    assert response["Location"] == network.get_absolute_url()
    row = NetworkMembership.objects.get(user=user)
    assert row.role == MemberRole.DEPUTY
    invitation.refresh_from_db()
    assert (invitation.state, bytes(invitation.sealed_mail)) == ("accepted", b"")


def test_pressing_again_changes_nothing_and_nobody_else_comes_in():
    invitation, first = invited(), UserFactory()
    inviting.accept(invitation, by=first)

    inviting.accept(invitation, by=first)

    with pytest.raises(RuleViolation) as refusal:
        inviting.accept(invitation, by=UserFactory())
    assert refusal.value.code == "over"
    assert NetworkMembership.objects.filter(user=first).count() == 1


def test_a_no_needs_no_account_and_wipes_the_address(client):
    invitation = invited()
    page = opened(client, invitation)

    client.post(f"{page['Location']}ablehnen/")

    invitation.refresh_from_db()
    assert (invitation.state, bytes(invitation.sealed_mail)) == ("declined", b"")


def test_a_member_who_is_invited_as_deputy_becomes_one():
    invitation = invited(role=MemberRole.DEPUTY)
    member = member_of(invitation.network)

    inviting.accept(invitation, by=member)

    assert NetworkMembership.objects.get(user=member).role == MemberRole.DEPUTY


def test_one_taken_back_names_nothing_and_its_mail_does_not_go(client, sign_in):
    invitation = invited(Visibility.HIDDEN)
    page = opened(client, invitation)["Location"]
    inviting.withdraw(invitation, by=invitation.invited_by)

    shown = client.get(page)

    assert shown.status_code == 404
    assert invitation.network.name not in shown.content.decode()
    delivery = Delivery.objects.get(renderer="network_invitation")
    with pytest.raises(Withdrawn):
        get(delivery.renderer)(delivery)


@pytest.mark.parametrize("visibility", Visibility)
def test_the_mail_names_no_hidden_network(visibility):
    invitation = invited(visibility)

    said = mail_of(invitation).get_body(("plain",)).get_content()

    is_named = invitation.network.name in said
    assert is_named is (visibility != Visibility.HIDDEN)
    assert link_url(invitation) in said


def test_what_nobody_answers_ends_and_loses_its_address():
    invitation = invited()

    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        ended = inviting.forget_lapsed()

    invitation.refresh_from_db()
    assert (ended, bytes(invitation.sealed_mail)) == (1, b"")
