from participation.discussion.models.carried import Carried
from participation.discussion.models.comment import (
    Comment,
    CommentQuerySet,
    CommentSnapshot,
)
from participation.discussion.models.thread import Thread, Visit

__all__ = [
    "Carried",
    "Comment",
    "CommentQuerySet",
    "CommentSnapshot",
    "Thread",
    "Visit",
]
