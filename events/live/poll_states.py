"""Polls and protocols: their states, and what may follow what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation


class PollKind(models.TextChoices):
    SINGLE = "single", _("eine Antwort")
    MULTIPLE = "multiple", _("mehrere Antworten")


class PollState(models.TextChoices):
    PREPARED = "prepared", _("vorbereitet")
    OPEN = "open", _("läuft")
    CLOSED = "closed", _("beendet")
    SHOWN = "shown", _("Ergebnis gezeigt")


# What people in the room see of polls, and which have been counted to the end.
SEEN = frozenset({PollState.OPEN, PollState.CLOSED, PollState.SHOWN})
COUNTED = frozenset({PollState.CLOSED, PollState.SHOWN})

POLL_MAY_FOLLOW: dict[PollState, frozenset[PollState]] = {
    PollState.PREPARED: frozenset({PollState.OPEN}),
    # Whose bars everybody has seen all the while is shown as soon as it ends.
    PollState.OPEN: frozenset({PollState.CLOSED, PollState.SHOWN}),
    PollState.CLOSED: frozenset({PollState.SHOWN}),
    PollState.SHOWN: frozenset(),
}
POLL_INITIAL = PollState.PREPARED
# A poll that nobody ends, ends with its room.
POLL_WAITING: dict[PollState, str] = {PollState.OPEN: "live.close_forgotten"}


def require_poll(current: str, following: PollState) -> None:
    """Raise RuleViolation unless a poll may become `following`."""
    if following not in POLL_MAY_FOLLOW[PollState(current)]:
        raise RuleViolation(
            _("Das geht nicht mehr: Die Umfrage ist jetzt „%(state)s“.")
            % {"state": PollState(current).label},
            code="poll_transition",
        )
