"""How a round ends: with a result, or without one."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.departments.models import Department
from neighbourhood.rounds import registry, workflow
from neighbourhood.rounds.enums import ChangeKind, RoundState
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.registry import Ending
from neighbourhood.rounds.services.locking import locked
from neighbourhood.rounds.services.telling import everybody_in, tell

ENDED = "rounds.ended"


@dataclass(frozen=True)
class Result:
    """One of the kind's endings, in words, and the department where it names one."""

    code: str
    text: str
    chosen: Department | None = None


@transaction.atomic
def decide(row: Round, result: Result, *, by: User) -> Round:
    """Write the result and all that follows from it; then the round is locked.

    Raises:
        RuleViolation: it has ended already, the result is not whole, or what would
            follow is forbidden: then nothing is written.
    """
    procedure = registry.get(row.kind)
    procedure.lock(row)
    row = locked(row.pk)
    workflow.require(row.state, RoundState.CLOSED)
    ending = procedure.ending(result.code)
    _require_whole(result, ending)
    row.result_code = result.code
    row.chosen = result.chosen if ending.names_department else None
    _end(row, RoundState.CLOSED, words=result.text, by=by)
    procedure.on_result(row, by)
    happened("round.closed", row, by=by, result=result.code)
    return row


@transaction.atomic
def cancel(row: Round, *, reason: str, by: User | None) -> Round:
    """Nobody needs an answer any more; all hear why.

    Raises:
        RuleViolation: it has ended already, or the reason is missing.
    """
    procedure = registry.get(row.kind)
    procedure.lock(row)
    row = locked(row.pk)
    workflow.require(row.state, RoundState.CANCELLED)
    if not reason.strip():
        raise RuleViolation(_("Bitte nennen Sie den Grund."), code="reason_missing")
    _end(row, RoundState.CANCELLED, words=reason, by=by)
    procedure.on_cancelled(row, by)
    happened("round.cancelled", row, by=by)
    return row


def _require_whole(result: Result, ending: Ending) -> None:
    if not result.text.strip():
        raise RuleViolation(
            _("Bitte schreiben Sie das Ergebnis in einem Satz auf."),
            code="text_missing",
        )
    if not ending.names_department:
        return
    if result.chosen is None:
        raise RuleViolation(
            _("Bitte wählen Sie, welches Amt es ist."), code="department_missing"
        )
    if not result.chosen.is_active:
        raise RuleViolation(
            _("Das gewählte Amt ist nicht mehr aktiv."), code="department_inactive"
        )


def _end(row: Round, state: RoundState, *, words: str, by: User | None) -> None:
    row.state, row.result = state, words.strip()
    row.ended_at, row.ended_by = timezone.now(), by
    if row.meets_at is not None and row.meets_at > row.ended_at:
        row.meeting_sequence += 1  # the mail takes it out of calendars
    row.save(
        update_fields=[
            "state",
            "result",
            "result_code",
            "chosen",
            "ended_at",
            "ended_by",
            "meeting_sequence",
        ]
    )
    # Taken up again, a round ends once more, and that is another mail.
    times = row.changes.filter(kind=ChangeKind.REOPENED).count()
    of = f"round-ended:{times}" if times else "round-ended"
    tell(everybody_in(row), ENDED, of=of)
