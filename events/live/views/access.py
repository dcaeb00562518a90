"""How each page of a room begins: not visible is 404, not allowed is 403."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from commons import guard
from commons.accounts.http import HttpRequest
from events.live import addresses, rules
from events.live.forms.rooms import plain_code
from events.live.models import Participant, Question, Room
from events.live.queries import finding, moderating, own, polls

DOOR_RATE = "60/10m"


@dataclass(frozen=True)
class Seat:
    """A room, and who somebody is in it; nobody yet, where `participant` is None."""

    room: Room
    participant: Participant | None
    can_moderate: bool

    @cached_property
    def supported(self) -> list[int]:
        return own.supported_by(self.participant)

    @property
    def marks(self) -> list[str]:
        """What is this person's own: questions they support, polls they voted in."""
        voted = polls.voted_in(self.participant)
        return [f"q{pk}" for pk in self.supported] + [f"p{pk}" for pk in sorted(voted)]


def seat_in(request: HttpRequest, pk: int) -> Seat:
    """For whoever may know of the room, or types its code.

    Raises:
        Http404: nobody learns that there is a room.
    """
    room = finding.by_pk(pk)
    if room is None or not _may_see(request, room):
        raise Http404
    return Seat(
        room,
        own.participant_of(room, request.visitor),
        rules.can_moderate(request.visitor, room),
    )


def moderated(request: HttpRequest, pk: int) -> Seat:
    seat = seat_in(request, pk)
    if not seat.can_moderate:
        raise PermissionDenied
    return seat


def moderated_question(request: HttpRequest, pk: int) -> Question:
    question = moderating.by_pk(pk)
    if question is None:
        raise Http404
    moderated(request, question.room_id)
    return question


def code_in(request: HttpRequest) -> str:
    """The code that an address or a form brings along."""
    return plain_code(request.POST.get("code") or request.GET.get("code") or "")


def live_context(seat: Seat) -> dict[str, Any]:
    """What every page of a room shows."""
    room = seat.room
    return {
        "room": room,
        "participant": seat.participant,
        "can_moderate": seat.can_moderate,
        "socket": addresses.socket(room),
        "supported": seat.supported,
        "mine": " ".join(seat.marks),
    }


def _may_see(request: HttpRequest, room: Room) -> bool:
    return finding.is_visible(room, request.visitor) or _knows_code(request, room)


def _knows_code(request: HttpRequest, room: Room) -> bool:
    """Tries are counted: else a door would say whether a code was guessed."""
    code = code_in(request)
    if not code or not room.opens_by_code:
        return False
    try:
        guard.limit(request, "room-door", DOOR_RATE, per=guard.Per.CROWD)
    except guard.TooManyAttempts:
        return False
    return code in {room.code, room.helper_code}
