"""Who keeps the pages of calls, and whose year a report may show."""

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from participation.actors import rules as actors
from participation.actors.models import Actor
from participation.networks import rules as networks
from participation.networks.models import Network

KEEPING = (Role.MODERATOR, Role.COORDINATOR, Role.DATA_EDITOR)


def can_keep_calls(visitor: Visitor) -> bool:
    """Whoever moderates some Stadtteil, also the pages of others.

    A page is information of the house for the whole district, as text modules and
    contacts are: nobody's contribution, and no decision about anybody. Its `regions`
    say who may apply, not whose page it is. The audit names who changed it.
    """
    return visitor.has_role(*KEEPING)


def can_report(visitor: Visitor, subject: Actor | Network) -> bool:
    """Who speaks for the house, or coordinates the network."""
    if isinstance(subject, Actor):
        return actors.can_edit(visitor, subject)
    return networks.can_coordinate(visitor, subject)
