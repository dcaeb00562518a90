"""Rows are locked in one order: the room first, then its question.

`no_key` leaves others free to write what only points here: people join and support
while somebody moderates.
"""

from django.utils.translation import gettext_lazy as _, pgettext_lazy

from commons.errors import RuleViolation
from events.live.models import Question, Room


def locked_room(pk: int) -> Room:
    rooms = Room.objects.select_related("occurrence__event")
    return rooms.select_for_update(of=("self",), no_key=True).get(pk=pk)


def locked_question(pk: int) -> Question:
    questions = Question.objects.select_related("room")
    return questions.select_for_update(of=("self",), no_key=True).get(pk=pk)


def called_off() -> RuleViolation:
    why = pgettext_lazy("Veranstaltung", "Dieser Termin ist abgesagt.")
    return RuleViolation(why, code="cancelled")


def require_open(room: Room) -> None:
    """Raise RuleViolation (`closed`) unless people may take part just now."""
    if not room.is_open:
        raise RuleViolation(
            _("Dieser Saal ist gerade nicht offen. Mitlesen geht weiterhin."),
            code="closed",
        )
