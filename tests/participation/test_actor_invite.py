"""Inviting by mail: a GET does nothing, whoever has the mail says yes or no."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.delivery.renderers import Withdrawn
from commons.errors import RuleViolation
from commons.links import services as links
from commons.links.models import SignedLink
from participation.actors import invitations
from participation.actors.models import ActorInvitation, ActorMembership
from participation.actors.services import inviting
from participation.actors.tasks import end_invitations
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.actors import ActorFactory, make_member

pytestmark = pytest.mark.django_db
ADDRESS = "nachbarin@example.net"


@pytest.fixture
def actor():
    return ActorFactory()


def invite(actor, address=ADDRESS, level="editor"):
    return inviting.invite(actor, address, level, by=make_member(actor))


def address_in_mail(invitation):
    link = invitations.DOOR.links_of(invitation.pk).last()
    return reverse("actors:invitation-open", args=[links.token_of(link)])


def open_page(client, invitation):
    client.post(address_in_mail(invitation))
    return reverse("actors:invitation-show", args=[invitation.pk])


def test_an_owner_invites_an_address_which_is_kept_sealed(client, sign_in, actor):
    page = reverse("actors:people-list", args=[actor.pk])
    owner = make_member(actor)

    response = sign_in(client, owner).post(page, {"address": ADDRESS, "level": "owner"})

    invitation, delivery = ActorInvitation.objects.get(), Delivery.objects.get()
    text = client.get(page).text
    assert response.status_code == 302
    assert (invitation.level, invitation.state) == ("owner", "open")
    assert ADDRESS.encode() not in bytes(invitation.sealed_mail)
    assert delivery.to_address == ADDRESS
    assert ADDRESS not in text
    assert "n…n@example.net" in text


@pytest.mark.parametrize("level", ("editor", "member", None))
def test_nobody_else_invites(client, sign_in, actor, level):
    make_member(actor)
    user = make_member(actor, level) if level else UserFactory()
    page = reverse("actors:people-list", args=[actor.pk])

    response = sign_in(client, user).post(page, {"address": ADDRESS, "level": "owner"})

    assert response.status_code == 403
    assert not ActorInvitation.objects.exists()


def test_the_mail_names_actor_task_and_way_in(actor):
    invitation = invite(actor)

    mail = renderers.get(invitations.RENDERER)(Delivery.objects.get())

    assert actor.name in mail.subject
    assert "Redaktion" in mail.text
    assert address_in_mail(invitation) in mail.text


def test_opening_the_link_shows_nothing_until_a_button_is_pressed(client, actor):
    invitation = invite(actor)
    address = address_in_mail(invitation)
    page = reverse("actors:invitation-show", args=[invitation.pk])

    seen = client.get(address).text
    before = client.get(page).status_code
    client.post(address)
    after = client.get(page).text

    assert actor.name not in seen
    assert before == 404
    assert actor.name in after
    assert "Anmelden oder Konto anlegen" in after


def test_whoever_has_the_mail_comes_in_with_an_account_of_their_own(
    client, sign_in, actor
):
    invitation = invite(actor)
    user = UserFactory()
    open_page(sign_in(client, user), invitation)
    accept = reverse("actors:invitation-accept", args=[invitation.pk])

    client.post(accept)
    again = client.post(accept)

    invitation.refresh_from_db()
    held = ActorMembership.objects.get(user=user)
    assert (held.actor, held.level, again.status_code) == (actor, "editor", 302)
    assert (invitation.state, bytes(invitation.sealed_mail)) == ("accepted", b"")


def test_the_link_opened_before_signing_in_holds_after_it(client, sign_in, actor):
    invitation = invite(actor)
    page = open_page(client, invitation)

    sign_in(client, UserFactory())

    assert "Ja, ich mache mit" in client.get(page).text


def test_saying_no_takes_no_account(client, actor):
    invitation = invite(actor)
    open_page(client, invitation)

    client.post(reverse("actors:invitation-decline", args=[invitation.pk]))

    invitation.refresh_from_db()
    assert (invitation.state, bytes(invitation.sealed_mail)) == ("declined", b"")


def test_nobody_answers_an_invitation_that_they_have_not_opened(client, sign_in, actor):
    invitation = invite(actor)
    sign_in(client, UserFactory())

    answers = [
        client.post(reverse(f"actors:invitation-{word}", args=[invitation.pk]))
        for word in ("accept", "decline")
    ]

    invitation.refresh_from_db()
    assert [answer.status_code for answer in answers] == [404, 404]
    assert invitation.state == "open"


def test_what_was_taken_back_opens_nothing_and_its_mail_does_not_go(
    client, sign_in, actor
):
    invitation = invite(actor)
    address = address_in_mail(invitation)
    owner = make_member(actor)

    sign_in(client, owner).post(
        reverse("actors:invitation-withdraw", args=[invitation.pk])
    )

    assert client.post(address).status_code == 404
    assert SignedLink.objects.get().revoked_at is not None
    with pytest.raises(Withdrawn):
        renderers.get(invitations.RENDERER)(Delivery.objects.get())


def test_an_address_is_asked_once_at_a_time(actor):
    invitation = invite(actor)

    with pytest.raises(RuleViolation) as refused:
        invite(actor, address=ADDRESS.upper())
    inviting.withdraw(invitation, by=invitation.invited_by)
    again = invite(actor)

    assert refused.value.code == "asked"
    assert again.state == "open"


def test_an_invitation_ends_after_two_weeks_and_its_address_goes(client, actor):
    invitation = invite(actor)

    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        answered = client.post(address_in_mail(invitation)).status_code
        count = end_invitations()

    invitation.refresh_from_db()
    assert (answered, count) == (404, 1)
    assert (invitation.state, bytes(invitation.sealed_mail)) == ("withdrawn", b"")


def test_accepting_a_higher_task_raises_the_one_somebody_has(client, sign_in, actor):
    user = make_member(actor, "member")
    invitation = invite(actor, level="owner")

    inviting.accept(invitation, by=user)

    held = ActorMembership.objects.get(user=user, withdrawn_at=None)
    assert held.level == "owner"


def test_the_spk_invites_while_nobody_owns_it(client, sign_in, actor):
    staff = make_staff()
    page = reverse("actors:people-list", args=[actor.pk])
    form = {"address": ADDRESS, "level": "owner"}
    refused = sign_in(client, staff).post(page, form).status_code
    actor.handovers.create(opened_at=timezone.now())

    invited = client.post(page, form).status_code

    assert (refused, invited) == (403, 302)
