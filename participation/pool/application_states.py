"""What may follow what for an application; people enter it by hand, also backwards."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.pool.enums import ApplicationState as A

MAY_FOLLOW: dict[A, frozenset[A]] = {
    A.WRITING: frozenset({A.SENT, A.DROPPED}),
    # A slip is mended: sent after all not, refused after all granted, another day.
    A.SENT: frozenset({A.SENT, A.GRANTED, A.REFUSED, A.DROPPED, A.WRITING}),
    A.GRANTED: frozenset({A.GRANTED, A.SENT}),
    A.REFUSED: frozenset({A.REFUSED, A.SENT}),
    A.DROPPED: frozenset({A.WRITING}),
}
INITIAL = A.WRITING
# Sent papers stand as they were sent.
CHANGEABLE = frozenset({A.WRITING})


def following(current: str) -> list[A]:
    """What may come next, in the order in which papers go."""
    return [state for state in A if state in MAY_FOLLOW[A(current)]]


def require(current: str, following: A) -> None:
    """Raise RuleViolation unless `following` may come after `current`."""
    if following not in MAY_FOLLOW[A(current)]:
        raise RuleViolation(
            _("Das geht nicht: Der Antrag ist jetzt „%(state)s“.")
            % {"state": A(current).label},
            code="application_transition",
        )
