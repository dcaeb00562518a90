"""Coming into a room: with an account or with a device, once each."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.errors import RuleViolation
from events.live import pulse
from events.live.enums import QUESTIONS
from events.live.models import Participant, Room
from events.live.services.locking import require_open


@transaction.atomic
def join(
    room: Room, visitor: Visitor, *, nickname: str = "", is_helper: bool = False
) -> Participant:
    """Take part in a room; who is in already may give themselves another name.

    Args:
        visitor: signed in, or with the device that the request has got.
        is_helper: they know the helpers' code; nobody loses that by joining again.

    Raises:
        RuleViolation: the room is not open (`closed`), or nobody can be told apart
            (`nobody`).
    """
    room = Room.objects.get(pk=room.pk)
    require_open(room)
    if visitor.user_id is None and not visitor.device:
        raise RuleViolation(
            _("Bitte erlauben Sie Cookies, damit jede Person nur einmal zählt."),
            code="nobody",
        )
    participant, is_new = Participant.objects.get_or_create(
        room=room,
        user=visitor.user,
        device_hash=None if visitor.user_id else visitor.device,
        defaults={
            "nickname": nickname,
            "is_helper": is_helper,
            "joined_at": timezone.now(),
        },
    )
    if is_new:
        pulse.changed(room.pk, {"attendance"})
    else:
        _come_again(participant, nickname, is_helper=is_helper)
    return participant


def _come_again(participant: Participant, nickname: str, *, is_helper: bool) -> None:
    is_renamed = participant.nickname != nickname
    participant.nickname = nickname
    participant.is_helper = participant.is_helper or is_helper
    participant.save(update_fields=["nickname", "is_helper"])
    has_asked = participant.questions.exists()
    if is_renamed and has_asked:
        pulse.changed(participant.room_id, QUESTIONS)
