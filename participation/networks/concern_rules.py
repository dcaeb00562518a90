"""Who may do what with a concern; its states are the services' business."""

from commons.accounts.visitors import Visitor
from participation.moderation.coverage import MODERATING, covers_region
from participation.networks import rules
from participation.networks.models import Concern, Network


def can_raise(visitor: Visitor, network: Network) -> bool:
    """Who coordinates speaks for the network."""
    return rules.can_lead(visitor, network)


def can_drop(visitor: Visitor, concern: Concern) -> bool:
    return rules.can_coordinate(visitor, concern.network)


def is_at_desk(visitor: Visitor, concern: Concern) -> bool:
    """Sees it from the SPK's side."""
    return covers_region(visitor, concern.network.region_id)


def can_bring(visitor: Visitor, concern: Concern) -> bool:
    """Bring it into a round, or answer it: never one's own concern."""
    is_own = concern.raised_by_id is not None and (
        concern.raised_by_id == visitor.user_id
    )
    return is_at_desk(visitor, concern) and not is_own


def can_see_concerns(visitor: Visitor) -> bool:
    """The SPK's list of all of them."""
    return visitor.has_role(*MODERATING)
