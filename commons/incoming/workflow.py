"""What may follow what, for a mail that came in."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from commons.incoming.enums import MailState as S

MAY_FOLLOW: dict[S, frozenset[S]] = {
    S.RECEIVED: frozenset({S.HANDLED, S.ASIDE}),
    S.ASIDE: frozenset({S.HANDLED, S.DISCARDED}),
    S.DISCARDED: frozenset({S.ASIDE}),
    S.HANDLED: frozenset(),
}
INITIAL = S.RECEIVED
# Waiting states and the task that ends the wait; what is aside waits on "Heute".
WAITING: dict[S, str] = {S.RECEIVED: "incoming.read_waiting"}


def may_become(now: str, then: S) -> bool:
    return then in MAY_FOLLOW[S(now)]


def require(current: str, following: S) -> None:
    """Raise RuleViolation unless the mail may go to `following`."""
    if not may_become(current, following):
        raise RuleViolation(
            _("Das geht nicht mehr: Die Mail ist „%(state)s“.")
            % {"state": S(current).label},
            code="mail_transition",
        )
