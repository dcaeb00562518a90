"""What a comment's state and the clock still let its author do."""

from django.utils import timezone

from participation.discussion.models import Comment
from participation.discussion.rules import EDIT_FOR
from participation.moderation import workflow
from participation.moderation.enums import Publication


def may_edit(comment: Comment) -> bool:
    """As long as it waits for a moderator, and a quarter of an hour in public."""
    if comment.publication == Publication.SUBMITTED:
        return True
    if not comment.is_public or comment.published_at is None:
        return False
    return timezone.now() - comment.published_at < EDIT_FOR


def may_withdraw(comment: Comment) -> bool:
    following = workflow.MAY_FOLLOW[Publication(comment.publication)]
    return Publication.WITHDRAWN in following
