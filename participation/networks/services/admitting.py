"""Writing and ending memberships, counted; the caller holds the network's lock."""

from django.db.models import Q
from django.utils import timezone

from commons import sockets
from commons.accounts.models import User
from commons.notifications.services import follows
from participation.actors.models import Actor, ActorMembership
from participation.networks.enums import MemberRole
from participation.networks.models import Network, NetworkMembership
from participation.networks.rules import MEMBER_REASON
from participation.networks.services import activity


def admit(
    network: Network,
    *,
    user: User | None = None,
    actor: Actor | None = None,
    role: MemberRole = MemberRole.MEMBER,
) -> tuple[NetworkMembership, bool]:
    """A person or an actor belongs to it from now on, and follows it.

    Gives the membership, and False if it was there already: then its role stays,
    unless the new one is a higher one.
    """
    who = {"actor": actor} if actor is not None else {"user": user}
    row, is_new = NetworkMembership.objects.get_or_create(
        network=network,
        left_at=None,
        **who,
        defaults={"role": role, "joined_at": timezone.now()},
    )
    if not is_new and row.role == MemberRole.MEMBER and role != MemberRole.MEMBER:
        row.role = role
        row.save(update_fields=["role"])
    if is_new:
        _count(network, 1)
        _let_follow(network, row)
        activity.touch(network)
    return row, is_new


def dismiss(row: NetworkMembership) -> None:
    """It ends now. Who may no longer read the network hears no more of it."""
    row.left_at = timezone.now()
    row.save(update_fields=["left_at"])
    _count(row.network, -1)
    people = people_of(row)
    for user in people:
        _let_go(row.network, user)
    # Their open pages hear nothing more of it from now on.
    sockets.recheck_on_commit(sockets.visitor_group(user.pk) for user in people)


def _let_follow(network: Network, row: NetworkMembership) -> None:
    ids = [user.pk for user in people_of(row)]
    follows.follow_all(ids, network, reason=MEMBER_REASON)


def _let_go(network: Network, user: User) -> None:
    """Somebody may still be in it by an actor, or alone."""
    actors = ActorMembership.objects.active().filter(user=user).values("actor")
    inside = NetworkMembership.objects.holding().filter(
        Q(user=user) | Q(actor__in=actors), network=network
    )
    if not inside.exists():
        follows.unfollow_all(user, [network])


def people_of(row: NetworkMembership) -> list[User]:
    if row.user is not None:
        return [row.user]
    held = ActorMembership.objects.active().filter(actor=row.actor_id)
    return [each.user for each in held.select_related("user").order_by("pk")]


def _count(network: Network, change: int) -> None:
    network.member_count += change
    network.save(update_fields=["member_count"])
