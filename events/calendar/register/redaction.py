"""What can be blackened in events, and where copies of their words lie."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import copies
from commons.blackening import MARK, Blackening
from commons.copies import About
from commons.files.models import StoredFile
from events.calendar.models import (
    AftermathPhoto,
    Event,
    EventDocument,
    EventPhoto,
    EventSnapshot,
    Occurrence,
)
from events.calendar.queries import afterwards
from events.calendar.services.contents import CLOSED_WORDS, WORDS, slug_of
from participation.moderation.redacting import Picture, Redacting, Words

TITLE = 120
LABELS = {
    "title": _("Titel"),
    "text": _("Beschreibung"),
    "place_text": _("Ort"),
    "access_note": _("Barrierefreiheit"),
    "costs": _("Kosten"),
    "contact_mail": _("E-Mail-Adresse"),
    "contact_phone": _("Telefon"),
    "bring": _("Was man mitbringt"),
    "consent_text": _("Einwilligung"),
    "online_url": _("Link zur Teilnahme"),
    "cancel_reason": _("Grund der Absage"),
}
AFTERWARDS = {
    "results": _("Was herausgekommen ist"),
    "became": _("Wie es weiterging"),
    "minutes": _("Protokoll"),
}
TEXTS = (*WORDS, *CLOSED_WORDS, "cancel_reason")


def register() -> None:
    copies.register("calendar.Event", TEXTS, _events)
    copies.register("calendar.EventSnapshot", ("content",), _snapshots)
    copies.register("calendar.Occurrence", ("place_text", "cancel_reason"), _dates)
    copies.register("calendar.EventPhoto", ("alt_text",), _photos)
    copies.register("calendar.EventDocument", ("title",), _papers)
    copies.register("files.StoredFile", ("name",), _files)


def _words(event: Event) -> list[Words]:
    own = [
        Words(name.replace("_", "-"), LABELS[name], getattr(event, name))
        for name in TEXTS
    ]
    dates = [
        Words(f"date-{date.pk}", _("Hinweis bei einem Termin"), _said_at(date))
        for date in event.occurrences.all()
        if _said_at(date)
    ]
    return [*own, *dates, *_afterwards(event)]


def _afterwards(event: Event) -> list[Words]:
    """What was written after its dates: the desk reads and blackens it here."""
    return [
        Words(f"after-{row.pk}-{name}", AFTERWARDS[name], getattr(row, name))
        for row in afterwards.written_about(event)
        for name in AFTERWARDS
        if getattr(row, name)
    ]


def _said_at(date: Occurrence) -> str:
    return "\n".join(filter(None, (date.place_text, date.cancel_reason)))


def _pictures(event: Event) -> list[Picture]:
    """Of two tables, so each is known by its file."""
    shown: list[EventPhoto | AftermathPhoto] = list(
        event.photos.select_related("stored_file")
    )
    for row in afterwards.written_about(event):
        shown += row.photos.all()
    return [
        Picture(photo.stored_file_id, photo.stored_file, photo.alt_text)
        for photo in shown
    ]


def _exchanged(event: Event, black: Blackening) -> Mapping[str, str]:
    """The end of its address is made of the title."""
    slug = slug_of(black.text(event.title, TITLE))
    if slug == event.slug:
        return {}
    return {f"{event.pk}/{event.slug}": f"{event.pk}/{slug}"}


def _settle(event: Event, _black: Blackening) -> None:
    """The address follows; a place without its words has no point."""
    event.slug = slug_of(event.title)
    changed = ["slug"]
    if MARK.search(event.place_text):
        event.lon, event.lat, event.planning_area = None, None, None
        changed += ["lon", "lat", "planning_area"]
    event.save(update_fields=changed)


EVENT = Redacting(
    words=_words, pictures=_pictures, exchanged=_exchanged, settle=_settle
)


def _events(about: About, _black: Blackening) -> QuerySet:
    return Event.objects.filter(pk__in=about.of("event"))


def _snapshots(about: About, _black: Blackening) -> QuerySet:
    return EventSnapshot.objects.filter(target__in=about.of("event"))


def _dates(about: About, _black: Blackening) -> QuerySet:
    return Occurrence.objects.filter(event__in=about.of("event"))


def _photos(about: About, _black: Blackening) -> QuerySet:
    return EventPhoto.objects.filter(event__in=about.of("event"))


def _papers(about: About, _black: Blackening) -> QuerySet:
    return EventDocument.objects.filter(event__in=about.of("event"))


def _files(about: About, _black: Blackening) -> QuerySet:
    """Names of pictures and papers, which people gave them."""
    photos = _photos(about, _black).values("stored_file")
    papers = _papers(about, _black).values("stored_file")
    return StoredFile.objects.filter(pk__in=photos) | StoredFile.objects.filter(
        pk__in=papers
    )
