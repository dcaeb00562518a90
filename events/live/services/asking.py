"""Questions come in: from a phone, or typed in for somebody in the hall."""

from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from commons.once import key_taken
from commons.verbs.services import happened
from events.live import pulse
from events.live.enums import TO_ANSWER, Moderation, QuestionState
from events.live.models import Participant, Question, Room
from events.live.services.locking import locked_room, require_open
from participation.moderation.enums import Publication
from participation.moderation.services.blocks import require_may_write

# So many of one person may wait for the moderation; helpers write for a whole hall.
MOST_WAITING = 5
# So many may be open or wait in a room. No evening answers more, every one is another
# line to read for the moderation, and a phone that asks in the name of many devices
# would else fill the wall. Helpers go on: they write down what the hall has heard.
MOST_OPEN = 500


@transaction.atomic
def ask(
    participant: Participant,
    *,
    text: str,
    draft_id: UUID | None = None,
    for_hall: bool = False,
) -> Question:
    """Ask something; it is there at once, or once the moderation releases it.

    Args:
        draft_id: the key of the form, so that two clicks ask once.
        for_hall: a helper writes down what somebody in the hall says; the question
            bears nobody's name.

    Raises:
        RuleViolation: `closed`, `no_questions`, `blocked`, `too_many_waiting`,
            `list_full`, or `key_taken`.
    """
    room, draft_id = locked_room(participant.room_id), draft_id or uuid4()
    if first := Question.objects.filter(draft_id=draft_id).first():
        return _own(first, participant)
    _require_asking(room, participant)
    question = Question.objects.create(
        room=room,
        region_id=room.event.region_id,
        text=text,
        draft_id=draft_id,
        **_whose(participant, for_hall=for_hall),
        **_standing(room, is_looked_at=for_hall),
    )
    happened("room_question.asked", question, by=participant.user)
    pulse.changed(room.pk, {"questions"})
    return question


def _whose(participant: Participant, *, for_hall: bool) -> dict[str, object]:
    if for_hall:
        return {"is_from_hall": True, "entered_by": participant}
    return {"participant": participant, "author_id": participant.user_id}


def _standing(room: Room, *, is_looked_at: bool) -> dict[str, object]:
    """What a helper types in has been heard in the hall: it need not wait."""
    waits = room.moderation == Moderation.BEFORE and not is_looked_at
    now = timezone.now()
    return {
        "state": QuestionState.WAITING if waits else QuestionState.OPEN,
        "state_changed_at": now,
        "publication": Publication.PUBLISHED,
        "submitted_at": now,
        "published_at": now,
    }


def _require_asking(room: Room, participant: Participant) -> None:
    require_open(room)
    require_may_write(participant.user)
    if participant.is_helper:
        return
    if not room.takes_questions:
        raise RuleViolation(
            _("Gerade werden keine Fragen angenommen."), code="no_questions"
        )
    waiting = participant.questions.filter(state=QuestionState.WAITING)
    if waiting.count() >= MOST_WAITING:
        raise RuleViolation(
            _(
                "Von Ihnen warten schon %(number)d Fragen. Bitte lassen Sie auch "
                "anderen Platz."
            )
            % {"number": MOST_WAITING},
            code="too_many_waiting",
        )
    if _open_in(room) >= MOST_OPEN:
        raise RuleViolation(
            _(
                "Die Liste der Fragen ist gerade voll. Die Moderation arbeitet sie "
                "erst ab. Bitte versuchen Sie es später noch einmal."
            ),
            code="list_full",
        )


def _open_in(room: Room) -> int:
    rows = room.questions.filter(state__in=[*TO_ANSWER, QuestionState.WAITING])
    return rows.published().count()


def _own(first: Question, participant: Participant) -> Question:
    if participant.pk not in {first.participant_id, first.entered_by_id}:
        raise key_taken()
    return first
