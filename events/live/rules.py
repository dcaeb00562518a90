"""Who may do what in a room; services check states."""

from commons.accounts.visitors import Visitor
from events.calendar import rules as calendar
from events.calendar.models import Occurrence
from events.live.enums import RoomState
from events.live.models import Participant, Question, Room
from participation.ideas.rules import can_enter, can_enter_in


def can_moderate(visitor: Visitor, room: Room) -> bool:
    """Whoever manages the event moderates in its room."""
    return calendar.can_manage(visitor, room.event)


def can_prepare(visitor: Visitor, occurrence: Occurrence) -> bool:
    return calendar.can_manage(visitor, occurrence.event)


def can_join(room: Room) -> bool:
    return room.state == RoomState.OPEN and not room.is_called_off


def can_ask(participant: Participant | None, room: Room) -> bool:
    return participant is not None and room.is_open and room.takes_questions


def can_support(participant: Participant | None, room: Room) -> bool:
    return participant is not None and room.is_open


def can_type_for_hall(
    visitor: Visitor, participant: Participant | None, room: Room
) -> bool:
    """Helpers in the hall and whoever moderates, both once they have joined."""
    is_helper = participant is not None and participant.is_helper
    return is_helper or can_moderate(visitor, room)


def is_own_question(visitor: Visitor, question: Question) -> bool:
    return visitor.user_id is not None and question.author_id == visitor.user_id


def can_enter_ideas(visitor: Visitor, room: Room) -> bool:
    """Whoever may enter ideas for others there, and sees this room."""
    region = room.event.region
    return can_enter_in(visitor, region) if region else can_enter(visitor)
