from events.live.models.agenda import AgendaItem
from events.live.models.poll import (
    LONGEST_OPTION,
    LONGEST_PLAIN_LINE,
    LONGEST_POLL,
    Poll,
    PollOption,
    Vote,
)
from events.live.models.protocol import LONGEST_SUMMARY, Protocol, QuestionIdea
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
    "LONGEST_OPTION",
    "LONGEST_PLAIN_LINE",
    "LONGEST_POLL",
    "LONGEST_QUESTION",
    "LONGEST_SUMMARY",
    "AgendaItem",
    "Participant",
    "Poll",
    "PollOption",
    "Protocol",
    "Question",
    "QuestionIdea",
    "QuestionQuerySet",
    "QuestionSupport",
    "Room",
    "Vote",
    "new_code",
    "new_helper_code",
]
