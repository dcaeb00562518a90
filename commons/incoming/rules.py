"""Who may do what with mail that came in."""

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.incoming.models import READERS


def can_see_aside(visitor: Visitor) -> bool:
    """Mail that nobody knows where to put; which of it, `visible_to` says."""
    return visitor.has_role(*READERS)


def can_change_terms(visitor: Visitor) -> bool:
    """How long and how much is kept: for the whole district."""
    return visitor.has_role(Role.COORDINATOR)
