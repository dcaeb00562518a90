"""Pictures and papers of an event: checked, written anew, read by its readers."""

from collections.abc import Collection, Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.files import services as files
from commons.files.services import documents
from events.calendar.models import Event, EventDocument, EventPhoto
from events.calendar.models.enclosures import MOST_DOCUMENTS, MOST_PHOTOS
from events.calendar.services import locking
from events.calendar.services.announcing import (
    CHANGEABLE,
    leave_public_unless,
    tell,
)
from events.calendar.services.contents import keep_version
from participation.moderation.services.blocks import require_may_write

PHOTO_PURPOSE, DOCUMENT_PURPOSE = "event-photo", "event-document"
LONGEST_TITLE = 120


@transaction.atomic
def add_photo(event: Event, upload: UploadedFile, *, alt_text: str, by: User) -> Event:
    """Show one picture more.

    Raises:
        RuleViolation: `blocked`, `not_changeable`, `too_many`, or what the picture is.
    """
    event = _locked(event, by=by)
    position = _next(EventPhoto.objects.filter(event=event), MOST_PHOTOS)
    stored = files.store_image(upload, by=by, purpose=PHOTO_PURPOSE)
    EventPhoto.objects.create(
        event=event, stored_file=stored, alt_text=alt_text, position=position
    )
    return _rewritten(event, by=by)


@transaction.atomic
def add_documents(event: Event, uploads: Sequence[UploadedFile], *, by: User) -> Event:
    """Lay papers beside it, each under the name of its file.

    Raises:
        RuleViolation: `blocked`, `not_changeable`, `too_many`, or what a file is.
    """
    event = _locked(event, by=by)
    rows = EventDocument.objects.filter(event=event)
    stored = documents.store_checked(
        uploads, most=MOST_DOCUMENTS, by=by, purpose=DOCUMENT_PURPOSE
    )
    for file in stored:
        EventDocument.objects.create(
            event=event,
            stored_file=file,
            title=file.name[:LONGEST_TITLE] or str(_("Datei")),
            position=_next(rows, MOST_DOCUMENTS),
        )
    return _rewritten(event, by=by)


@transaction.atomic
def take_off(
    event: Event,
    *,
    photos: Collection[int] = (),
    papers: Collection[int] = (),
    by: User,
) -> Event:
    """Take pictures and papers away; the desk need not see what is gone."""
    event = _locked(event, by=by)
    EventPhoto.objects.filter(event=event, pk__in=photos).delete()
    EventDocument.objects.filter(event=event, pk__in=papers).delete()
    return _rewritten(event, by=by, is_less=True)


def _locked(event: Event, *, by: User) -> Event:
    require_may_write(by)
    event = locking.locked(event)
    if event.publication not in CHANGEABLE:
        raise RuleViolation(
            _("Diese Veranstaltung können Sie nicht mehr ändern."),
            code="not_changeable",
        )
    return event


def _next(rows: QuerySet, most: int) -> int:
    """The place behind the last; after the last of all, the first that is free."""
    last = rows.aggregate(last=Max("position"))["last"] or 0
    if last < most:
        return int(last) + 1
    used = set(rows.values_list("position", flat=True))
    free = set(range(1, most + 1)) - used
    if not free:
        raise RuleViolation(
            _("Mehr als %(most)s gehen nicht.") % {"most": most}, code="too_many"
        )
    return min(free)


def _rewritten(event: Event, *, by: User, is_less: bool = False) -> Event:
    event.version += 1
    event.edited_at = timezone.now()
    leave_public_unless(event, is_same=is_less)
    event.save(update_fields=["version", "edited_at", "publication", "submitted_at"])
    keep_version(event, by=by)
    tell(event, "event.edited", "event.resubmitted", by=by)
    return event
