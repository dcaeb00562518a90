from events.calendar.models.enclosures import EventDocument, EventPhoto
from events.calendar.models.event import Event, EventQuerySet, EventSnapshot
from events.calendar.models.feeds import PersonalCalendar
from events.calendar.models.occurrence import Occurrence, OccurrenceQuerySet

__all__ = [
    "Event",
    "EventDocument",
    "EventPhoto",
    "EventQuerySet",
    "EventSnapshot",
    "Occurrence",
    "OccurrenceQuerySet",
    "PersonalCalendar",
]
