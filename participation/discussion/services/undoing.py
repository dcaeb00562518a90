"""Undoing at once what was decided on a comment; nobody has been told of it yet."""

from typing import Any

from django.db import transaction

from commons.accounts.models import User
from commons.verbs.services import happened
from participation.discussion.models import Comment, Thread
from participation.discussion.services import counting, finding
from participation.moderation.enums import Publication
from participation.moderation.models import Decision
from participation.moderation.services.keeping import columns, restore, was


def keep(comment: Comment) -> dict[str, Any]:
    """What a decision may change: of the comment, and of the thread that counts it."""
    newest_at = Thread.objects.values_list("newest_at", flat=True)
    return {
        **columns(comment),
        "thread_newest_at": newest_at.get(pk=comment.thread_id),
    }


@transaction.atomic
def undo(comment: Comment, decision: Decision, *, by: User | None) -> Comment:
    """Let a comment be as it was, and be counted as it was; answers stay."""
    counting.lock_counters(comment)
    shown_at = comment.published_at
    will_be_public = was(decision, "publication") == Publication.PUBLISHED
    if comment.is_public != will_be_public:
        counting.count(comment, 1 if will_be_public else -1)
    restore(comment, decision)
    if comment.published_at is None:
        # Unless somebody has written since, the one before is the newest again.
        newest = Thread.objects.filter(pk=comment.thread_id, newest_at=shown_at)
        newest.update(newest_at=was(decision, "thread_newest_at"))
    happened("comment.undecided", comment, by=by, decision=decision.pk)
    finding.index_comments(Comment.objects.filter(pk=comment.pk))
    return comment
