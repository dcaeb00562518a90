"""An event as search engines and other calendars of the city read it (schema.org).

As a file beside the page: nothing stands inline in ours, and no script either.
"""

from datetime import datetime
from typing import Any

from django.conf import settings

from commons.clock import BERLIN
from commons.html import plain_text
from events.calendar import addresses
from events.calendar.models import Event, Occurrence
from events.calendar.wording import place_of

MIME = "application/ld+json"
LONGEST_WORDS = 1_000
_SCHEMA = "https://schema.org/"


def as_json(occurrence: Occurrence) -> dict[str, Any]:
    """One Termin; what is secret about an online one is left out."""
    event = occurrence.event
    fields: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": settings.BASE_URL + addresses.address_of(occurrence),
        "url": settings.BASE_URL + addresses.address_of(occurrence),
        "name": event.title,
        "description": plain_text(event.text, LONGEST_WORDS),
        "startDate": _local(occurrence.starts_at),
        "endDate": _local(occurrence.ends_at),
        "eventStatus": status_of(occurrence),
        "eventAttendanceMode": mode_of(event),
        "location": _location(occurrence),
        "organizer": _organiser(event),
        "isAccessibleForFree": event.is_free,
        "inLanguage": event.languages or ["de"],
        "keywords": [topic.name for topic in event.topics.all()],
    }
    if occurrence.capacity is not None:
        fields["maximumAttendeeCapacity"] = occurrence.capacity
        fields["remainingAttendeeCapacity"] = occurrence.free_seats
    if occurrence.is_moved and not occurrence.is_cancelled:
        fields["previousStartDate"] = _local(occurrence.original_starts_at)
    return fields


def status_of(occurrence: Occurrence) -> str:
    """The name that schema.org gives it; nobody fetches it."""
    if occurrence.is_cancelled:
        return f"{_SCHEMA}EventCancelled"
    return f"{_SCHEMA}{'EventRescheduled' if occurrence.is_moved else 'EventScheduled'}"


def mode_of(event: Event) -> str:
    if not event.is_online:
        return f"{_SCHEMA}OfflineEventAttendanceMode"
    where = "Mixed" if event.place_text else "Online"
    return f"{_SCHEMA}{where}EventAttendanceMode"


def _location(occurrence: Occurrence) -> dict[str, Any]:
    event = occurrence.event
    if event.is_online and not (event.place_text or occurrence.place_text):
        # Where one gets the link, not the link: it is for those who registered.
        address = settings.BASE_URL + event.get_absolute_url()
        return {"@type": "VirtualLocation", "url": address}
    place: dict[str, Any] = {
        "@type": "Place",
        "name": place_of(occurrence),
        "address": place_of(occurrence),
    }
    if event.lat is not None and not occurrence.place_text:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": event.lat,
            "longitude": event.lon,
        }
    return place


def _organiser(event: Event) -> dict[str, str]:
    found = {"@type": "Organization", "name": event.organiser_name}
    if event.organiser_url:
        found["url"] = settings.BASE_URL + event.organiser_url
    return found


def _local(at: datetime) -> str:
    return at.astimezone(BERLIN).isoformat()
