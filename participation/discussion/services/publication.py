"""What a moderator's decision makes of a comment in public."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.verbs.services import happened
from participation.discussion.models import Comment
from participation.discussion.services import counting
from participation.moderation import workflow
from participation.moderation.enums import Publication, Verdict
from participation.moderation.models import Decision

VERBS = {
    Verdict.PUBLISH: "comment.published",
    Verdict.DECLINE: "comment.declined",
    Verdict.HIDE: "comment.hidden",
    Verdict.RESTORE: "comment.restored",
    Verdict.REMOVE: "comment.removed",
    Verdict.TAKE_BACK: "comment.taken_back",
}
REDIRECTED = "comment.redirected"


@transaction.atomic
def apply(
    comment: Comment,
    decision: Decision,
    *,
    by: User | None,
    merge_into: Any = None,  # noqa: ARG001 -- the desk's signature; comments don't merge
) -> Comment:
    """Let the comment follow a decision; the desk calls this in its transaction.

    Its place in time is the moment it first became public, so that nobody who has
    read so far misses it.

    Raises:
        RuleViolation: the state does not allow it.
    """
    verdict = Verdict(decision.verdict)
    following = workflow.LEADS_TO[verdict]
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    workflow.require(comment.publication, following)
    was_public = comment.is_public
    counting.lock_counters(comment)
    comment.publication, comment.decision = following, decision
    if following == Publication.PUBLISHED:
        comment.published_at = comment.published_at or timezone.now()
    comment.save(update_fields=["publication", "decision", "published_at"])
    if comment.is_public != was_public:
        counting.count(comment, 1 if comment.is_public else -1)
    verb = REDIRECTED if decision.is_redirection else VERBS[verdict]
    happened(verb, comment, by=by, decision=decision.pk)
    return comment
