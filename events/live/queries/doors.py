"""Who may listen to a room; strangers come in crowds, so their answer is kept."""

import time

from commons.accounts.visitors import ANONYMOUS, Visitor
from events.live.models import Room

OPEN = "open"

KEPT_SECONDS = 2.0
MOST_KEPT = 1_000
_for_strangers: dict[int, tuple[float, bool]] = {}


def is_open_to(room_id: int, visitor: Visitor) -> bool:
    """Whether the visitor may see this room; for crowds, as it was 2 seconds ago."""
    if _is_open_to_strangers(room_id):
        return True
    if visitor.user is None and not visitor.device:
        return False
    return Room.objects.visible_to(visitor).filter(pk=room_id).exists()


def standing(room_id: int) -> str:
    """`OPEN` where strangers may listen as it is now, else what the desk says.

    Whenever it is another one than before, fewer may listen than did.
    """
    if _looked_at(room_id):
        return OPEN
    events = Room.objects.filter(pk=room_id)
    return events.values_list("occurrence__event__publication", flat=True).first() or ""


def forget() -> None:
    _for_strangers.clear()


def _is_open_to_strangers(room_id: int) -> bool:
    known = _for_strangers.get(room_id)
    if known and time.monotonic() < known[0]:
        return known[1]
    return _looked_at(room_id)


def _looked_at(room_id: int) -> bool:
    is_open = Room.objects.visible_to(ANONYMOUS).filter(pk=room_id).exists()
    if len(_for_strangers) >= MOST_KEPT:
        forget()
    _for_strangers[room_id] = time.monotonic() + KEPT_SECONDS, is_open
    return is_open
