"""What may follow what, for a round of several departments."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from neighbourhood.rounds.enums import RoundState as S

MAY_FOLLOW: dict[S, frozenset[S]] = {
    S.OPEN: frozenset({S.DECIDING, S.CLOSED, S.CANCELLED}),
    # Another department was asked after all: the round waits again.
    S.DECIDING: frozenset({S.OPEN, S.CLOSED, S.CANCELLED}),
    # Within a term, where the kind allows it: `services.reopening`.
    S.CLOSED: frozenset({S.OPEN}),
    S.CANCELLED: frozenset(),
}
INITIAL = S.OPEN
# Statements and messages are taken in; afterwards all of it is locked.
LIVE = frozenset({S.OPEN, S.DECIDING})
# Waiting states and the task that ends the wait or reminds.
WAITING: dict[S, str] = {S.OPEN: "rounds.remind", S.DECIDING: "rounds.remind"}


def may_become(now: str, then: S) -> bool:
    return then in MAY_FOLLOW[S(now)]


def require(current: str, following: S) -> None:
    """Raise RuleViolation unless the round may go to `following`."""
    if not may_become(current, following):
        raise RuleViolation(
            _("Das geht nicht mehr: Die Runde hat den Stand „%(state)s“.")
            % {"state": S(current).label},
            code="round_transition",
        )


def require_live(current: str) -> None:
    """Raise RuleViolation once the round has ended."""
    if S(current) not in LIVE:
        raise RuleViolation(
            _("Diese Runde ist zu Ende. Was dort steht, bleibt, wie es ist."),
            code="round_over",
        )
