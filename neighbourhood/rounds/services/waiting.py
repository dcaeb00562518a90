"""When a round has waited enough: everybody has spoken, or the time is over."""

from django.db import transaction

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.verbs.services import happened
from neighbourhood.deadlines.services import due_after
from neighbourhood.rounds import workflow
from neighbourhood.rounds.enums import RoundState
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.services.locking import locked

# How long whoever decides may take once everybody has spoken.
DECIDE_WORKING_DAYS = 5


def settle(row: Round, *, by: User | None) -> None:
    """The round is locked; once nobody is awaited any more, it is to be decided."""
    if row.state == RoundState.OPEN and not row.parties.awaited().exists():
        _end_wait(row, by=by)


@transaction.atomic
def stop_waiting(row: Round, *, by: User | None) -> Round:
    """Decide with what is there; late statements are still taken in.

    Raises:
        RuleViolation: it does not wait any more.
    """
    row = locked(row.pk)
    workflow.require(row.state, RoundState.DECIDING)
    _end_wait(row, by=by)
    return row


def _end_wait(row: Round, *, by: User | None) -> None:
    row.state = RoundState.DECIDING
    row.decide_until = due_after(berlin_today(), DECIDE_WORKING_DAYS).day
    row.reminded_at = None
    row.save(update_fields=["state", "decide_until", "reminded_at"])
    happened("round.ready", row, by=by)
