"""The stored counters of threads and comments; only published comments count."""

from collections.abc import Iterable, Sequence

from django.db.models import Count, F, Q, Value
from django.db.models.functions import Greatest

from participation.discussion.models import Comment, Thread
from participation.moderation.enums import Publication


def count(comment: Comment, step: int) -> None:
    """Let a comment that has just become public, or has just left, be counted.

    The caller has locked what counts it (`lock_counters`) if it became public now.
    """
    if comment.parent_id is not None:
        parent = Comment.objects.filter(pk=comment.parent_id)
        parent.update(reply_count=F("reply_count") + step)
    thread = Thread.objects.filter(pk=comment.thread_id)
    thread.update(
        comment_count=F("comment_count") + step,
        newest_at=Greatest("newest_at", Value(comment.published_at)),
    )


def lock_counters(comment: Comment) -> None:
    """Lock a comment's parent and thread, in the order of the house.

    The time that a comment is published at is taken under these locks.
    """
    parents = Comment.objects.filter(pk=comment.parent_id or 0)
    list(parents.select_for_update(of=("self",)).values_list("pk"))
    threads = Thread.objects.filter(pk=comment.thread_id)
    list(threads.select_for_update(of=("self",)).values_list("pk"))


def recount(thread_ids: Iterable[int]) -> Sequence[Thread]:
    """Count whole threads anew, after comments moved; gives them as they are now."""
    published = Count("comments", Q(comments__publication=Publication.PUBLISHED))
    rows = Thread.objects.filter(pk__in=sorted(set(thread_ids)))
    list(rows.order_by("pk").select_for_update(of=("self",)))
    counted = list(rows.annotate(published=published).order_by("pk"))
    for thread in counted:
        thread.comment_count = thread.published
    Thread.objects.bulk_update(counted, ["comment_count"])
    return counted
