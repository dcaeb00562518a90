"""What may follow what, for a Rundbrief."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from neighbourhood.newsletters.enums import NewsletterState as S

MAY_FOLLOW: dict[S, frozenset[S]] = {
    S.DRAFT: frozenset({S.RELEASED}),
    # Taken back before its hour, or by itself where nobody stands for it any more.
    S.RELEASED: frozenset({S.DRAFT, S.SENDING}),
    S.SENDING: frozenset({S.STOPPED, S.SENT}),
    # Continued, or left at those who have it.
    S.STOPPED: frozenset({S.SENDING, S.SENT}),
    S.SENT: frozenset(),
}
INITIAL = S.DRAFT
# Anybody may read it: the first mails are out.
PUBLIC = frozenset({S.SENDING, S.STOPPED, S.SENT})
# Somebody still has to do something, or a task has.
UNFINISHED = frozenset({S.DRAFT, S.RELEASED, S.SENDING, S.STOPPED})
# Waiting states and what ends the wait; "Heute" keeps the first and the last in view.
WAITING: dict[S, str] = {
    S.DRAFT: "today",
    S.RELEASED: "newsletters.send_due",
    S.SENDING: "newsletters.send_due",
    S.STOPPED: "today",
}


def may_become(now: str, then: S) -> bool:
    return then in MAY_FOLLOW[S(now)]


def require(current: str, following: S) -> None:
    """Raise RuleViolation unless the Rundbrief may go to `following`."""
    if not may_become(current, following):
        raise RuleViolation(
            _("Das geht nicht mehr: Der Rundbrief hat den Stand „%(state)s“.")
            % {"state": S(current).label},
            code="newsletter_transition",
        )
