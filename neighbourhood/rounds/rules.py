"""Who may do what in a round; the states are the services' business."""

from dataclasses import dataclass

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.links import services as links
from commons.links.models import SignedLink
from neighbourhood.rounds import registry
from neighbourhood.rounds.models import MODERATING, Round, RoundParty

LINK_PURPOSE = "round"
LINK_KIND = "round_party"


@dataclass(frozen=True)
class Clerk:
    """Somebody who may speak for a department: with an account, or on a link."""

    visitor: Visitor
    link: SignedLink | None = None


def can_see_rounds(visitor: Visitor) -> bool:
    return visitor.has_role(*MODERATING)


def can_convene(visitor: Visitor) -> bool:
    return bool(registry.called_by(visitor))


def can_convene_in(
    visitor: Visitor, procedure: registry.Procedure, region_id: int | None
) -> bool:
    """Call a round of this kind for a Stadtteil, or for the district."""
    return bool(procedure.conveners) and _covers(
        visitor, region_id, procedure.conveners
    )


def can_lead(visitor: Visitor, row: Round) -> bool:
    """See it from the SPK's side, invite, talk, record, cancel."""
    procedure = registry.get(row.kind)
    return _covers(visitor, row.region_id, MODERATING) and procedure.may_lead(
        visitor, row
    )


def can_decide(visitor: Visitor, row: Round) -> bool:
    procedure = registry.get(row.kind)
    return can_lead(visitor, row) and _covers(
        visitor, row.region_id, procedure.deciders
    )


def can_take_part(clerk: Clerk, party: RoundParty) -> bool:
    """Speak for the department: on its own link, or as its member."""
    if _opens(clerk.link, party):
        return True
    return clerk.visitor.has_role(
        Role.DEPARTMENT_MEMBER, department_id=party.department_id
    )


def _opens(link: SignedLink | None, party: RoundParty) -> bool:
    """A link opens one department's place in one round, while it is valid."""
    return (
        link is not None
        and (link.purpose, link.kind) == (LINK_PURPOSE, LINK_KIND)
        and link.target_id == party.pk
        and links.is_valid(link)
    )


def _covers(visitor: Visitor, region_id: int | None, roles: tuple[Role, ...]) -> bool:
    if region_id is None:
        return visitor.has_role(*roles)
    return visitor.has_role(*roles, region_id=region_id)
