"""An event that is kept in a partner's own calendar is changed there."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from events.calendar.models import Event, ImportedEvent
from events.calendar.services.contents import Content

TIMES = ("starts_at", "ends_at", "rrule")
WORDS = ("title", "text", "place_text")


def is_held(event: Event) -> bool:
    return ImportedEvent.objects.filter(event_id=event.pk).exists()


def require_own_dates(event: Event) -> None:
    """Raise `RuleViolation` (`imported`) for dates that their source keeps."""
    if is_held(event):
        raise _imported()


def require_as_held(event: Event, content: Content) -> None:
    """The same for words and times of a new version; all else may be changed here."""
    wanted = content.columns()
    if any(wanted[name] != getattr(event, name) for name in TIMES + WORDS) and is_held(
        event
    ):
        raise _imported()


def _imported() -> RuleViolation:
    return RuleViolation(
        _(
            "Titel, Beschreibung, Ort und Zeiten kommen aus Ihrem eigenen Kalender. "
            "Bitte ändern Sie sie dort: Beim nächsten Abgleich steht es auch hier, und "
            "Angemeldete bekommen Bescheid."
        ),
        code="imported",
    )
