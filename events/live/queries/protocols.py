"""What stands in the protocol of an assembly: read from the room's own rows.

What the desk hides disappears here too, and no figure is told that the poll's own page
would not tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from commons.accounts.visitors import Visitor
from events.live.enums import QuestionState
from events.live.models import (
    AgendaItem,
    Participant,
    Protocol,
    Question,
    QuestionIdea,
    Room,
)
from events.live.poll_states import PollState
from events.live.queries import polls
from events.live.queries.polls import Sheet
from participation.ideas.models import Idea


@dataclass(frozen=True)
class Asked:
    """A question with what became of it; `idea` only where the reader sees it."""

    question: Question
    idea: Idea | None
    turning: QuestionIdea | None
    merged: int
    is_own: bool

    @property
    def is_answered(self) -> bool:
        return self.question.state == QuestionState.ANSWERED


@dataclass(frozen=True)
class Minutes:
    room: Room
    protocol: Protocol | None
    agenda: tuple[AgendaItem, ...]
    answered: tuple[Asked, ...]
    open: tuple[Asked, ...]
    polls: tuple[Sheet, ...]
    joined: int

    @property
    def questions(self) -> tuple[Asked, ...]:
        return self.answered + self.open


def protocol_of(room: Room, visitor: Visitor) -> Protocol | None:
    return Protocol.objects.visible_to(visitor).filter(room=room).first()


def minutes_of(room: Room, visitor: Visitor, *, is_moderated: bool) -> Minutes:
    """Everything of a room that its protocol tells; a fixed number of queries.

    Args:
        is_moderated: whoever leads the room also sees results not shown yet.
    """
    asked = _asked(room, visitor)
    sheets = polls.counted_in(room)
    return Minutes(
        room=room,
        protocol=protocol_of(room, visitor),
        agenda=tuple(room.agenda.all()),
        answered=tuple(each for each in asked if each.is_answered),
        open=tuple(each for each in asked if not each.is_answered),
        polls=tuple(
            sheet
            for sheet in sheets
            if is_moderated or sheet.poll.state == PollState.SHOWN
        ),
        joined=Participant.objects.filter(room=room).counted().count(),
    )


def turnable(pk: int) -> Question | None:
    rows = Question.objects.select_related(
        "room__occurrence__event__region", "author", "turning__idea"
    )
    return rows.filter(pk=pk).first()


def _asked(room: Room, visitor: Visitor) -> list[Asked]:
    """Shown questions; those that were merged into one are counted with it."""
    rows = Question.objects.filter(room=room).shown()
    questions = list(
        rows.select_related("participant", "turning").order_by("-support_count", "pk")
    )
    merged = _merged_into(room)
    ideas = _ideas(questions, visitor)
    found = []
    for question in questions:
        question.room = room
        turning: QuestionIdea | None = getattr(question, "turning", None)
        idea = ideas.get(turning.idea_id or 0) if turning else None
        is_own = question.author_id is not None and (
            question.author_id == visitor.user_id
        )
        with_it = merged.get(question.pk, 0)
        found.append(Asked(question, idea, turning, with_it, is_own))
    return found


def _merged_into(room: Room) -> dict[int, int]:
    rows = Question.objects.filter(room=room, merged_into__isnull=False)
    found: dict[int, int] = {}
    for pk in rows.values_list("merged_into_id", flat=True):
        found[pk] = found.get(pk, 0) + 1
    return found


def _ideas(questions: list[Question], visitor: Visitor) -> Mapping[int, Idea]:
    turnings = [getattr(question, "turning", None) for question in questions]
    keys = [turning.idea_id for turning in turnings if turning and turning.idea_id]
    return Idea.objects.visible_to(visitor).in_bulk(keys) if keys else {}
