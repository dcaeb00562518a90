"""What may follow what, for an invitation to work for an actor."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.actors.enums import InvitationState as S

MAY_FOLLOW: dict[S, frozenset[S]] = {
    S.OPEN: frozenset({S.ACCEPTED, S.DECLINED, S.WITHDRAWN}),
    S.ACCEPTED: frozenset(),
    S.DECLINED: frozenset(),
    S.WITHDRAWN: frozenset(),
}
INITIAL = S.OPEN
# States in which somebody waits for somebody else, and what ends the wait.
WAITING: dict[S, str] = {S.OPEN: "actors.end_invitations"}


def require(current: str, following: S) -> None:
    """Raise RuleViolation unless `following` may come after `current`."""
    if following not in MAY_FOLLOW[S(current)]:
        raise over()


def over() -> RuleViolation:
    return RuleViolation(_("Diese Einladung gilt nicht mehr."), code="over")
