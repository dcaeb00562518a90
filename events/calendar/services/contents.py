"""What a version of an event says, and keeping it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.utils import timezone

from commons.accounts.models import User
from commons.text import slugify_german
from events.calendar.models import Event, EventSnapshot
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import PlanningArea, Region

# What people read; a change of these is looked at where the first version was.
WORDS = (
    "title",
    "text",
    "place_text",
    "access_note",
    "costs",
    "contact_mail",
    "contact_phone",
    "bring",
    "consent_text",
)
# Read by those registered alone, so it stands in no version; read at the desk, too.
CLOSED_WORDS = ("online_url",)
# What those who come have to hear of at once.
MATTERS = ("title", "place_text", "is_online", "online_url", "bring")
# What stands in their calendars.
SHOWN = (*MATTERS, "text", "lon", "lat", "organiser")
PLACE = ("lon", "lat", "planning_area")
LONGEST_SLUG = 80


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything that a version of an event says; the fields of `Event`.

    `rrule` is '' for once. Where it is online, no seat is anywhere.
    """

    title: str
    text: str
    starts_at: datetime
    ends_at: datetime
    rrule: str = ""
    region: Region | None = None
    is_online: bool = False
    online_url: str = ""
    place_text: str = ""
    lon: float | None = None
    lat: float | None = None
    planning_area: PlanningArea | None = None
    topics: Sequence[Topic] = ()
    audience: Sequence[str] = ()
    languages: Sequence[str] = ()
    access: Sequence[str] = ()
    access_note: str = ""
    is_free: bool = True
    costs: str = ""
    contact_mail: str = ""
    contact_phone: str = ""
    bring: str = ""
    capacity: int | None = None
    takes_registrations: bool = False
    registration_opens_at: datetime | None = None
    registration_closes_at: datetime | None = None
    most_companions: int = 0
    consent_text: str = ""

    def columns(self) -> dict[str, Any]:
        """With what follows from them; topics are no column."""
        values = {
            each.name: getattr(self, each.name)
            for each in fields(self)
            if each.name != "topics"
        }
        for name in ("audience", "languages", "access"):
            values[name] = list(values[name])
        if not self.takes_registrations:
            values |= _NO_REGISTRATION
        if not self.is_online:
            values["online_url"] = ""
        if self.is_free:
            values["costs"] = ""
        values["slug"] = slug_of(self.title)
        return values


_NO_REGISTRATION: dict[str, Any] = {
    "online_url": "",
    "registration_opens_at": None,
    "registration_closes_at": None,
    "most_companions": 0,
    "consent_text": "",
    "capacity": None,
}


def content_of(event: Event) -> Content:
    values = {
        each.name: getattr(event, each.name)
        for each in fields(Content)
        if each.name != "topics"
    }
    return Content(**values, topics=tuple(event.topics.all()))


def slug_of(title: str) -> str:
    return slugify_german(title, LONGEST_SLUG) or "veranstaltung"


def keep_version(event: Event, *, by: User | None) -> None:
    """What this version said; secrets are no part of it."""
    EventSnapshot.objects.create(
        target=event,
        version=event.version,
        content={name: getattr(event, name) for name in WORDS},
        created_by=by,
        created_at=timezone.now(),
    )
