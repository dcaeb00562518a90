"""What may follow what, for an idea's case with the administration."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.ideas.enums import Case as C, Outcome  # noqa: N817 -- a table

MAY_FOLLOW: dict[C, frozenset[C]] = {
    C.NONE: frozenset({C.OPEN}),
    C.OPEN: frozenset({C.REFERRED, C.ANSWERED, C.CLOSED}),
    C.REFERRED: frozenset({C.QUESTION, C.STATEMENT_IN, C.OPEN}),
    C.QUESTION: frozenset({C.REFERRED, C.OPEN, C.STATEMENT_IN}),
    C.STATEMENT_IN: frozenset({C.ANSWERED, C.REFERRED, C.OPEN}),
    C.ANSWERED: frozenset({C.CLOSED, C.REOPENED}),
    C.REOPENED: frozenset({C.REFERRED, C.ANSWERED, C.CLOSED}),
    C.CLOSED: frozenset({C.REOPENED}),
}
INITIAL = C.NONE
# Open cases owe the resident a next date; each names what happens when it passes.
OPEN = frozenset({C.OPEN, C.REFERRED, C.QUESTION, C.STATEMENT_IN, C.REOPENED})
# Answered, and nobody took it up again.
SETTLED = frozenset({C.ANSWERED, C.CLOSED})
WAITING: dict[C, str] = {
    C.OPEN: "notices.watch",
    C.REFERRED: "referrals.remind",
    C.QUESTION: "referrals.remind",
    C.STATEMENT_IN: "notices.watch",
    C.REOPENED: "notices.watch",
}
# Outcomes that say no and therefore owe a reason.
NEEDS_REASON = frozenset({Outcome.DEFERRED, Outcome.NOT_POSSIBLE, Outcome.NOT_OURS})


def require(current: str, following: C) -> None:
    """Raise RuleViolation unless the case may go from `current` to `following`."""
    if following not in MAY_FOLLOW[C(current)]:
        raise RuleViolation(
            _("Das geht nicht: Der Vorgang hat den Stand „%(state)s“.")
            % {"state": C(current).label},
            code="case_transition",
        )


def require_settled(current: str) -> None:
    """Raise RuleViolation unless the answer still holds."""
    if current not in SETTLED:
        raise RuleViolation(
            _("Das geht nicht: Der Vorgang hat den Stand „%(state)s“.")
            % {"state": C(current).label},
            code="not_settled",
        )
