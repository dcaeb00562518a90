"""Who may do what where neighbours take an idea into their own hands."""

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from participation.actors import rules as actors
from participation.actors.models import Actor
from participation.ideas.models import Idea
from participation.networks import rules as networks
from participation.networks.enums import Visibility
from participation.networks.models import Network
from participation.referrals.rules import can_refer, is_author
from participation.together.enums import State
from participation.together.models import Partner, Partnered, Undertaking


def speaks_for(visitor: Visitor, row: Partnered) -> bool:
    """Owners and editors of the actor; coordination and deputies of the network."""
    if row.actor is not None:
        return actors.can_edit(visitor, row.actor)
    if row.network is not None:
        return networks.can_coordinate(visitor, row.network)
    return False


def belongs_to(visitor: Visitor, row: Partnered) -> bool:
    """In whatever role."""
    if row.actor is not None:
        return actors.belongs_to(visitor, row.actor)
    if row.network is not None:
        return networks.is_member(visitor, row.network)
    return False


def can_offer(visitor: Visitor, idea: Idea) -> bool:
    """The SPK looks for somebody: whoever may forward the idea."""
    return can_refer(visitor, idea)


def can_look_after(visitor: Visitor, row: Undertaking) -> bool:
    """The SPK's side of it; nobody of the partner decides for the SPK."""
    return can_refer(visitor, row.idea) and not belongs_to(visitor, row)


def can_withdraw(visitor: Visitor, row: Undertaking) -> bool:
    """The SPK as long as it is open; who wished for an idea while nobody has agreed."""
    if can_look_after(visitor, row):
        return not row.is_over
    return speaks_for(visitor, row) and row.state == State.ASKING


def can_see(visitor: Visitor, row: Undertaking) -> bool:
    """Its page: both sides, and the author; of a hidden network its members alone."""
    if belongs_to(visitor, row):
        return True
    return row.is_in_public and can_see_anyway(visitor, row)


def can_read_idea(visitor: Visitor, row: Undertaking) -> bool:
    """What has left the public for a reason is not handed out here."""
    return row.idea.is_public or can_see_anyway(visitor, row)


def can_see_anyway(visitor: Visitor, row: Undertaking) -> bool:
    return is_author(visitor, row.idea) or can_look_after(visitor, row)


def goes_on(partner: Partner) -> bool:
    """Whether it can carry an idea in public."""
    if not partner.is_public:
        return False
    if isinstance(partner, Network):
        return not partner.is_closed and partner.visibility != Visibility.HIDDEN
    return True


def takes_ideas(partner: Partner) -> bool:
    """Whether an idea may be given to it: as `queries.partners` says of rows."""
    if isinstance(partner, Actor):
        is_here = partner.is_verified and partner.archived_at is None
        return goes_on(partner) and is_here
    return goes_on(partner)


def can_change_terms(visitor: Visitor) -> bool:
    return visitor.has_role(Role.COORDINATOR)
