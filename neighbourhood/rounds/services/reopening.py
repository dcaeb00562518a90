"""A result that does not hold: taken back within a term, and kept in the history."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.rounds import registry, workflow
from neighbourhood.rounds.enums import ChangeKind, RoundState
from neighbourhood.rounds.models import Round, RoundChange
from neighbourhood.rounds.queries.reopening import may_reopen
from neighbourhood.rounds.services.dating import require_reason, tell_by_hand_again
from neighbourhood.rounds.services.locking import locked
from neighbourhood.rounds.services.telling import everybody_in, tell
from neighbourhood.rounds.services.waiting import settle

REOPENED = "rounds.reopened"


@transaction.atomic
def reopen(row: Round, *, reason: str, by: User) -> Round:
    """Go on where the round stood before its result.

    It waits for those who have not spoken; where all have, it is to be decided anew.

    Raises:
        RuleViolation: it has no result, the term is over, what followed from the
            result cannot be taken back, or the reason is missing.
    """
    procedure = registry.get(row.kind)
    procedure.lock(row)
    row = locked(row.pk)
    workflow.require(row.state, RoundState.OPEN)
    require_reason(reason)
    if procedure.on_reopened is None or not may_reopen(row):
        raise RuleViolation(
            _("Das Ergebnis gilt. Nehmen Sie die Frage in einer neuen Runde auf."),
            code="not_reopened",
        )
    change = RoundChange.objects.create(
        round=row,
        kind=ChangeKind.REOPENED,
        reason=reason.strip(),
        changed_at=timezone.now(),
        changed_by=by,
        result_code=row.result_code,
        result=row.result,
        chosen=row.chosen,
    )
    _begin_again(row)
    procedure.on_reopened(row, by)
    settle(row, by=None)
    everybody = everybody_in(row)
    tell(everybody, REOPENED, of=f"round-reopened:{change.pk}", change=change.pk)
    tell_by_hand_again(row)
    happened("round.reopened", row, by=by, change=change.pk)
    return row


def _begin_again(row: Round) -> None:
    row.state, row.decide_until = RoundState.OPEN, None
    row.result_code = row.result = ""
    row.chosen = row.ended_at = row.ended_by = row.reminded_at = None
    row.save(
        update_fields=[
            "state",
            "decide_until",
            "result_code",
            "result",
            "chosen",
            "ended_at",
            "ended_by",
            "reminded_at",
        ]
    )
