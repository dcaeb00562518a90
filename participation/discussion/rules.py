"""Who may do what with a comment; states and the clock are the services' business."""

from datetime import timedelta

from commons.accounts.visitors import Visitor
from participation.discussion.models import Comment, Thread
from participation.moderation.coverage import MODERATING, covers_region
from participation.moderation.rules import can_moderate

LONGEST_TEXT = 2_000
EDIT_FOR = timedelta(minutes=15)  # after a comment became public


def is_own(visitor: Visitor, comment: Comment) -> bool:
    return visitor.user_id is not None and comment.author_id == visitor.user_id


def can_write(visitor: Visitor) -> bool:
    """Everybody with an account; without one the words wait as a draft."""
    return visitor.is_signed_in


def can_edit(visitor: Visitor, comment: Comment) -> bool:
    return is_own(visitor, comment)


def can_withdraw(visitor: Visitor, comment: Comment) -> bool:
    return is_own(visitor, comment)


def can_close(visitor: Visitor, thread: Thread) -> bool:
    """Whoever moderates where the thread belongs."""
    return visitor.has_role(*MODERATING) and covers_region(visitor, thread.region_id)


def can_decide(visitor: Visitor, comment: Comment) -> bool:
    """Whoever moderates there, but not on their own words."""
    is_moderator = visitor.has_role(*MODERATING)
    return is_moderator and can_moderate(visitor, comment)


def can_speak_for_spk(visitor: Visitor) -> bool:
    return visitor.is_staff
