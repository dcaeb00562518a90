"""What may follow what, for an answer that was told again: the Amt may object."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.referrals.enums import ReuseState as S

# Another answer or a referral may take its place at any time.
_REPLACED = frozenset({S.CORRECTED, S.REFERRED})
MAY_FOLLOW: dict[S, frozenset[S]] = {
    # Settled at once where no Amt stands behind the answer.
    S.INFORMING: _REPLACED | {S.INFORMED, S.OBJECTED, S.SETTLED},
    S.INFORMED: _REPLACED | {S.OBJECTED, S.SETTLED},
    S.OBJECTED: _REPLACED | {S.KEPT},
    S.SETTLED: _REPLACED,
    S.KEPT: _REPLACED,
    S.CORRECTED: frozenset(),
    S.REFERRED: frozenset(),
}
INITIAL = S.INFORMING
# The one that residents read now.
CURRENT = frozenset(S) - _REPLACED
MAY_OBJECT = frozenset({S.INFORMING, S.INFORMED})
# Waiting states and the task that ends the wait or reminds the desk.
WAITING: dict[S, str] = {
    S.INFORMING: "referrals.watch_reuses",
    S.INFORMED: "referrals.watch_reuses",
    S.OBJECTED: "referrals.watch_reuses",
}


def may_become(now: str, then: S) -> bool:
    return then in MAY_FOLLOW[S(now)]


def require(current: str, following: S) -> None:
    """Raise RuleViolation unless it may go to `following`."""
    if not may_become(current, following):
        raise RuleViolation(
            _("Das geht nicht mehr: Der Stand ist „%(state)s“.")
            % {"state": S(current).label},
            code="reuse_transition",
        )
