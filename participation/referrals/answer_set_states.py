"""What may follow what, for answers that are published together."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.referrals.enums import SetState as S

MAY_FOLLOW: dict[S, frozenset[S]] = {
    S.OPEN: frozenset({S.PLANNED, S.PUBLISHING, S.DISSOLVED}),
    # Stopped before its hour, or by itself where nobody stands for it any more.
    S.PLANNED: frozenset({S.OPEN, S.PUBLISHING}),
    S.PUBLISHING: frozenset({S.PUBLISHED}),
    S.PUBLISHED: frozenset(),
    S.DISSOLVED: frozenset(),
}
INITIAL = S.OPEN
# Released: its answers stay as they were read.
RUNNING = frozenset({S.PLANNED, S.PUBLISHING})
UNFINISHED = RUNNING | {S.OPEN}
# Waiting states and the task that ends the wait; "Heute" keeps an open one in view.
WAITING: dict[S, str] = {
    S.OPEN: "referrals.publish_sets",
    S.PLANNED: "referrals.publish_sets",
    S.PUBLISHING: "referrals.publish_sets",
}


def may_become(now: str, then: S) -> bool:
    return then in MAY_FOLLOW[S(now)]


def require(current: str, following: S) -> None:
    """Raise RuleViolation unless the set may go to `following`."""
    if not may_become(current, following):
        raise RuleViolation(
            _("Das geht nicht mehr: Das Paket hat den Stand „%(state)s“.")
            % {"state": S(current).label},
            code="set_transition",
        )
