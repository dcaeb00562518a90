"""What may follow what, for words of a department that the SPK wrote down."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.referrals.enums import TranscriptState as S

MAY_FOLLOW: dict[S, frozenset[S]] = {
    S.WAITING: frozenset({S.CONFIRMED, S.CORRECTED, S.UNOBJECTED}),
    # Until the answer is public a department may still say something.
    S.UNOBJECTED: frozenset({S.CONFIRMED, S.CORRECTED}),
    S.CONFIRMED: frozenset({S.CORRECTED}),
    S.CORRECTED: frozenset(),
}
INITIAL = S.WAITING
# Waiting states and the task that ends the wait.
WAITING: dict[S, str] = {S.WAITING: "referrals.settle_transcripts"}


def may_become(now: str, then: S) -> bool:
    return then in MAY_FOLLOW[S(now)]


def require(current: str, following: S) -> None:
    """Raise RuleViolation unless it may go to `following`."""
    if not may_become(current, following):
        raise RuleViolation(
            _("Das geht nicht mehr: Der Stand ist „%(state)s“.")
            % {"state": S(current).label},
            code="transcript_transition",
        )
