"""The life of a room: prepared for a date, opened, set, closed."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_date
from commons.errors import RuleViolation
from commons.verbs.services import happened
from events.calendar.models import Occurrence
from events.live import pulse, workflow
from events.live.enums import QUESTIONS, RoomState
from events.live.models import Room
from events.live.services import polls
from events.live.services.locking import called_off, locked_room

# Days until nicknames, devices, accounts and who supported what are forgotten.
KEPT_DAYS = 30
# A room that nobody closes ends by itself so long after its date.
FORGOTTEN_AFTER = timedelta(hours=12)


@transaction.atomic
def prepare(occurrence: Occurrence, *, by: User) -> Room:
    """Give a date its room; the one it has where somebody was faster.

    Raises:
        RuleViolation: the date is cancelled (`cancelled`).
    """
    occurrences = Occurrence.objects.select_for_update(of=("self",), no_key=True)
    occurrence = occurrences.select_related("event").get(pk=occurrence.pk)
    if room := Room.objects.filter(occurrence=occurrence).first():
        return room
    if occurrence.is_cancelled or occurrence.event.is_cancelled:
        raise called_off()
    room = _created(occurrence)
    happened("room.prepared", room, by=by)
    return room


@transaction.atomic
def open_room(room: Room, *, by: User) -> Room:
    """Let people in; a room that was closed by mistake opens again.

    Raises:
        RuleViolation: it is open already, its names are forgotten (`forgotten`), or
            its date is called off (`cancelled`).
    """
    room = locked_room(room.pk)
    if room.is_called_off:
        raise called_off()
    workflow.require_room(room.state, RoomState.OPEN)
    if room.forgotten_at is not None:
        raise RuleViolation(
            _("Dieser Saal ist abgeschlossen. Bitte legen Sie einen neuen Termin an."),
            code="forgotten",
        )
    room.state = RoomState.OPEN
    room.opened_at = room.opened_at or timezone.now()
    room.opened_by = room.opened_by or by
    room.closed_at = room.forget_on = None
    room.save(
        update_fields=["state", "opened_at", "opened_by", "closed_at", "forget_on"]
    )
    happened("room.opened", room, by=by)
    pulse.changed(room.pk, QUESTIONS | {"state"})
    return room


@transaction.atomic
def close(room: Room, *, by: User | None) -> Room:
    """End the assembly: nobody asks or supports any more, everybody may still read.

    Raises:
        RuleViolation: it is not open.
    """
    room = locked_room(room.pk)
    workflow.require_room(room.state, RoomState.CLOSED)
    now = timezone.now()
    room.state, room.closed_at = RoomState.CLOSED, now
    room.forget_on = berlin_date(now) + timedelta(days=KEPT_DAYS)
    room.save(update_fields=["state", "closed_at", "forget_on"])
    polls.close_all(room, by=by)
    happened("room.closed", room, by=by)
    pulse.changed(room.pk, QUESTIONS | {"state"})
    return room


@transaction.atomic
def change(
    room: Room, *, moderation: str, shows_names: bool, takes_questions: bool, by: User
) -> Room:
    """Set how questions are moderated and shown, from now on."""
    room = locked_room(room.pk)
    room.moderation = moderation
    room.shows_names, room.takes_questions = shows_names, takes_questions
    room.save(update_fields=["moderation", "shows_names", "takes_questions"])
    happened("room.changed", room, by=by)
    pulse.changed(room.pk, QUESTIONS | {"state"})
    return room


@transaction.atomic
def count_hall(room: Room, *, people: int | None, by: User) -> Room:
    """Write down how many sit in the hall, as somebody counted them."""
    room = locked_room(room.pk)
    room.people_in_hall = people
    room.save(update_fields=["people_in_hall"])
    happened("room.counted", room, by=by)
    pulse.changed(room.pk, {"attendance"})
    return room


def close_forgotten() -> int:
    """Close rooms that are open long after their date is over."""
    late = timezone.now() - FORGOTTEN_AFTER
    rooms = Room.objects.filter(
        state=RoomState.OPEN, occurrence__ends_at__lt=late, opened_at__lt=late
    )
    count = 0
    for room in rooms.order_by("pk"):
        try:
            close(room, by=None)
        except RuleViolation:  # somebody closed it at this moment
            continue
        count += 1
    return count


def _created(occurrence: Occurrence) -> Room:
    """Codes are random: should one be taken, another one is drawn."""
    while True:
        try:
            with transaction.atomic():
                return Room.objects.create(occurrence=occurrence)
        except IntegrityError:
            if Room.objects.filter(occurrence=occurrence).exists():
                raise
