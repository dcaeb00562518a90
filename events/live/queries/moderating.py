"""What the moderation of a room works with: all questions by where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from events.live.enums import SHOWN, HiddenBecause, QuestionState
from events.live.models import Question, Room
from events.live.workflow import MAY_FOLLOW
from participation.moderation.enums import Publication

# In the order in which they need a hand.
GROUPS = (
    QuestionState.WAITING,
    QuestionState.BOOKMARKED,
    QuestionState.OPEN,
    QuestionState.ANSWERED,
    QuestionState.HIDDEN,
    QuestionState.MERGED,
)
PUT = (QuestionState.OPEN, QuestionState.BOOKMARKED, QuestionState.ANSWERED)


@dataclass(frozen=True)
class Row:
    """A question with what can be done with it; `partners` it could be merged into."""

    question: Question
    steps: tuple[QuestionState, ...]
    may_hide: bool
    partners: tuple[Question, ...]

    @property
    def is_down(self) -> bool:
        """The desk has taken it from the public; nobody here can show it."""
        return self.question.publication != Publication.PUBLISHED


@dataclass(frozen=True)
class Group:
    state: QuestionState
    rows: tuple[Row, ...]


def desk_of(room: Room) -> Mapping[str, Any]:
    """All questions of a room; two queries, however many there are."""
    questions = list(_all(room))
    shown = [each for each in questions if each.is_public]
    has_merged = {each.merged_into_id for each in questions}
    groups = [
        Group(
            state,
            tuple(
                _row(each, shown, is_alone=each.pk not in has_merged)
                for each in questions
                if each.state == state
            ),
        )
        for state in GROUPS
    ]
    return {"room": room, "groups": groups, "reasons": HiddenBecause}


def find(room: Room, pk: int) -> Question | None:
    return Question.objects.filter(room=room, pk=pk).first()


def partners_of(question: Question) -> list[Question]:
    """Questions that this one could be merged into."""
    rows = Question.objects.filter(room=question.room_id).shown().in_order()
    return list(rows.exclude(pk=question.pk))


def _all(room: Room) -> Any:
    rows = Question.objects.filter(room=room).in_order()
    return rows.select_related("participant", "room", "merged_into")


def _row(question: Question, shown: list[Question], *, is_alone: bool) -> Row:
    following = MAY_FOLLOW[QuestionState(question.state)]
    may_merge = is_alone and QuestionState.MERGED in following
    partners = [each for each in shown if each.pk != question.pk] if may_merge else []
    return Row(
        question=question,
        steps=tuple(state for state in PUT if state in following),
        may_hide=is_alone and QuestionState.HIDDEN in following,
        partners=tuple(partners),
    )


def counts_of(room: Room) -> Mapping[str, int]:
    """How many questions there are: shown, answered, waiting."""
    states = list(Question.objects.filter(room=room).values_list("state", flat=True))
    return {
        "shown": sum(state in SHOWN for state in states),
        "answered": states.count(QuestionState.ANSWERED),
        "waiting": states.count(QuestionState.WAITING),
    }


def by_pk(pk: int) -> Question | None:
    rows = Question.objects.select_related("room__occurrence__event", "merged_into")
    return rows.filter(pk=pk).first()
