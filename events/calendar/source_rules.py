"""Who may do what with an actor's own calendar; states are the services' business."""

from commons.accounts.visitors import Visitor
from events.calendar.models import CalendarSource
from participation.actors.models import spoken_for
from participation.moderation.coverage import MODERATING, covers_region


def can_see_sources(visitor: Visitor) -> bool:
    """Who speaks for an actor, and the SPK."""
    return bool(spoken_for(visitor)) or visitor.has_role(*MODERATING)


def can_change(visitor: Visitor, source: CalendarSource) -> bool:
    """Connect it and say where its events are: who speaks for the actor."""
    return source.actor_id in spoken_for(visitor)


def can_hold(visitor: Visitor, source: CalendarSource) -> bool:
    """Read it now, hold it or let it go: the SPK of the actor's Stadtteil as well."""
    return can_change(visitor, source) or covers_region(visitor, source.actor.region_id)
