"""Who may do what with a network; states of a person's request are the services'.

What somebody is in a network is asked once for a visitor, like the grants.
"""

from dataclasses import dataclass
from datetime import timedelta

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from participation.actors.models import spoken_for
from participation.moderation.coverage import MODERATING, covers_region
from participation.moderation.enums import Publication
from participation.networks.enums import COORDINATING, Joining, Visibility
from participation.networks.models import Network, memberships_of

# Why a member hears of what happens in the network.
MEMBER_REASON = "network_member"
# Not decided yet, so that whoever founded it may still change it.
WAITING = frozenset({Publication.SUBMITTED, Publication.CHANGES_REQUESTED})
# Until whom the coordination refused may ask again; and so often in that time one may
# change one's mind.
ASK_AGAIN_AFTER = timedelta(days=30)
MOST_TAKEN_BACK = 3


@dataclass(frozen=True)
class Standing:
    """What somebody is in one network, alone or by their actors."""

    is_member: bool = False
    is_coordinator: bool = False


NOBODY = Standing()


def standing_in(visitor: Visitor, network: Network) -> Standing:
    """At most two queries for a visitor, whatever the number of networks."""
    if visitor.user_id is None:
        return NOBODY
    known: dict[int, Standing] | None = vars(visitor).get("network_standings")
    if known is None:
        known = vars(visitor).setdefault("network_standings", _standings(visitor))
    return known.get(network.pk, NOBODY)


def _standings(visitor: Visitor) -> dict[int, Standing]:
    """A mere member of an actor that coordinates coordinates nothing."""
    rows = memberships_of(visitor).values_list("network_id", "actor_id", "role")
    acting: set[int | None] = {None, *spoken_for(visitor)}
    known: dict[int, Standing] = {}
    for network_id, actor_id, role in rows:
        may_act = actor_id in acting
        before = known.get(network_id, NOBODY)
        known[network_id] = Standing(
            is_member=True,
            is_coordinator=before.is_coordinator or (role in COORDINATING and may_act),
        )
    return known


def is_member(visitor: Visitor, network: Network) -> bool:
    return standing_in(visitor, network).is_member


def can_see(visitor: Visitor, network: Network) -> bool:
    """Know that it is there: name, purpose, how to join. As `visible_to` says."""
    if not network.is_public:
        return is_founder(visitor, network) or can_look_after(visitor, network)
    is_hidden = network.visibility == Visibility.HIDDEN
    return not is_hidden or is_member(visitor, network)


def can_read(visitor: Visitor, network: Network) -> bool:
    """Posts, files, dates and members. As `read_by` says."""
    is_open = network.visibility == Visibility.OPEN
    return network.is_public and (is_open or is_member(visitor, network))


def can_write(visitor: Visitor, network: Network) -> bool:
    """Members, as long as it goes on."""
    return is_member(visitor, network) and goes_on(network)


def can_coordinate(visitor: Visitor, network: Network) -> bool:
    """Coordination and deputies; owners and editors of an actor that is one."""
    return standing_in(visitor, network).is_coordinator


def can_lead(visitor: Visitor, network: Network) -> bool:
    """Say when it meets, what stands on top, what it asks of the Bezirksamt."""
    return can_coordinate(visitor, network) and goes_on(network)


def can_edit(visitor: Visitor, network: Network) -> bool:
    """Coordinates it, or wrote it and it is not public yet."""
    if network.is_public:
        return can_coordinate(visitor, network) and not network.is_closed
    return network.publication in WAITING and is_founder(visitor, network)


def can_join(visitor: Visitor, network: Network) -> bool:
    """Join at once or ask; who was invited comes by the invitation."""
    may_ask = network.joining != Joining.INVITATION
    return (
        visitor.is_signed_in
        and may_ask
        and goes_on(network)
        and can_see(visitor, network)
    )


def can_look_after(visitor: Visitor, network: Network) -> bool:
    """The SPK of its region; of a hidden one only until it has decided about it."""
    if not visitor.has_role(*MODERATING):
        return False
    if not covers_region(visitor, network.region_id):
        return False
    return not (network.is_public and network.visibility == Visibility.HIDDEN)


def can_oversee(visitor: Visitor) -> bool:
    """The SPK's view of all networks that are not hidden."""
    return visitor.has_role(*MODERATING)


def can_set_terms(visitor: Visitor) -> bool:
    return visitor.has_role(Role.COORDINATOR)


def is_founder(visitor: Visitor, network: Network) -> bool:
    return visitor.user_id is not None and network.author_id == visitor.user_id


def goes_on(network: Network) -> bool:
    return network.is_public and not network.is_closed
