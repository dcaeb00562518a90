"""What a room means to one person: what they asked, and what they support."""

from collections.abc import Iterable, Mapping
from typing import Any

from commons.accounts.visitors import Visitor
from events.live.models import Participant, Question, QuestionSupport, Room


def participant_of(room: Room, visitor: Visitor) -> Participant | None:
    found = Participant.objects.of(visitor).filter(room=room)
    return found.select_related("user").first()


def supported_by(participant: Participant | None) -> list[int]:
    """Ids of the questions that somebody supports, in a fixed order."""
    if participant is None:
        return []
    me = Participant.objects.who_is(participant)
    rows = QuestionSupport.objects.filter(participant__in=me)
    return sorted(rows.values_list("question_id", flat=True))


def asked_by(participant: Participant | None) -> list[Question]:
    """What somebody asked here, the newest first, hidden ones with the reason."""
    if participant is None:
        return []
    rows = participant.questions.select_related("merged_into").order_by("-pk")
    return list(rows)


def typed_by(participant: Participant | None) -> list[Question]:
    """What a helper has written down for the hall, the newest first."""
    if participant is None:
        return []
    return list(participant.entered.order_by("-pk")[:20])


def rooms_of(user: Any) -> Iterable[Mapping[str, Any]]:
    """For the person's own data: where they took part, and what they did there.

    Of running polls it says in which they voted, and what, where that is kept.
    """
    rows = Participant.objects.filter(user=user).order_by("pk")
    return [
        {
            "room_id": row.room_id,
            "nickname": row.nickname,
            "is_helper": row.is_helper,
            "joined_at": row.joined_at,
            "supported": sorted(row.supports.values_list("question_id", flat=True)),
            "voted": list(row.votes.order_by("pk").values("poll_id", "choices")),
        }
        for row in rows.iterator()
    ]
