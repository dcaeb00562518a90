"""The comments of a page: the first level by key paging, a few answers under each."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import F
from django.db.models.expressions import RawSQL
from django.db.models.fields.tuple_lookups import (
    Tuple,
    TupleGreaterThan,
    TupleGreaterThanOrEqual,
    TupleLessThan,
    TupleLessThanOrEqual,
)

from participation.discussion import hosts
from participation.discussion.enums import Sort
from participation.discussion.models import Comment, CommentQuerySet, Thread

PAGE_SIZE = 20
FEW = 3  # answers under each comment
REPLIES = 50  # answers on a page of their own
LONGEST_NUMBER = 18  # digits that a bigint surely holds

# The first answers to each of some comments, however many there are to any of them.
_FEW_EACH = """
SELECT few.id FROM unnest(%s::bigint[]) AS asked(id)
CROSS JOIN LATERAL (
    SELECT id FROM discussion_comment
    WHERE parent_id = asked.id AND published_at IS NOT NULL
    AND publication IN ('published', 'hidden', 'removed', 'declined')
    ORDER BY published_at, id LIMIT %s
) AS few
"""


@dataclass(frozen=True)
class Wish:
    """What of a thread to show.

    `cursor` goes on after a comment; `at` begins with the one of this id, or, for an
    answer, with the comment it answers; `since` is until when an open page knew the
    comments, so that what came since is marked.
    """

    sort: Sort = Sort.NEWEST
    cursor: str = ""
    at: Comment | None = None
    since: datetime | None = None


@dataclass(frozen=True)
class Order:
    field: str
    show: Callable[[Comment], int]
    parse: Callable[[int], Any]
    is_rising: bool = False


@dataclass(frozen=True)
class Some:
    """A piece of a list; `cursor` goes on after it, or is "" at its end."""

    comments: list[Comment]
    cursor: str = ""


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment_of(number: int) -> datetime:
    """Raises OverflowError for a number that is no time."""
    return _EPOCH + timedelta(microseconds=number)


def _published(comment: Comment) -> int:
    assert comment.published_at is not None  # noqa: S101 -- it stands on the page
    return microseconds(comment.published_at)


def _answers(comment: Comment) -> int:
    return comment.reply_count


ORDERS = {
    Sort.NEWEST: Order("published_at", _published, moment_of),
    Sort.OLDEST: Order("published_at", _published, moment_of, is_rising=True),
    Sort.MOST_ANSWERED: Order("reply_count", _answers, int),
}


def listed(thread: Thread, wish: Wish, *, size: int = PAGE_SIZE) -> Some:
    """Comments of the first level; a cursor that does not parse starts anew."""
    order = ORDERS[wish.sort]
    rows = shown(Comment.objects.filter(thread=thread).first_level().standing())
    first = wish.at.parent if wish.at and wish.at.is_reply else wish.at
    begin = _begin(order, wish.cursor, first)
    if begin is not None:
        rows = _from(rows, order, begin)
    return _some(rows, order, size)


def first_replies(comments: Iterable[Comment]) -> dict[int, Some]:
    """The first few answers to each comment, in one query."""
    ids = [comment.pk for comment in comments]
    few = RawSQL(_FEW_EACH, (ids, FEW + 1))  # noqa: S611 -- our own words, ids apart
    rows = shown(Comment.objects.filter(pk__in=few))
    by_parent: dict[int, list[Comment]] = defaultdict(list)
    for reply in rows.order_by("published_at", "id"):
        by_parent[reply.parent_id or 0].append(reply)
    return {pk: _cut(by_parent[pk], ORDERS[Sort.OLDEST], FEW) for pk in ids}


def replies(
    parent: Comment,
    *,
    cursor: str = "",
    at: Comment | None = None,
    size: int = REPLIES,
) -> Some:
    """Answers to one comment, oldest first, after a cursor or from `at` on."""
    order = ORDERS[Sort.OLDEST]
    rows = shown(Comment.objects.filter(parent=parent).standing())
    begin = _begin(order, cursor, at)
    if begin is not None:
        rows = _from(rows, order, begin)
    return _some(rows, order, size)


def shown(rows: CommentQuerySet) -> CommentQuerySet:
    """With everything that one comment shows."""
    return rows.select_related(
        "author", "department", "decision", "origin", *hosts.related("origin")
    )


@dataclass(frozen=True)
class _Start:
    """Where a piece of the list begins, and whether what stands there is shown too."""

    values: tuple[Any, int]
    is_included: bool


def _begin(order: Order, cursor: str, at: Comment | None) -> _Start | None:
    if at is not None:
        return _Start((getattr(at, order.field), at.pk), is_included=True)
    shown_value, _tilde, pk = cursor.partition("~")
    if not (_is_number(shown_value) and _is_number(pk)):
        return None
    try:
        return _Start((order.parse(int(shown_value)), int(pk)), is_included=False)
    except OverflowError:
        return None


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= LONGEST_NUMBER


def _from(rows: CommentQuerySet, order: Order, start: _Start) -> CommentQuerySet:
    """A row comparison: PostgreSQL starts in the index where the last page ended."""
    place = Tuple(F(order.field), F("pk"))
    compared = {
        (True, True): TupleGreaterThanOrEqual,
        (True, False): TupleGreaterThan,
        (False, True): TupleLessThanOrEqual,
        (False, False): TupleLessThan,
    }[order.is_rising, start.is_included]
    return rows.filter(compared(place, start.values))


def _some(rows: CommentQuerySet, order: Order, size: int) -> Some:
    sign = "" if order.is_rising else "-"
    ordered = rows.order_by(f"{sign}{order.field}", f"{sign}id")
    return _cut(list(ordered[: size + 1]), order, size)


def _cut(found: list[Comment], order: Order, size: int) -> Some:
    comments = found[:size]
    has_more = len(found) > size
    last = comments[-1] if comments else None
    cursor = f"{order.show(last)}~{last.pk}" if last and has_more else ""
    return Some(comments, cursor)
