"""What may follow what, for several referrals in one mail."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.bundles.enums import BundleState as S

MAY_FOLLOW: dict[S, frozenset[S]] = {
    S.COLLECTING: frozenset({S.QUEUED, S.RECALLED}),
    S.QUEUED: frozenset({S.SENT, S.FAILED, S.DONE, S.RECALLED}),
    S.SENT: frozenset({S.FAILED, S.DONE, S.RECALLED}),
    S.FAILED: frozenset({S.QUEUED, S.SENT, S.DONE, S.RECALLED}),
    S.DONE: frozenset(),
    S.RECALLED: frozenset(),
}
INITIAL = (S.COLLECTING, S.QUEUED)
# Some of its rows may still be open.
UNFINISHED = frozenset({S.COLLECTING, S.QUEUED, S.SENT, S.FAILED})
ENDED = frozenset({S.DONE, S.RECALLED})
# The Amt has, or had, the mail; it sees the bundle with an account.
WITH_DEPARTMENT = frozenset({S.SENT, S.DONE})
# Waiting states and the task that ends the wait or reminds.
WAITING: dict[S, str] = {
    S.COLLECTING: "bundles.send_collected",
    S.QUEUED: "bundles.pack_waiting",
    S.SENT: "referrals.remind",
    S.FAILED: "referrals.remind",
}


def may_become(now: str, then: S) -> bool:
    return then in MAY_FOLLOW[S(now)]


def require(current: str, following: S) -> None:
    """Raise RuleViolation unless the bundle may go to `following`."""
    if not may_become(current, following):
        raise RuleViolation(
            _("Das geht nicht mehr: Das Bündel hat den Stand „%(state)s“.")
            % {"state": S(current).label},
            code="bundle_transition",
        )
