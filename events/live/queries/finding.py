"""Finding a room: by the code on the wall, by its event, among those open now."""

from commons.accounts.visitors import Visitor
from events.calendar.models import Event, Occurrence
from events.live.enums import RoomState
from events.live.models import Question, QuestionIdea, Room
from participation.ideas.models import Idea

MOST = 20


def by_code(code: str) -> Room | None:
    """The room of the code, or of its helpers, if a code opens it."""
    rooms = Room.objects.with_event()
    room = rooms.filter(code=code).first() or rooms.filter(helper_code=code).first()
    return room if room is not None and room.opens_by_code else None


def by_pk(pk: int) -> Room | None:
    return Room.objects.with_event().filter(pk=pk).first()


def is_visible(room: Room, visitor: Visitor) -> bool:
    return Room.objects.visible_to(visitor).filter(pk=room.pk).exists()


def open_now(visitor: Visitor) -> list[Room]:
    """Rooms of the visitor's reach in which something goes on, the newest first."""
    rooms = Room.objects.visible_to(visitor).filter(state=RoomState.OPEN)
    return list(rooms.with_event().order_by("-opened_at")[:MOST])


def of_event(event: Event, visitor: Visitor) -> list[Room]:
    """The rooms of an event that the visitor sees, open ones first."""
    rooms = Room.objects.visible_to(visitor).filter(occurrence__event=event)
    rooms = rooms.select_related("occurrence").order_by("-opened_at", "-pk")
    return sorted(rooms[:MOST], key=_is_not_open)


def _is_not_open(room: Room) -> bool:
    return room.state != RoomState.OPEN


def occurrence(pk: int, visitor: Visitor) -> Occurrence | None:
    rows = Occurrence.objects.visible_to(visitor).select_related("event__network")
    return rows.filter(pk=pk).first()


def turning_of(idea: Idea, visitor: Visitor) -> QuestionIdea | None:
    """The question an idea was made of, if the visitor may read it; one query."""
    questions = Question.objects.visible_to(visitor)
    rows = QuestionIdea.objects.filter(idea=idea, question__in=questions)
    return rows.select_related("question__room__occurrence__event").first()
