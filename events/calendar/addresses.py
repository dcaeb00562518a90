"""Where one Termin is read: on the page of its event, opened at this one."""

from urllib.parse import urlencode

from events.calendar.models import Event, Occurrence

TERMIN = "termin"


def address_of(occurrence: Occurrence) -> str:
    """Needs the event; no query more."""
    return address_at(occurrence.event, occurrence.pk)


def address_at(event: Event, occurrence_id: int) -> str:
    return f"{event.get_absolute_url()}?{urlencode({TERMIN: occurrence_id})}"
