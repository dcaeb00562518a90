"""What the pages of a room begin with, before anything arrives by socket."""

from collections.abc import Mapping
from typing import Any

from events.live.models import Room
from events.live.queries import showing


def of(room: Room) -> Mapping[str, Any]:
    joined = room.participants.counted().count()
    words = {
        "joined": showing.joined_in_words(joined),
        "hall": showing.hall_in_words(room),
    }
    return {
        "agenda": list(room.agenda.all()),
        "questions": showing.open_questions(room),
        "answered": showing.answered_questions(room),
        "attendance": words,
    }
