"""What stays of a date, written down by those who invited to it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.files import services as files
from commons.verbs.services import happened
from events.calendar import rules
from events.calendar.models import (
    MOST_PICTURES,
    Aftermath,
    AftermathPhoto,
    Occurrence,
)
from events.calendar.services import seats
from participation.ideas.models import Idea
from participation.moderation.enums import Publication
from participation.moderation.services.blocks import require_may_write

PURPOSE = "aftermath-photo"
BATCH = 200
# The day after it is fresh; what is older than two weeks nobody writes down any more.
ASKED_AFTER, ASKED_UNTIL = timedelta(hours=18), timedelta(days=14)


@dataclass(frozen=True)
class Telling:
    """What somebody writes down; `heads` where they were counted by hand."""

    minutes: str = ""
    results: str = ""
    became: str = ""
    heads: int | None = None
    ideas: Sequence[Idea] = field(default_factory=tuple)
    version: int = 0


@transaction.atomic
def write(occurrence: Occurrence, said: Telling, *, by: User) -> Aftermath:
    """Write it down, or anew; public at once where the desk trusts who invites.

    Raises:
        RuleViolation: it has not begun yet (`too_early`), somebody else has written
            meanwhile (`version_changed`), it says nothing (`empty`), or `blocked`.
    """
    require_may_write(by)
    row = _locked(occurrence)
    _require_begun(row.occurrence)
    if said.version != row.version:
        raise _version_changed()
    words = (said.minutes, said.results, said.became)
    if not any(text.strip() for text in words):
        raise RuleViolation(_("Bitte schreiben Sie etwas dazu."), code="empty")
    row.minutes, row.results, row.became = (text.strip() for text in words)
    row.heads, row.author = said.heads, by
    _rewrite(row, by=by)
    row.ideas.set(said.ideas)
    return row


@transaction.atomic
def add_picture(
    occurrence: Occurrence,
    upload: UploadedFile,
    *,
    alt_text: str,
    draft_id: UUID,
    by: User,
) -> Aftermath:
    """Show one picture more; the same form twice shows it once.

    Raises:
        RuleViolation: `too_early`, `too_many`, `blocked`, or what the picture is.
    """
    require_may_write(by)
    row = _locked(occurrence)
    _require_begun(row.occurrence)
    if AftermathPhoto.objects.filter(draft_id=draft_id).exists():
        return row
    if row.photos.count() >= MOST_PICTURES:
        raise RuleViolation(
            _("Mehr als %(most)s Bilder gehen nicht.") % {"most": MOST_PICTURES},
            code="too_many",
        )
    stored = files.store_image(upload, by=by, purpose=PURPOSE)
    AftermathPhoto.objects.create(
        aftermath=row, stored_file=stored, alt_text=alt_text, draft_id=draft_id
    )
    _rewrite(row, by=by)
    return row


@transaction.atomic
def take_off(occurrence: Occurrence, photos: Collection[int], *, by: User) -> Aftermath:
    """Take pictures away; nobody need read what is gone."""
    row = _locked(occurrence)
    gone, _each = AftermathPhoto.objects.filter(aftermath=row, pk__in=photos).delete()
    if gone:
        happened("aftermath.written", row.occurrence, by=by)
    return row


@transaction.atomic
def release(aftermath: Aftermath, *, version: int, by: User) -> Aftermath:
    """The SPK has read it: from now on everybody does. Twice changes nothing.

    Args:
        version: the one that was read.

    Raises:
        RuleViolation: nothing is written yet (`empty`), other words than those that
            were read (`version_changed`), or its event is not in public
            (`not_public`).
    """
    row = _locked(aftermath.occurrence)
    if row.is_released:
        return row
    if row.edited_at is None:
        raise RuleViolation(_("Hier steht noch nichts."), code="empty")
    if version != row.version:
        raise _version_changed()
    if not row.occurrence.event.is_public:
        raise RuleViolation(
            _("Die Veranstaltung ist zurzeit nicht zu sehen."), code="not_public"
        )
    row.released_at = timezone.now()
    row.save(update_fields=["released_at"])
    happened("aftermath.released", row.occurrence, by=by)
    return row


def remind_all() -> int:
    """Ask once, a day later, who invited what became of it; gives how many."""
    now = timezone.now()
    due = (
        Occurrence.objects.listed()
        .taking_place()
        .filter(ends_at__lte=now - ASKED_AFTER, ends_at__gt=now - ASKED_UNTIL)
    )
    # A weekly round is no assembly: a series is asked about where one registers.
    due = due.filter(Q(event__rrule="") | Q(event__takes_registrations=True))
    due = due.filter(event__external_uid="", event__cancelled_at__isnull=True)
    open_ones = due.filter(
        Q(aftermath__isnull=True)
        | Q(aftermath__reminded_at__isnull=True, aftermath__edited_at__isnull=True)
    )
    rows = open_ones.select_related("event").order_by("ends_at", "pk")[:BATCH]
    return sum(_remind(row) for row in rows)


@transaction.atomic
def _remind(occurrence: Occurrence) -> bool:
    row = _locked(occurrence)
    if row.reminded_at is not None or row.edited_at is not None:
        return False
    row.reminded_at = timezone.now()
    row.save(update_fields=["reminded_at"])
    happened("aftermath.asked_for", row.occurrence, by=None)
    return True


def _locked(occurrence: Occurrence) -> Aftermath:
    """The row of a date, born under the lock of the date."""
    held = seats.locked(occurrence.pk)
    row, _is_new = Aftermath.objects.get_or_create(occurrence=held)
    row.occurrence = held
    return row


def _require_begun(occurrence: Occurrence) -> None:
    if occurrence.starts_at > timezone.now():
        raise RuleViolation(_("Der Termin hat noch nicht begonnen."), code="too_early")


def _version_changed() -> RuleViolation:
    return RuleViolation(
        _("Inzwischen hat jemand anderes etwas geändert. Bitte laden Sie neu."),
        code="version_changed",
    )


def _rewrite(row: Aftermath, *, by: User) -> None:
    event = row.occurrence.event
    now = timezone.now()
    is_trusted = rules.is_trusted(event.organiser, event.actor)
    is_public = is_trusted and event.publication == Publication.PUBLISHED
    row.edited_at, row.version = now, row.version + 1
    row.released_at = (row.released_at or now) if is_public else None
    row.save()
    verb = "aftermath.written" if is_public else "aftermath.handed_in"
    happened(verb, row.occurrence, by=by)
