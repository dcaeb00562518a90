"""Notes among those who look after a case."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.casework.models import CaseNote
from participation.ideas.models import Idea


@transaction.atomic
def add(idea: Idea, *, text: str, by: User) -> CaseNote:
    """Write a note on a case; only the SPK reads it."""
    note = CaseNote.objects.create(
        idea=idea, text=text, written_at=timezone.now(), written_by=by
    )
    happened("case.noted", idea, by=by, note=note.pk)
    return note


@transaction.atomic
def change(note: CaseNote, *, text: str, by: User) -> CaseNote:
    """Other words in the same place; the page says that they were changed.

    Raises:
        RuleViolation: it was withdrawn meanwhile.
    """
    note = _locked(note)
    if note.text != text:
        note.text, note.changed_at = text, timezone.now()
        note.save(update_fields=["text", "changed_at"])
        happened("case.note_changed", note.idea, by=by, note=note.pk)
    return note


@transaction.atomic
def withdraw(note: CaseNote, *, by: User) -> CaseNote:
    """Take the words away; that there was a note stays.

    Raises:
        RuleViolation: it was withdrawn already.
    """
    note = _locked(note)
    note.text, note.withdrawn_at = "", timezone.now()
    note.save(update_fields=["text", "withdrawn_at"])
    happened("case.note_withdrawn", note.idea, by=by, note=note.pk)
    return note


def _locked(note: CaseNote) -> CaseNote:
    rows = CaseNote.objects.select_for_update(of=("self",)).select_related("idea")
    note = rows.get(pk=note.pk)
    if note.is_withdrawn:
        raise RuleViolation(
            _("Diese Notiz wurde schon zurückgezogen."), code="note_withdrawn"
        )
    return note
