"""Until when a result may still be taken back."""

from datetime import date

from commons.clock import berlin_date, berlin_today
from neighbourhood.deadlines.services import due_after
from neighbourhood.rounds import registry
from neighbourhood.rounds.enums import RoundState
from neighbourhood.rounds.models import Round

# Long enough to hear "so war das nicht gemeint"; later it is another matter.
REOPEN_WORKING_DAYS = 10


def reopens_until(row: Round) -> date | None:
    """The last day on which the result may be taken back; None if it may not."""
    if row.state != RoundState.CLOSED or row.ended_at is None:
        return None
    if registry.get(row.kind).on_reopened is None:
        return None
    return due_after(berlin_date(row.ended_at), REOPEN_WORKING_DAYS).day


def may_reopen(row: Round) -> bool:
    last = reopens_until(row)
    return last is not None and berlin_today() <= last
