"""What a reading of a partner's calendar makes of our events.

Only what the source itself has changed is written: its words, its times, its place.
What the organiser adds here (topics, seats, photos) stays.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.blackening import BAR
from commons.foreign_calendars.meetings import Meeting, Reading, Why
from commons.verbs.services import happened
from events.calendar.enums import Organiser
from events.calendar.models import CalendarSource, Event, ImportedEvent, SourcePlace
from events.calendar.services import (
    imported_dates,
    locking,
    source_places,
    sources,
    vanishing,
)
from events.calendar.services.announcing import tell_changed
from events.calendar.services.contents import (
    MATTERS,
    SHOWN,
    WORDS,
    keep_version,
    slug_of,
)
from events.calendar.services.imported_dates import Followed
from events.calendar.services.source_places import Site
from participation.moderation.enums import Publication

NO_TEXT = _("Mehr erfahren Sie bei den Veranstalter:innen.")
LONGEST_TITLE, LONGEST_TEXT, LONGEST_URL = 120, 8_000, 500
KEPT = (*SHOWN, *WORDS, "region_id")
# What the desk has taken away, or people here have taken back, is not written anew.
OPEN = frozenset({Publication.PUBLISHED, Publication.HIDDEN})


@dataclass(frozen=True)
class Said:
    """A meeting as it would be an event of ours."""

    meeting: Meeting
    place: SourcePlace | None
    site: Site

    @property
    def words(self) -> dict[str, str]:
        meeting = self.meeting
        return {
            "title": _shortened(meeting.title, LONGEST_TITLE),
            "text": _shortened(meeting.text or str(NO_TEXT), LONGEST_TEXT),
            "place_text": self._where,
        }

    @property
    def _where(self) -> str:
        """As it is said there; a place that was blackened here stays black."""
        if self.place is not None and self.place.is_blackened:
            return self.place.text
        return source_places.cut(self.meeting.where)

    @property
    def site_columns(self) -> dict[str, Any]:
        site = self.site
        return {
            "region": site.region,
            "lon": site.lon,
            "lat": site.lat,
            "planning_area": site.planning_area,
        }

    @property
    def url(self) -> str:
        return self.meeting.url if len(self.meeting.url) <= LONGEST_URL else ""

    @property
    def fingerprint(self) -> str:
        return _digest(sorted(self.words.items()), self.url, self.meeting.times)

    @property
    def site_print(self) -> str:
        site = self.site
        ids = [each and each.pk for each in (site.region, site.planning_area)]
        return _digest(ids, site.lon, site.lat)


def take_in(source: CalendarSource, reading: Reading) -> bool:
    """Let our events follow a reading; False if so much is missing that we look twice.

    Each event in a transaction of its own, so that nobody waits long for a seat.
    """
    is_first = source.read_at is None
    places = source_places.keep(source, [one.where for one in reading.meetings])
    vanishing.bring_back_stale(source)
    known = {
        one.event.external_uid: one
        for one in ImportedEvent.objects.filter(source=source).select_related("event")
    }
    for meeting in reading.meetings:
        place = places.get(source_places.cut(meeting.where))
        site = source_places.site_of(source, place, meeting.point)
        _take_one(source, Said(meeting, place, site), known, is_first=is_first)
    standing = {meeting.uid for meeting in reading.meetings}
    standing |= {one.uid for one in reading.unread if one.why is Why.TOO_MANY}
    missing = vanishing.missing_from(source, standing)
    if vanishing.is_doubtful(source, len(missing)):
        return False
    for imported in missing:
        vanishing.take_out(imported, by=None)
    return True


def _take_one(
    source: CalendarSource,
    said: Said,
    known: dict[str, ImportedEvent],
    *,
    is_first: bool,
) -> None:
    imported = known.get(said.meeting.uid)
    if imported is None:
        if not said.meeting.is_cancelled:
            _create(source, said, is_first=is_first)
        return
    is_same = (imported.fingerprint, imported.site_print) == (
        said.fingerprint,
        said.site_print,
    )
    if not is_same or imported.event.is_vanished:
        _update(source, imported, said)


@transaction.atomic
def _create(source: CalendarSource, said: Said, *, is_first: bool) -> None:
    source = sources.locked(source)
    if not source.is_active:
        return
    event = _new_event(source, said)
    imported = ImportedEvent.objects.create(
        event=event,
        source=source,
        url=said.url,
        fingerprint=said.fingerprint,
        site_print=said.site_print,
        place=said.place,
        entered_at=event.submitted_at,
    )
    imported_dates.make(event, imported, said.meeting.times)
    keep_version(event, by=None)
    # A calendar of a whole year is no news two hundred times over.
    happened("event.imported" if is_first else "event.published", event, by=None)


def _new_event(source: CalendarSource, said: Said) -> Event:
    """Public at once: only actors that the SPK vouches for have a source."""
    now = timezone.now()
    first = next(at for at in said.meeting.times if not at.is_cancelled)
    event: Event = Event.objects.create(
        **said.words,
        **said.site_columns,
        slug=slug_of(said.words["title"]),
        organiser=Organiser.ACTOR,
        actor=source.actor,
        author=source.created_by,
        starts_at=first.starts_at,
        ends_at=first.ends_at,
        external_uid=said.meeting.uid,
        publication=Publication.PUBLISHED,
        submitted_at=now,
        published_at=now,
    )
    return event


@transaction.atomic
def _update(source: CalendarSource, imported: ImportedEvent, said: Said) -> None:
    source = sources.locked(source)
    event = locking.locked(imported.event)
    if not source.is_active or event.is_cancelled or event.publication not in OPEN:
        return
    before = {name: getattr(event, name) for name in (*SHOWN, *WORDS, "region_id")}
    was_vanished = event.is_vanished
    _write(event, imported, said)
    event.save()
    followed = imported_dates.follow(event, imported, said.meeting.times)
    _keep_words(event, before)
    _count(event, before, followed)
    imported.fingerprint, imported.site_print = said.fingerprint, said.site_print
    imported.place = said.place
    imported.url = imported.url if BAR in imported.url else said.url
    if _differs(event, before, WORDS) or followed.is_news:
        imported.changed_at = timezone.now()
    imported.save()
    if was_vanished:
        happened("event.returned", event, by=None)
    elif _differs(event, before, MATTERS) or followed.is_news:
        happened("event.changed", event, by=None)
    elif _differs(event, before, KEPT) or followed.new:
        happened("event.edited", event, by=None)


def _keep_words(event: Event, before: dict[str, Any]) -> None:
    if not _differs(event, before, WORDS):
        return
    event.version += 1
    event.edited_at = timezone.now()
    event.save(update_fields=["version", "edited_at"])
    keep_version(event, by=None)


def _count(event: Event, before: dict[str, Any], followed: Followed) -> None:
    """What stands in calendars has changed, and what those who come have to know."""
    told = [*followed.moved, *followed.back]
    if _differs(event, before, SHOWN):
        to_come = event.occurrences.upcoming()
        locking.count_changes(to_come.exclude(pk__in=[row.pk for row in told]))
    if event.is_public and _differs(event, before, MATTERS):
        tell_changed(event, without=told, by=None)


def _write(event: Event, imported: ImportedEvent, said: Said) -> None:
    """Words that were blackened here would come back; then they stay as they are."""
    is_blackened = any(BAR in getattr(event, name) for name in said.words)
    columns: dict[str, Any] = {}
    if not is_blackened:
        columns |= said.words
        if not said.meeting.where and imported.place_id is None:
            del columns["place_text"]  # said here, for nothing is said there
        columns |= said.site_columns if imported.site_print != said.site_print else {}
    for name, value in columns.items():
        setattr(event, name, value)
    event.slug = slug_of(event.title)
    event.vanished_at = None
    first = next((at for at in said.meeting.times if not at.is_cancelled), None)
    if first is not None:
        event.starts_at, event.ends_at = first.starts_at, first.ends_at


def _differs(event: Event, before: dict[str, Any], names: tuple[str, ...]) -> bool:
    return any(getattr(event, name) != before[name] for name in names)


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()
