"""Comments follow their idea when it is merged, and come back when that is undone."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from participation.discussion.models import Carried, Comment, Thread
from participation.discussion.services import counting, finding
from participation.discussion.services.threads import change


@transaction.atomic
def carry_over(
    from_thread: Thread | None, into_thread: Thread, *, merge_key: str
) -> int:
    """Move all comments of one thread into another; returns how many.

    Each keeps everything it is: its row, its place in time, its answers, its state.
    The page says where it came from. Call it in the transaction of the merge, with
    both hosts locked, and get the target's thread with `threads.opened(host)`.

    Args:
        from_thread: of the host that is merged; None if nobody has written there.
        into_thread: of the host that stays.
        merge_key: names the merge, up to 60 characters ("merge-17"); `carry_back`
            takes back what was carried under it.
    """
    if from_thread is None or from_thread.pk == into_thread.pk:
        return 0
    rows = Comment.objects.filter(thread=from_thread).select_for_update(of=("self",))
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    Carried.objects.bulk_create(
        (
            Carried(
                merge_key=merge_key,
                comment_id=pk,
                from_thread=from_thread,
                into_thread=into_thread,
            )
            for pk in ids
        ),
        batch_size=1_000,
    )
    moved = Comment.objects.filter(thread=from_thread)
    moved.filter(origin=None).update(origin=from_thread)
    # One statement, so that no answer is for a moment apart from its comment.
    moved.update(thread=into_thread)
    _settle({from_thread.pk, into_thread.pk}, ids)
    return len(ids)


@transaction.atomic
def carry_back(*, merge_key: str) -> int:
    """Undo `carry_over`: every comment is again as it was; returns how many.

    An answer that was written since to a comment that goes back goes with it. Call
    it in the transaction that undoes the merge, when both hosts are public again or
    will be before it commits.
    """
    carried = list(
        Carried.objects.filter(merge_key=merge_key)
        .select_related("comment")
        .order_by("comment_id")
    )
    if not carried:
        return 0
    ids = [each.comment_id for each in carried]
    family = Comment.objects.filter(Q(pk__in=ids) | Q(parent__in=ids))
    touched = set(
        family.select_for_update(of=("self",)).values_list("thread", flat=True)
    )
    for home in {each.from_thread_id for each in carried}:
        own = [each.comment_id for each in carried if each.from_thread_id == home]
        rows = Comment.objects.filter(Q(pk__in=own) | Q(parent__in=own))
        rows.update(thread=home)
        rows.filter(origin=home).update(origin=None)
        touched.add(home)
    _forget(carried)
    _settle(touched, list(family.values_list("pk", flat=True)))
    return len(carried)


def _forget(carried: Iterable[Carried]) -> None:
    """This journey and those that came after it: the comment is back before them."""
    for each in carried:
        rows = Carried.objects.filter(comment_id=each.comment_id, pk__gte=each.pk)
        rows.delete()


def _settle(thread_ids: Iterable[int], comment_ids: list[int]) -> None:
    """Count anew, find under the new title, and let open pages know."""
    for thread in counting.recount(thread_ids):
        change(thread)
    finding.index_comments(Comment.objects.filter(pk__in=comment_ids))
