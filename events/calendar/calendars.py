"""Termine as events of a calendar program: one by one, or as a calendar to follow.

A Termin keeps its UID for good, also when it is moved; each change has a higher
SEQUENCE. The secret address of an online event is in none of these files.
"""

from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from commons import calendars
from commons.html import plain_text
from events.calendar.models import Occurrence
from events.calendar.wording import place_of, price_of

LONGEST_WORDS = 2_000
# Calendar programs ask again after this time; ours change seldom.
REFRESHED = "PT6H"


def event_of(occurrence: Occurrence, *, is_tentative: bool = False) -> calendars.Event:
    """`is_tentative` is a place that somebody waits for and does not have yet."""
    event = occurrence.event
    return calendars.Event(
        uid=f"{occurrence.uid}@{_host()}",
        starts_at=occurrence.starts_at,
        minutes=0,
        ends_at=occurrence.ends_at,
        title=event.title,
        changed_at=occurrence.changed_at,
        sequence=occurrence.sequence,
        where=place_of(occurrence),
        words=_words(occurrence),
        url=f"{settings.BASE_URL}{occurrence.get_absolute_url()}",
        is_cancelled=occurrence.is_cancelled,
        is_tentative=is_tentative,
        place=_point(occurrence),
        categories=tuple(topic.name for topic in event.topics.all()),
    )


def file_of(
    occurrences: Iterable[Occurrence], *, name: str, waiting: Collection[int] = ()
) -> bytes:
    """A calendar to follow; twice the same rows are twice the same bytes.

    In German whoever asks, as its entries are. `waiting` are Termine whose reader is
    on the waiting list.
    """
    with translation.override("de"):
        events = [event_of(one, is_tentative=one.pk in waiting) for one in occurrences]
        return calendars.calendar_of(events, name=name, refreshed=REFRESHED)


def _words(occurrence: Occurrence) -> str:
    """What happens, and what one has to know before going there."""
    event = occurrence.event
    parts = [
        _("Abgesagt: %(why)s") % {"why": occurrence.cancel_reason}
        if occurrence.is_cancelled and occurrence.cancel_reason
        else "",
        plain_text(event.text, LONGEST_WORDS),
        price_of(event),
        _("Online. Den Zugang bekommt, wer angemeldet ist.") if event.is_online else "",
        _("Von: %(who)s") % {"who": event.organiser_name},
    ]
    return "\n\n".join(part for part in parts if part)


def _point(occurrence: Occurrence) -> tuple[float, float] | None:
    """None where this one Termin is somewhere else."""
    event = occurrence.event
    if event.lat is None or event.lon is None or occurrence.place_text:
        return None
    return event.lat, event.lon


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"
