"""Coming into a room: with an account or with a device, once each."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.errors import RuleViolation
from events.live import pulse
from events.live.enums import QUESTIONS
from events.live.models import Participant, Room
from events.live.services.locking import called_off, require_open


@transaction.atomic
def join(
    room: Room, visitor: Visitor, *, nickname: str = "", is_helper: bool = False
) -> Participant:
    """Take part in a room; who is in already may give themselves another name.

    Args:
        visitor: signed in, or with the device that the request has got. Whoever was
            here without their account and has signed in since is the same person;
            whoever has signed out since counts as their account.
        is_helper: they know the helpers' code; nobody loses that by joining again.

    Raises:
        RuleViolation: its date is called off (`cancelled`), the room is not open
            (`closed`), or nobody can be told apart (`nobody`).
    """
    room = Room.objects.with_event().get(pk=room.pk)
    if room.is_called_off:
        raise called_off()
    require_open(room)
    _require_somebody(visitor)
    if visitor.user_id is not None and visitor.device:
        _bring_along(room, visitor)
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
    _count_once(participant, visitor.device)
    if is_new:
        pulse.changed(room.pk, {"attendance"})
    else:
        _come_again(participant, nickname, is_helper=is_helper)
    return participant


def _require_somebody(visitor: Visitor) -> None:
    if visitor.user_id is None and not visitor.device:
        raise RuleViolation(
            _("Bitte erlauben Sie Cookies, damit jede Person nur einmal zählt."),
            code="nobody",
        )


def _bring_along(room: Room, visitor: Visitor) -> None:
    """What the device has said here, votes too, counts as the account's."""
    here = Participant.objects.filter(room=room)
    if here.filter(user=visitor.user).exists():
        return
    guests = here.select_for_update(of=("self",)).filter(device_hash=visitor.device)
    if guest := guests.first():
        guest.user, guest.device_hash, guest.counts_as = visitor.user, None, None
        guest.save(update_fields=["user", "device_hash", "counts_as"])
        guest.questions.filter(author=None).update(author=visitor.user)


def _count_once(participant: Participant, device: str) -> None:
    """Let an account and the device on which it joined count once between them."""
    here = Participant.objects.filter(room=participant.room_id)
    if not device:
        return
    if participant.user_id is not None:
        here.filter(pk=participant.pk).update(came_with=device)
        here.filter(device_hash=device).update(counts_as=participant)
    elif account := here.filter(came_with=device).order_by("pk").last():
        here.filter(pk=participant.pk).update(counts_as=account)
        participant.counts_as = account


def _come_again(participant: Participant, nickname: str, *, is_helper: bool) -> None:
    is_renamed = participant.nickname != nickname
    participant.nickname = nickname
    participant.is_helper = participant.is_helper or is_helper
    participant.save(update_fields=["nickname", "is_helper"])
    has_asked = participant.questions.exists()
    if is_renamed and has_asked:
        pulse.changed(participant.room_id, QUESTIONS)
