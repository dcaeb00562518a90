"""An event as initial values of its form."""

from typing import Any

from events.calendar import recurrence
from events.calendar.forms.announcing import PLAIN
from events.calendar.forms.moments import KEPT, moments_of
from events.calendar.forms.seating import seating_of
from events.calendar.models import Event


def of_event(event: Event) -> dict[str, Any]:
    plain = {name: getattr(event, name) for name in PLAIN if name != "topics"}
    rhythm = recurrence.rhythm_of(event.rrule)
    return {
        **plain,
        **moments_of(event),
        **seating_of(event),
        "topics": list(event.topics.values_list("pk", flat=True)),
        "region": event.region_id,
        "address": event.place_text,
        "lat": event.lat,
        "lon": event.lon,
        "rhythm": rhythm or KEPT,
        "until": recurrence.last_day_of(event.rrule),
        "version": event.version,
    }
