"""What may follow what, for a promise: its newest step says where it stands."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.referrals.enums import PromiseStep as S

MAY_FOLLOW: dict[S, frozenset[S]] = {
    S.PROMISED: frozenset({S.MOVED, S.KEPT, S.GIVEN_UP}),
    S.MOVED: frozenset({S.MOVED, S.KEPT, S.GIVEN_UP}),
    S.KEPT: frozenset(),
    S.GIVEN_UP: frozenset(),
}
INITIAL = S.PROMISED
# Somebody still waits for it.
OPEN = frozenset({S.PROMISED, S.MOVED})
# Waiting states and the task that has it asked for when its day comes.
WAITING: dict[S, str] = {
    S.PROMISED: "referrals.watch_promises",
    S.MOVED: "referrals.watch_promises",
}


def may_become(now: str, then: S) -> bool:
    return then in MAY_FOLLOW[S(now)]


def require(current: str, following: S) -> None:
    """Raise RuleViolation unless the promise may go to `following`."""
    if not may_become(current, following):
        raise RuleViolation(
            _("Das geht nicht mehr: Die Zusage ist schon %(state)s.")
            % {"state": S(current).label},
            code="promise_transition",
        )
