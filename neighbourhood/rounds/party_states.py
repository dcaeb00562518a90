"""What may follow what, for one department in a round."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from neighbourhood.rounds.enums import PartyState as S

MAY_FOLLOW: dict[S, frozenset[S]] = {
    S.INVITED: frozenset({S.READ, S.STATED, S.DECLINED, S.OVERDUE}),
    S.READ: frozenset({S.STATED, S.DECLINED, S.OVERDUE}),
    # A late statement is still welcome.
    S.OVERDUE: frozenset({S.STATED, S.DECLINED}),
    # A correction is a new version.
    S.STATED: frozenset({S.STATED}),
    S.DECLINED: frozenset({S.STATED}),
}
INITIAL = S.INVITED
# The round waits for them, if they were asked and not only informed.
AWAITED = frozenset({S.INVITED, S.READ})
UNANSWERED = AWAITED | {S.OVERDUE}
WAITING: dict[S, str] = {
    S.INVITED: "rounds.remind",
    S.READ: "rounds.remind",
    S.OVERDUE: "rounds.remind",
}


def may_become(now: str, then: S) -> bool:
    return then in MAY_FOLLOW[S(now)]


def require(current: str, following: S) -> None:
    """Raise RuleViolation unless the department may go to `following`."""
    if not may_become(current, following):
        raise RuleViolation(
            _("Das geht nicht mehr: Der Stand ist „%(state)s“.")
            % {"state": S(current).label},
            code="party_transition",
        )
