"""What may follow what, for a referral to a department."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.ideas.enums import Case
from participation.referrals.enums import ReferralState as S

MAY_FOLLOW: dict[S, frozenset[S]] = {
    S.QUEUED: frozenset({S.SENT, S.FAILED, S.RECALLED}),
    S.SENT: frozenset(
        {S.ACKNOWLEDGED, S.QUESTION, S.STATED, S.RETURNED, S.RECALLED, S.FAILED}
    ),
    S.ACKNOWLEDGED: frozenset({S.QUESTION, S.STATED, S.RETURNED, S.RECALLED}),
    S.QUESTION: frozenset({S.ACKNOWLEDGED, S.STATED, S.RETURNED, S.RECALLED}),
    S.STATED: frozenset(),
    S.RETURNED: frozenset(),
    S.RECALLED: frozenset(),
    S.FAILED: frozenset({S.QUEUED, S.SENT, S.RECALLED}),
}
INITIAL = S.QUEUED
OPEN = frozenset({S.QUEUED, S.SENT, S.ACKNOWLEDGED, S.QUESTION})
# A failed one may be sent again, so it keeps others out as an open one does.
UNFINISHED = OPEN | {S.FAILED}
# With the department, which may act now.
WITH_DEPARTMENT = frozenset({S.SENT, S.ACKNOWLEDGED, S.QUESTION})
# Waiting states and the task that ends the wait or reminds.
WAITING: dict[S, str] = {
    S.QUEUED: "delivery.send_due",
    S.SENT: "referrals.remind",
    S.ACKNOWLEDGED: "referrals.remind",
    S.QUESTION: "referrals.remind",
    S.FAILED: "referrals.remind",
}
# A statement belongs to a referral that was sent.
SENT = WITH_DEPARTMENT | {S.STATED, S.RETURNED}


# Where an idea stands while nothing is public of what a department stated.
UNANSWERED = frozenset({Case.OPEN, Case.REFERRED, Case.QUESTION, Case.STATEMENT_IN})


def may_correct(state: str, case: str) -> bool:
    """A statement is corrected by another one until the answer made of it is public."""
    return state == S.STATED and case in UNANSWERED


def may_become(now: str, then: S) -> bool:
    return then in MAY_FOLLOW[S(now)]


def require(current: str, following: S) -> None:
    """Raise RuleViolation unless the referral may go to `following`."""
    if not may_become(current, following):
        raise RuleViolation(
            _("Das geht nicht mehr: Die Weiterleitung hat den Stand „%(state)s“.")
            % {"state": S(current).label},
            code="referral_transition",
        )
