"""Dates of a network as events of a calendar, one by one or as a calendar to follow."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings

from commons import calendars
from commons.html import plain_text
from participation.networks.models import Network, NetworkDate

FILE_NAME = "termine.ics"
LONGEST_WORDS = 2_000


def event_of(date: NetworkDate) -> calendars.Event:
    return calendars.Event(
        uid=f"{date.uid}@{_host()}",
        starts_at=date.starts_at,
        minutes=date.minutes,
        title=date.title,
        changed_at=date.changed_at,
        sequence=date.sequence,
        where=date.place_text,
        words=plain_text(date.words, LONGEST_WORDS),
        url=f"{settings.BASE_URL}{date.get_absolute_url()}",
        is_cancelled=date.is_cancelled,
    )


def file_of(network: Network, dates: Iterable[NetworkDate]) -> bytes:
    events = [event_of(date) for date in dates]
    return calendars.calendar_of(events, name=network.name)


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"
