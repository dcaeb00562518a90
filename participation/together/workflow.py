"""What may follow what, for an idea that somebody takes into their own hands."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.together.enums import State as S  # noqa: N817 -- a table

MAY_FOLLOW: dict[S, frozenset[S]] = {
    # What somebody took up by themselves runs as soon as the author agrees.
    S.ASKING: frozenset({S.OFFERED, S.RUNNING, S.REFUSED, S.WITHDRAWN}),
    S.OFFERED: frozenset({S.RUNNING, S.DECLINED, S.WITHDRAWN}),
    S.RUNNING: frozenset({S.FINISHED, S.GIVEN_UP, S.WITHDRAWN}),
    # The SPK answers, or takes it back where there is nothing to answer any more.
    S.FINISHED: frozenset({S.CONCLUDED, S.WITHDRAWN}),
    S.CONCLUDED: frozenset(),
    S.REFUSED: frozenset(),
    S.DECLINED: frozenset(),
    S.GIVEN_UP: frozenset(),
    S.WITHDRAWN: frozenset(),
}
INITIAL = S.ASKING
# Each waits for somebody until its day; then they are reminded, and the SPK sees it.
WAITING: dict[S, str] = {
    S.ASKING: "together.watch",
    S.OFFERED: "together.watch",
    S.RUNNING: "together.watch",
    S.FINISHED: "together.watch",
}
OPEN = frozenset(WAITING)
# What everybody reads under the idea.
SHOWN = frozenset({S.RUNNING, S.FINISHED, S.CONCLUDED})


def require(current: str, following: S) -> None:
    """Raise RuleViolation unless `following` may come after `current`."""
    if following not in MAY_FOLLOW[S(current)]:
        raise RuleViolation(
            _("Das geht nicht mehr. Der Stand ist jetzt: %(state)s.")
            % {"state": S(current).label},
            code="together_transition",
        )
