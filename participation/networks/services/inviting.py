"""Inviting somebody by mail; whoever has the mail may come in."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from commons.accounts.models import User
from commons.links.doors import Door
from commons.verbs.services import happened
from participation.actors.enums import InvitationState
from participation.actors.invitations import Invitations
from participation.moderation.services.blocks import require_may_write
from participation.networks.enums import MemberRole
from participation.networks.models import Network, NetworkInvitation
from participation.networks.queries.members import coordinating_ids, is_inside
from participation.networks.services.admitting import admit
from participation.networks.services.locking import locked, require_going_on

RENDERER = "network_invitation"
LIFETIME = timedelta(days=30)
DOOR = Door("network-invitation", "network_invitation", LIFETIME)
TO_NETWORKS = Invitations(
    NetworkInvitation,
    host="network",
    door=DOOR,
    renderer=RENDERER,
    purpose=b"bindeglied.networks.invitation",
    salt="networks.invitation",
    most_open=100,
)
address_of, is_open = TO_NETWORKS.address_of, TO_NETWORKS.is_open
forget_lapsed, link_of = TO_NETWORKS.end_lapsed, TO_NETWORKS.link_of


@transaction.atomic
def invite(
    network: Network,
    address: str,
    *,
    role: MemberRole = MemberRole.MEMBER,
    by: User,
) -> NetworkInvitation:
    """Send an address the way in.

    Raises:
        RuleViolation: the network has ended (`network_over`), the person may not write
            just now (`blocked`), or see `Invitations.send`.
    """
    require_may_write(by)
    network = locked(network.pk)
    require_going_on(network)
    invitation = TO_NETWORKS.send(network, address, by=by, role=role)
    happened("network.invited", network, by=by, invitation=invitation.pk)
    return invitation


@transaction.atomic
def accept(invitation: NetworkInvitation, *, by: User) -> Network:
    """Come in, with the account that holds the link open. Twice changes nothing.

    Raises:
        RuleViolation: it no longer holds (`over`, `network_over`).
    """
    network, invitation = _locked(invitation)
    if invitation.accepted_by_id == by.pk and is_inside(by.pk, network.pk):
        return network
    TO_NETWORKS.require_open(invitation)
    require_going_on(network)
    row, is_new = admit(network, user=by, role=MemberRole(invitation.role))
    invitation.accepted_by = by
    TO_NETWORKS.end(invitation, InvitationState.ACCEPTED)
    if is_new:
        happened("network.joined", network, by=by, membership=row.pk)
    return network


@transaction.atomic
def decline(invitation: NetworkInvitation) -> None:
    """Whoever holds the link says no. Twice changes nothing."""
    network, invitation = _locked(invitation)
    if invitation.state != InvitationState.OPEN:
        return
    TO_NETWORKS.end(invitation, InvitationState.DECLINED)
    happened("network.invitation_declined", network, by=None, invitation=invitation.pk)


@transaction.atomic
def withdraw(invitation: NetworkInvitation, *, by: User) -> None:
    """The coordination takes it back; a mail that waits does not go.

    Raises:
        RuleViolation: it is answered already (`over`).
    """
    network, invitation = _locked(invitation)
    TO_NETWORKS.take_back(invitation)
    happened("network.invitation_withdrawn", network, by=by, invitation=invitation.pk)


def withdraw_those_of(people: Iterable[User], network: Network, *, by: User) -> None:
    """Whom somebody else sends away comes back by no invitation of their own.

    Whoever goes by themselves leaves theirs: they may have asked who follows them.
    """
    others = [user.pk for user in people if user.pk != by.pk]
    still = set(coordinating_ids(network))
    gone = [pk for pk in others if pk not in still]
    rows = NetworkInvitation.objects.filter(
        network=network, invited_by__in=gone, state=InvitationState.OPEN
    )
    for invitation in rows.order_by("pk"):
        withdraw(invitation, by=by)


def _locked(invitation: NetworkInvitation) -> tuple[Network, NetworkInvitation]:
    network = locked(invitation.network_id)
    rows = NetworkInvitation.objects.select_for_update(of=("self",))
    return network, rows.get(pk=invitation.pk)
