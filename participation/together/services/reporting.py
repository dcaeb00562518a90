"""How it goes: told by those who do it, public at once or after a look.

A network that the desk let begin and an actor that the SPK knows are public at once;
the desk reads first what others report.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.once import key_taken
from commons.verbs.services import happened
from participation.discussion.services.checking import is_suspicious
from participation.moderation import services as moderation, workflow as publication
from participation.moderation.enums import Publication
from participation.moderation.services.blocks import require_may_write
from participation.together import workflow
from participation.together.enums import State
from participation.together.models import Progress, Undertaking
from participation.together.queries import terms
from participation.together.services import taking
from participation.together.services.locking import locked


@dataclass(frozen=True)
class Report:
    """`next_on` is when more is heard; without it this is the last: it is done."""

    text: str
    draft_id: UUID
    next_on: date | None = None

    @property
    def is_last(self) -> bool:
        return self.next_on is None


@transaction.atomic
def report(row: Undertaking, said: Report, *, by: User) -> Progress:
    """Tell how it goes; the last report hands over to the SPK, which answers.

    Raises:
        RuleViolation: it is not under way (`not_running`), the next day is past or too
            far away (`day_wrong`), or `by` may not write just now (`blocked`).
    """
    require_may_write(by)
    row = locked(row)
    if first := Progress.objects.filter(
        draft_id=said.draft_id, undertaking=row
    ).first():
        return first
    if not row.is_running:
        raise RuleViolation(_("Das ist inzwischen beendet."), code="not_running")
    if said.next_on is not None:
        taking.require_day(said.next_on)
    written = _written(row, said, by=by)
    if said.is_last:
        _finish(row, by=by)
    else:
        row.next_on, row.reminded_on = said.next_on, None
        row.save(update_fields=["next_on", "reminded_on"])
        taking.follow_day(row.idea, said.next_on or terms.latest_report(), by=by)
    return written


@transaction.atomic
def withdraw(progress: Progress, *, by: User) -> Progress:
    """Take one's own report back, before or after it was published."""
    rows = Progress.objects.select_for_update(of=("self",))
    progress = rows.select_related("undertaking__idea").get(pk=progress.pk)
    publication.require(progress.publication, Publication.WITHDRAWN)
    progress.publication = Publication.WITHDRAWN
    progress.save(update_fields=["publication"])
    moderation.take_back(progress)
    happened("progress.withdrawn", progress, by=by)
    return progress


def is_trusted(row: Undertaking) -> bool:
    """Whether what they say is public without a look."""
    return row.network_id is not None or (
        row.actor is not None and row.actor.is_verified
    )


def _written(row: Undertaking, said: Report, *, by: User) -> Progress:
    is_held = not is_trusted(row) or is_suspicious(said.text)
    now = timezone.now()
    progress = Progress(
        undertaking=row,
        author=by,
        region_id=row.idea.region_id,
        text=said.text.strip(),
        is_last=said.is_last,
        draft_id=said.draft_id,
        submitted_at=now,
        publication=Publication.SUBMITTED if is_held else Publication.PUBLISHED,
        published_at=None if is_held else now,
    )
    try:
        with transaction.atomic():
            progress.save(force_insert=True)
    except IntegrityError:  # somebody else's key
        raise key_taken() from None
    if is_held:
        moderation.submit(progress)
        happened("progress.written", progress, by=by)
    else:
        happened("progress.published", progress, by=by)
    return progress


def _finish(row: Undertaking, *, by: User) -> None:
    """Done: the SPK owes the answer that says so."""
    workflow.require(row.state, State.FINISHED)
    row.state, row.next_on, row.reminded_on = State.FINISHED, terms.desk_until(), None
    row.ended_at, row.ended_by = timezone.now(), by
    row.save(update_fields=["state", "next_on", "reminded_on", "ended_at", "ended_by"])
    taking.follow_day(row.idea, terms.desk_until(), by=by)
    happened("together.finished", row, by=by)
