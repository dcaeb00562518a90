"""What can happen to a room; who is in it sees it on the open page."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Verb
from events.calendar.queries.generations import generations_of
from events.live.models import Room


def _generations(room: Room) -> Iterable[str]:
    """The event's page says whether its room is open."""
    return generations_of(room.event)


VERBS = (
    Verb("room.prepared", words=_("hat einen Saal vorbereitet")),
    Verb("room.opened", words=_("hat einen Saal geöffnet"), generations=_generations),
    Verb("room.closed", words=_("hat einen Saal beendet"), generations=_generations),
    Verb("room.changed", words=_("hat die Regeln eines Saals geändert")),
    Verb("room.counted", words=_("hat die Menschen im Saal gezählt")),
    Verb("room.agenda_written", words=_("hat die Tagesordnung geschrieben")),
    Verb("room.agenda_moved", words=_("ist in der Tagesordnung weitergegangen")),
    Verb("room.forgotten", words=_("hat Namen und Geräte eines Saals vergessen")),
)
