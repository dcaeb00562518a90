"""The meeting of a round as an event of a calendar."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from commons import calendars
from neighbourhood.rounds.models import Round

FILE_NAME = "treffen.ics"


def event_of(row: Round, url: str) -> calendars.Event | None:
    """None for a round that never meant to meet.

    Args:
        url: where the reader finds the round. Never a signed link: calendars are
            shared, and whoever reads one would hold the key.
    """
    starts_at = row.meets_at or row.meeting_was_at
    if starts_at is None:
        return None
    words = [_("Alle lesen und schreiben auf einer gemeinsamen Seite.")]
    if row.meets_link:
        words.append(f"{_('Videokonferenz:')} {row.meets_link}")
    return calendars.Event(
        uid=f"round-{row.pk}-meeting@{_host()}",
        starts_at=starts_at,
        minutes=row.meets_minutes,
        title=row.title,
        changed_at=row.meeting_set_at or row.convened_at,
        sequence=row.meeting_sequence,
        where=row.meets_where,
        words="\n".join(words),
        url=url,
        is_cancelled=is_off(row),
    )


def is_off(row: Round) -> bool:
    """Called off, or the round ended before it came to that."""
    if row.meets_at is None:
        return True
    return row.ended_at is not None and row.meets_at > row.ended_at


def file_of(row: Round, url: str) -> bytes | None:
    event = event_of(row, f"{settings.BASE_URL}{url}")
    return calendars.calendar_of([event]) if event else None


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"
