"""What may follow what, for a concern that a network brings to the Bezirksamt."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.networks.enums import ConcernState as S

MAY_FOLLOW: dict[S, frozenset[S]] = {
    # The SPK brings it into a round, or answers what needs none.
    S.RAISED: frozenset({S.IN_ROUND, S.ANSWERED, S.DROPPED}),
    # A round that is called off leaves the concern waiting.
    S.IN_ROUND: frozenset({S.ANSWERED, S.RAISED}),
    # The round was taken up again: its result did not hold.
    S.ANSWERED: frozenset({S.IN_ROUND}),
    S.DROPPED: frozenset(),
}
INITIAL = S.RAISED
OPEN = frozenset({S.RAISED, S.IN_ROUND})
# When the SPK should have taken it up, and is reminded.
TAKEN_UP_AFTER = timedelta(days=14)
# Who sees that it goes on.
WAITING: dict[S, str] = {
    S.RAISED: "networks.remind_concerns",
    S.IN_ROUND: "rounds.remind",
}


def require(current: str, following: S) -> None:
    """Raise RuleViolation unless `following` may come after `current`."""
    if following not in MAY_FOLLOW[S(current)]:
        raise RuleViolation(
            _("Das geht nicht mehr. Der Stand ist jetzt: %(state)s.")
            % {"state": S(current).label},
            code="concern_transition",
        )
