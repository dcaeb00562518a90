"""Who asks to come in, who is invited, and what leaving would leave behind."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from commons.accounts.visitors import Visitor
from commons.clock import berlin_date, berlin_today, midnight
from participation.actors.enums import InvitationState
from participation.actors.models import Actor
from participation.networks.enums import MemberRole, RequestState
from participation.networks.models import (
    JoinRequest,
    Network,
    NetworkInvitation,
    NetworkMembership,
)
from participation.networks.queries import members
from participation.networks.queries.members import Member
from participation.networks.rules import ASK_AGAIN_AFTER, MOST_TAKEN_BACK


@dataclass(frozen=True)
class Waiting:
    """What its coordination has before it."""

    requests: list[JoinRequest]
    invitations: list[NetworkInvitation]
    members: list[Member]


def waiting_in(network: Network) -> Waiting:
    """Three queries."""
    asked = JoinRequest.objects.filter(network=network, state=RequestState.OPEN)
    invited = NetworkInvitation.objects.filter(
        network=network, state=InvitationState.OPEN
    )
    return Waiting(
        requests=list(asked.select_related("user", "actor").order_by("asked_at", "pk")),
        invitations=list(invited.order_by("created_at", "pk")),
        members=members.members_of(network),
    )


def own_request(network: Network, visitor: Visitor) -> JoinRequest | None:
    if visitor.user_id is None:
        return None
    rows = JoinRequest.objects.filter(network=network, state=RequestState.OPEN)
    return rows.filter(user_id=visitor.user_id).first()


def asks_again_on(
    network: Network, user_id: int, actor: Actor | None = None
) -> date | None:
    """The day from which somebody may ask once more; None if they may today.

    After a no of the coordination, and after asking and taking it back again and again:
    each time a mail goes out. Where a network closed, nobody said no.
    """
    who = Q(actor=actor) if actor else Q(user=user_id, actor__isnull=True)
    lately = JoinRequest.objects.filter(
        who, network=network, ended_at__gte=midnight() - ASK_AGAIN_AFTER
    ).order_by("-ended_at")
    said_no = lately.filter(state=RequestState.DECLINED, ended_by__isnull=False)
    taken_back = lately.filter(state=RequestState.WITHDRAWN)
    ends = [
        *said_no.values_list("ended_at", flat=True)[:1],
        *taken_back.values_list("ended_at", flat=True)[MOST_TAKEN_BACK - 1 :][:1],
    ]
    days = [berlin_date(end) + ASK_AGAIN_AFTER for end in ends if end]
    return max((day for day in days if day > berlin_today()), default=None)


def request_of(pk: int) -> JoinRequest | None:
    rows = JoinRequest.objects.select_related("network", "user", "actor")
    return rows.filter(pk=pk).first()


def invitation_of(pk: int) -> NetworkInvitation | None:
    rows = NetworkInvitation.objects.select_related("network__region")
    return rows.filter(pk=pk).first()


def membership_of(pk: int) -> NetworkMembership | None:
    """One that has not ended, with its network."""
    rows = NetworkMembership.objects.present().filter(pk=pk)
    return rows.select_related("network", "user", "actor").first()


def leaves_it_alone(network: Network, own: list[NetworkMembership]) -> bool:
    """Whether nobody would coordinate any more; deputies step up by themselves."""
    stays = [each for each in members.coordinators_of(network) if each.leads]
    ids = {row.pk for row in own}
    goes = any(row.role == MemberRole.COORDINATOR for row in own)
    return goes and not any(each.membership.pk not in ids for each in stays)
