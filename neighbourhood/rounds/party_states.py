"""What may follow what, for one department in a round."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from neighbourhood.rounds.enums import PartyState as S

MAY_FOLLOW: dict[S, frozenset[S]] = {
    S.INVITED: frozenset({S.READ, S.STATED, S.DECLINED, S.OVERDUE, S.REMOVED}),
    S.READ: frozenset({S.STATED, S.DECLINED, S.OVERDUE, S.REMOVED}),
    # A late statement is still welcome, and a later date begins the wait anew.
    S.OVERDUE: frozenset({S.STATED, S.DECLINED, S.INVITED, S.READ, S.REMOVED}),
    # A correction is a new version.
    S.STATED: frozenset({S.STATED}),
    S.DECLINED: frozenset({S.STATED}),
    # Asked again after all; what it said before, if anything, was never taken away.
    S.REMOVED: frozenset({S.INVITED}),
}
INITIAL = S.INVITED
# The round waits for them, if they were asked and not only informed.
AWAITED = frozenset({S.INVITED, S.READ})
UNANSWERED = AWAITED | {S.OVERDUE}
# Who has not spoken, waited for or not.
SILENT = UNANSWERED | {S.REMOVED}
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
