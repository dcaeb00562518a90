"""What may follow what, for a mail from an Amt: a person reads it before it counts."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.referrals.enums import ReplyState as S

MAY_FOLLOW: dict[S, frozenset[S]] = {
    S.DRAFT: frozenset({S.STATED, S.ASKED, S.RETURNED, S.ACKNOWLEDGED, S.NOTED}),
    # Taken for a note by mistake, or a machine's that was a person's.
    S.NOTED: frozenset({S.DRAFT}),
    S.STATED: frozenset(),
    S.ASKED: frozenset(),
    S.RETURNED: frozenset(),
    S.ACKNOWLEDGED: frozenset(),
}
INITIAL = S.DRAFT
# The due date of the referral runs on meanwhile, and its ladder reminds.
WAITING: dict[S, str] = {S.DRAFT: "referrals.remind"}


def may_become(now: str, then: S) -> bool:
    return then in MAY_FOLLOW[S(now)]


def require(current: str, following: S) -> None:
    """Raise RuleViolation unless the reply may go to `following`."""
    if not may_become(current, following):
        raise RuleViolation(
            _("Das geht nicht mehr: Die Mail ist „%(state)s“.")
            % {"state": S(current).label},
            code="reply_transition",
        )
