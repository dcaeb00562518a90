"""What a decision of the desk makes of an event, and undoing it at once."""

from typing import Any

from django.db import transaction

from commons.accounts.models import User
from commons.verbs.services import happened
from events.calendar.models import Event
from events.calendar.services import locking, telling
from events.calendar.services.announcing import tell_changed
from participation.moderation.enums import Verdict
from participation.moderation.models import Decision
from participation.moderation.services.following import follow
from participation.moderation.services.keeping import restore

VERBS = {
    Verdict.PUBLISH: "event.published",
    Verdict.REQUEST_CHANGES: "event.changes_requested",
    Verdict.DECLINE: "event.declined",
    Verdict.HIDE: "event.hidden",
    Verdict.RESTORE: "event.restored",
    Verdict.REMOVE: "event.removed",
    Verdict.TAKE_BACK: "event.taken_back",
}
REDIRECTED = "event.redirected"
# What those who come have to know: that its page is gone, or there again.
TOLD = {
    Verdict.HIDE: telling.What.HIDDEN,
    Verdict.RESTORE: telling.What.RESTORED,
    Verdict.REMOVE: telling.What.REMOVED,
}


@transaction.atomic
def apply(
    event: Event,
    decision: Decision,
    *,
    by: User | None,
    merge_into: Any = None,  # noqa: ARG001 -- the desk's signature; events don't merge
) -> Event:
    """Let the event follow a decision; the desk calls this in its transaction.

    Raises:
        RuleViolation: the state does not allow it.
    """
    event = locking.locked(event)
    was_public_before = event.published_at is not None
    follow(event, decision, VERBS, redirected=REDIRECTED, by=by)
    verdict = Verdict(decision.verdict)
    if verdict == Verdict.PUBLISH and was_public_before:
        tell_changed(event, by=by)
    if what := TOLD.get(verdict):
        for date in event.occurrences.upcoming().taking_place().order_by("pk"):
            date.event = event
            telling.tell_registered(date, what, by=by)
    return event


@transaction.atomic
def undo(event: Event, decision: Decision, *, by: User | None) -> Event:
    """Nobody has heard of the decision yet; the row is as it was."""
    restore(event, decision)
    verb = "event.undecided_to_public" if event.is_public else "event.undecided"
    happened(verb, event, by=by, decision=decision.pk)
    return event
