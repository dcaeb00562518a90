from events.live.models.agenda import AgendaItem
from events.live.models.question import (
    LONGEST_QUESTION,
    Question,
    QuestionQuerySet,
    QuestionSupport,
)
from events.live.models.room import (
    LONGEST_NICKNAME,
    Participant,
    Room,
    new_code,
    new_helper_code,
)

__all__ = [
    "LONGEST_NICKNAME",
    "LONGEST_QUESTION",
    "AgendaItem",
    "Participant",
    "Question",
    "QuestionQuerySet",
    "QuestionSupport",
    "Room",
    "new_code",
    "new_helper_code",
]
