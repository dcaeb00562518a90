"""Who may do what in a round; the states are the services' business."""

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.links.doors import Door
from neighbourhood.departments.clerks import Clerk
from neighbourhood.rounds import registry
from neighbourhood.rounds.models import MODERATING, Round, RoundParty

DOOR = Door("round", "round_party")


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
    """Speak for the department, unless it is not asked any more."""
    may = clerk.may_speak(DOOR, party.pk, party.department_id)
    return may and not party.is_removed


def _covers(visitor: Visitor, region_id: int | None, roles: tuple[Role, ...]) -> bool:
    if region_id is None:
        return visitor.has_role(*roles)
    return visitor.has_role(*roles, region_id=region_id)
