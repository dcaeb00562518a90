"""Who is in a network: as a list, as people to be told, as a question about one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils.translation import gettext as _

from commons.accounts.models import User
from commons.accounts.visitors import Visitor
from participation.actors.enums import SPEAKING
from participation.actors.models import Actor, ActorMembership, spoken_for
from participation.networks.enums import COORDINATING, MemberRole, Visibility
from participation.networks.models import Network, NetworkMembership

_ORDER = Case(
    When(role=MemberRole.COORDINATOR, then=Value(0)),
    When(role=MemberRole.DEPUTY, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@dataclass(frozen=True)
class Member:
    """One row of the list: an actor leads to its page, a person has none.

    `leads` is known of who coordinates: see `leading`.
    """

    membership: NetworkMembership
    name: str
    url: str
    is_actor: bool
    leads: bool = False

    @property
    def role(self) -> str:
        return str(MemberRole(self.membership.role).label)

    @property
    def is_plain(self) -> bool:
        return self.membership.role == MemberRole.MEMBER

    @property
    def is_resting(self) -> bool:
        return self.membership.is_resting


def present(network: Network) -> QuerySet[NetworkMembership]:
    """Coordination first, then by when they came."""
    rows = NetworkMembership.objects.present().filter(network=network)
    return rows.select_related("user", "actor").order_by(_ORDER, "joined_at", "pk")


def members_of(network: Network) -> list[Member]:
    return [_shown(row) for row in present(network)]


def coordinators_of(network: Network) -> list[Member]:
    """Coordination and deputies, for everybody who may see the network; one query."""
    rows = present(network).filter(role__in=COORDINATING)
    leads = Exists(leading().filter(pk=OuterRef("pk")))
    return [_shown(row, leads=row.leads) for row in rows.annotate(leads=leads)]


def leading() -> QuerySet[NetworkMembership]:
    """Who coordinates, alone or for an actor, and can do it now.

    An actor whom nobody speaks for any more coordinates nothing, nor does one whose
    membership rests.
    """
    speaking = ActorMembership.objects.active().filter(
        actor=OuterRef("actor"), level__in=SPEAKING, user__is_active=True
    )
    rows = NetworkMembership.objects.holding().filter(role__in=COORDINATING)
    return rows.filter(Q(user__is_active=True) | Exists(speaking))


def is_led(network: Network) -> bool:
    return leading().filter(network=network).exists()


def own_in(network: Network, visitor: Visitor) -> list[NetworkMembership]:
    """The visitor's own ways in: alone, and by actors they may speak for."""
    if visitor.user_id is None:
        return []
    who = Q(user_id=visitor.user_id) | Q(actor__in=spoken_for(visitor))
    return list(present(network).filter(who))


def user_ids_in(network_id: int) -> QuerySet:
    """Everybody who may read what members read, alone or by their actor."""
    rows = NetworkMembership.objects.holding().filter(network_id=network_id)
    actors = rows.filter(actor__isnull=False).values("actor")
    working = ActorMembership.objects.active().filter(actor__in=actors)
    alone = Q(pk__in=rows.filter(user__isnull=False).values("user"))
    return User.objects.filter(
        alone | Q(pk__in=working.values("user")), is_active=True
    ).values_list("pk", flat=True)


def is_inside(user_id: int | None, network_id: int) -> bool:
    """As of now, for mails and sockets that outlive a request; one query."""
    if user_id is None:
        return False
    return user_ids_in(network_id).filter(pk=user_id).exists()


def may_hear(user_id: int | None, network: Network) -> bool:
    """Whether somebody may be told now what goes on inside: as `read_by` says."""
    if not network.is_public:
        return False
    is_open = network.visibility == Visibility.OPEN
    return is_open or is_inside(user_id, network.pk)


def coordinating_ids(network: Network) -> Iterable[int]:
    """Accounts that coordinate, alone or for an actor; one query."""
    rows = NetworkMembership.objects.holding().filter(
        network=network, role__in=COORDINATING
    )
    speaking = ActorMembership.objects.active().filter(
        actor__in=rows.filter(actor__isnull=False).values("actor"), level__in=SPEAKING
    )
    alone = Q(pk__in=rows.filter(user__isnull=False).values("user"))
    people = User.objects.filter(
        alone | Q(pk__in=speaking.values("user")), is_active=True
    )
    return people.order_by("pk").values_list("pk", flat=True)


def name_of(actor: Actor) -> str:
    """Not that of a profile which has left the public, maybe for its name."""
    return actor.name if actor.is_public else _("ein Akteur ohne öffentliches Profil")


def _shown(row: NetworkMembership, *, leads: bool = False) -> Member:
    if row.actor is not None:
        url = row.actor.get_absolute_url() if row.actor.is_public else ""
        return Member(row, name_of(row.actor), url, is_actor=True, leads=leads)
    name = row.user.public_name if row.user is not None else ""
    return Member(row, name, "", is_actor=False, leads=leads)
