"""The space of a network: what stands on top of each of its pages."""

from dataclasses import dataclass, field
from typing import Any

from commons.accounts.visitors import Visitor
from commons.notifications.queries import following
from participation.moderation.enums import Publication
from participation.networks import rules
from participation.networks.enums import Visibility
from participation.networks.models import Network, NetworkQuerySet
from participation.networks.queries import members
from participation.networks.queries.members import Member


@dataclass(frozen=True)
class Space:
    """A network as one visitor has it before them.

    `follow` is for `notifications/_follow.html`; empty for who may not read it.
    """

    network: Network
    is_member: bool
    can_read: bool
    can_write: bool
    can_coordinate: bool
    can_edit: bool
    can_join: bool
    can_look_after: bool
    coordinators: list[Member] = field(default_factory=list)
    follow: dict[str, Any] = field(default_factory=dict)

    @property
    def can_manage(self) -> bool:
        """Once it is public: before that there is nobody to let in."""
        return self.can_coordinate and self.network.is_public

    @property
    def is_orphaned(self) -> bool:
        is_led = any(member.leads for member in self.coordinators)
        return rules.goes_on(self.network) and not is_led


def find(pk: int, visitor: Visitor) -> Network | None:
    """The network with its regions and topics, if the visitor may know of it."""
    return networks().visible_to(visitor).filter(pk=pk).first()


def networks() -> NetworkQuerySet:
    """With what each page shows of them."""
    rows = Network.objects.select_related("region")
    return rows.prefetch_related("regions", "topics")


def was_known(pk: int) -> bool:
    """It was public for everybody to know, and was taken away for good."""
    gone = Network.objects.filter(
        pk=pk,
        publication__in=[Publication.REMOVED, Publication.WITHDRAWN],
        published_at__isnull=False,
    )
    return gone.exclude(visibility=Visibility.HIDDEN).exists()


def space_of(network: Network, visitor: Visitor) -> Space:
    """Four queries at most: standing, who coordinates, the follow."""
    can_read = rules.can_read(visitor, network)
    may_follow = can_read and visitor.is_signed_in and not network.is_closed
    return Space(
        network=network,
        is_member=rules.is_member(visitor, network),
        can_read=can_read,
        can_write=rules.can_write(visitor, network),
        can_coordinate=rules.can_coordinate(visitor, network),
        can_edit=rules.can_edit(visitor, network),
        can_join=rules.can_join(visitor, network),
        can_look_after=rules.can_look_after(visitor, network),
        coordinators=members.coordinators_of(network),
        follow=following.button("network", network, visitor) if may_follow else {},
    )
