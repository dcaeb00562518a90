"""An event that is kept in a partner's own calendar is changed there.

Its words, its times and its place come from there; all else may be added here.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from events.calendar.models import Event, ImportedEvent
from events.calendar.services.contents import Content

SAID = ("title", "text", "starts_at", "ends_at", "rrule")
# Forms write addresses anew; where it is, the page of the calendar says.
PLACE = ("place_text", "region", "lon", "lat", "planning_area")


def is_held(event: Event) -> bool:
    return ImportedEvent.objects.filter(event_id=event.pk).exists()


def is_placed(event: Event) -> bool:
    """Whether its calendar says where it is."""
    rows = ImportedEvent.objects.filter(event_id=event.pk)
    return rows.filter(place__isnull=False).exists()


def require_own_dates(event: Event) -> None:
    """Raise `RuleViolation` (`imported`) for dates that their source keeps."""
    if is_held(event):
        raise _imported()


def as_held(event: Event, content: Content) -> Content:
    """A new version with what its calendar says; a place that it keeps open is free.

    Raises:
        RuleViolation: it would have other words or times than there (`imported`).
    """
    imported = ImportedEvent.objects.filter(event_id=event.pk).first()
    if imported is None:
        return content
    said = ((getattr(content, name), getattr(event, name)) for name in SAID)
    if any(_plain(new) != _plain(old) for new, old in said):
        raise _imported()
    names = (*SAID, *PLACE) if imported.place_id else SAID
    return replace(content, **{name: getattr(event, name) for name in names})


def _plain(value: Any) -> Any:
    """As a form gives it back: other line breaks, and no seconds."""
    if isinstance(value, datetime):
        return value.replace(second=0, microsecond=0)
    return " ".join(str(value).split())


def _imported() -> RuleViolation:
    return RuleViolation(
        _(
            "Titel, Beschreibung, Ort und Zeiten kommen aus Ihrem eigenen Kalender. "
            "Bitte ändern Sie sie dort: Beim nächsten Abgleich steht es auch hier, und "
            "Angemeldete bekommen Bescheid."
        ),
        code="imported",
    )
