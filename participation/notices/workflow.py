"""What may follow what, for an interim notice."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.notices.enums import NoticeState as S

MAY_FOLLOW: dict[S, frozenset[S]] = {
    S.DUE: frozenset({S.RELEASED, S.DROPPED, S.OVERTAKEN}),
    # Taken back in time it is due again.
    S.RELEASED: frozenset({S.SENT, S.DUE, S.OVERTAKEN}),
    # What overtook it was undone.
    S.OVERTAKEN: frozenset({S.DUE}),
    S.SENT: frozenset(),
    S.DROPPED: frozenset(),
}
INITIAL = S.DUE
# At most one of these for an idea.
OPEN = frozenset({S.DUE, S.RELEASED})
WAITING: dict[S, str] = {S.DUE: "notices.watch", S.RELEASED: "notices.send"}


def may_become(now: str, then: S) -> bool:
    return then in MAY_FOLLOW[S(now)]


def require(current: str, following: S) -> None:
    """Raise RuleViolation unless the notice may go to `following`."""
    if not may_become(current, following):
        raise RuleViolation(
            _("Das geht nicht mehr: Die Zwischennachricht hat den Stand „%(state)s“.")
            % {"state": S(current).label},
            code="notice_transition",
        )
