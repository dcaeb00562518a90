"""What the live room shows on pages of the calendar."""

from collections.abc import Mapping
from typing import Any

from commons.accounts.http import HttpRequest
from events.calendar.models import Event, Occurrence
from events.live import rules
from events.live.queries import finding


def of_event(
    *, request: HttpRequest, event: Event, occurrence: Occurrence | None = None
) -> Mapping[str, Any] | None:
    """The way into the rooms of an event, and to preparing one."""
    visitor = request.visitor
    rooms = finding.of_event(event, visitor)
    has_room = {room.occurrence_id for room in rooms}
    may_prepare = (
        occurrence is not None
        and occurrence.pk not in has_room
        and not occurrence.is_cancelled
        and rules.can_prepare(visitor, occurrence)
    )
    if not rooms and not may_prepare:
        return None
    return {"rooms": rooms, "occurrence": occurrence, "may_prepare": may_prepare}
