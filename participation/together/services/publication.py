"""What a moderator's decision makes of a report in public."""

from django.db import transaction

from commons.accounts.models import User
from commons.verbs.services import happened
from participation.moderation.enums import Verdict
from participation.moderation.models import Decision
from participation.moderation.services.following import follow
from participation.moderation.services.keeping import columns, restore
from participation.together.models import Progress

VERBS = {
    Verdict.PUBLISH: "progress.published",
    Verdict.DECLINE: "progress.declined",
    Verdict.HIDE: "progress.hidden",
    Verdict.REMOVE: "progress.removed",
    Verdict.RESTORE: "progress.restored",
    Verdict.TAKE_BACK: "progress.taken_back",
}
REDIRECTED = "progress.redirected"
keep = columns


@transaction.atomic
def apply(
    progress: Progress,
    decision: Decision,
    *,
    by: User | None,
    merge_into: None = None,  # noqa: ARG001 -- the desk's signature
) -> Progress:
    """Let a report follow a decision; the desk calls this in its transaction.

    Raises:
        RuleViolation: the state does not allow it.
    """
    rows = Progress.objects.select_for_update(of=("self",))
    progress = rows.select_related("undertaking__idea").get(pk=progress.pk)
    follow(progress, decision, VERBS, redirected=REDIRECTED, by=by)
    return progress


@transaction.atomic
def undo(progress: Progress, decision: Decision, *, by: User | None) -> Progress:
    """Nobody has heard of the decision yet; the row is as it was."""
    restore(progress, decision)
    happened("progress.undecided", progress, by=by, decision=decision.pk)
    return progress
