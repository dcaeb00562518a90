"""What is left of people in a room once the set time after its end is over."""

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.verbs.services import happened
from events.live.models import Participant, QuestionSupport, Room

BATCH = 50


@transaction.atomic
def forget_due() -> int:
    """Forget names, devices, accounts and who supported what; counts stay.

    Whoever asked what the desk has decided on may still object: they stay known there.
    """
    due = Room.objects.filter(forgotten_at__isnull=True, forget_on__lte=berlin_today())
    locked = due.select_for_update(of=("self",), skip_locked=True).order_by("pk")
    count = 0
    for room in locked[:BATCH]:
        QuestionSupport.objects.filter(question__room=room).delete()
        room.participants.update(
            nickname="", device_hash=None, came_with=None, user=None
        )
        room.questions.filter(decision__isnull=True).update(author=None)
        room.forgotten_at = timezone.now()
        room.save(update_fields=["forgotten_at"])
        happened("room.forgotten", room, by=None)
        count += 1
    return count


def leave_all(user: User) -> None:
    """An account goes: its place in a room stays as a number without a name."""
    rows = Participant.objects.filter(user=user)
    rows.update(nickname="", came_with=None, user=None)
