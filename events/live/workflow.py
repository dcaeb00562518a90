"""What may follow what: in the life of a room, and of a question in it."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from events.live.enums import (
    QuestionState as Q,
    RoomState as R,
)

ROOM_MAY_FOLLOW: dict[R, frozenset[R]] = {
    R.PREPARED: frozenset({R.OPEN}),
    R.OPEN: frozenset({R.CLOSED}),
    # Closed by mistake: until its names are forgotten it can be opened again.
    R.CLOSED: frozenset({R.OPEN}),
}
ROOM_INITIAL = R.PREPARED
# A room that nobody closes ends by beat, some hours after its date.
ROOM_WAITING: dict[R, str] = {R.OPEN: "live.close_forgotten"}

MAY_FOLLOW: dict[Q, frozenset[Q]] = {
    Q.WAITING: frozenset({Q.OPEN, Q.BOOKMARKED, Q.ANSWERED, Q.HIDDEN, Q.MERGED}),
    Q.OPEN: frozenset({Q.BOOKMARKED, Q.ANSWERED, Q.HIDDEN, Q.MERGED}),
    Q.BOOKMARKED: frozenset({Q.OPEN, Q.ANSWERED, Q.HIDDEN, Q.MERGED}),
    Q.ANSWERED: frozenset({Q.OPEN, Q.BOOKMARKED, Q.HIDDEN, Q.MERGED}),
    Q.HIDDEN: frozenset({Q.OPEN, Q.BOOKMARKED}),
    Q.MERGED: frozenset({Q.OPEN}),
}
# With the room's end nothing waits any more: its protocol names what was not reached.
WAITING: dict[Q, str] = {Q.WAITING: "live.close_forgotten"}


def require_room(current: str, following: R) -> None:
    """Raise RuleViolation unless a room may become `following`."""
    if following not in ROOM_MAY_FOLLOW[R(current)]:
        raise RuleViolation(
            _("Das geht nicht mehr: Der Saal ist jetzt „%(state)s“.")
            % {"state": R(current).label},
            code="room_transition",
        )


def require(current: str, following: Q) -> None:
    """Raise RuleViolation unless a question may become `following`."""
    if following not in MAY_FOLLOW[Q(current)]:
        raise RuleViolation(
            _("Das geht nicht mehr: Die Frage ist jetzt „%(state)s“.")
            % {"state": Q(current).label},
            code="question_transition",
        )
