from events.calendar.models.aftermath import (
    MOST_PICTURES,
    Aftermath,
    AftermathPhoto,
    AftermathQuerySet,
)
from events.calendar.models.enclosures import EventDocument, EventPhoto
from events.calendar.models.event import Event, EventSnapshot
from events.calendar.models.feeds import PersonalCalendar
from events.calendar.models.occurrence import Occurrence, OccurrenceQuerySet
from events.calendar.models.registration import (
    MOST_HEADS,
    Registration,
    RegistrationQuerySet,
)
from events.calendar.models.registration_parts import RegistrationField, Turnout
from events.calendar.models.registration_terms import RegistrationTerms
from events.calendar.models.source import (
    CalendarSource,
    CalendarSourceQuerySet,
    ImportedDate,
    ImportedEvent,
    SourcePlace,
)
from events.calendar.models.visible import EventQuerySet

__all__ = [
    "MOST_HEADS",
    "MOST_PICTURES",
    "Aftermath",
    "AftermathPhoto",
    "AftermathQuerySet",
    "CalendarSource",
    "CalendarSourceQuerySet",
    "Event",
    "EventDocument",
    "EventPhoto",
    "EventQuerySet",
    "EventSnapshot",
    "ImportedDate",
    "ImportedEvent",
    "Occurrence",
    "OccurrenceQuerySet",
    "PersonalCalendar",
    "Registration",
    "RegistrationField",
    "RegistrationQuerySet",
    "RegistrationTerms",
    "SourcePlace",
    "Turnout",
]
