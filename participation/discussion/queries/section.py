"""Everything that the section "Diskussion" shows, on a host's page and on its own."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from commons import kinds
from commons.accounts.visitors import Visitor
from participation.discussion import hosts, rules
from participation.discussion.enums import Sort
from participation.discussion.models import Comment, Thread, Visit
from participation.discussion.queries import listing
from participation.discussion.queries.listing import Wish, microseconds
from participation.discussion.states import may_edit, may_withdraw
from participation.moderation.enums import Publication
from participation.moderation.queries.promises import promised_for

MOST_COUNTED = 100
NOTHING = listing.Some([])


@dataclass(frozen=True)
class Entry:
    """A comment on the page, and what the visitor may do with it."""

    comment: Comment
    replies: list["Entry"] = field(default_factory=list)
    more_url: str = ""
    earlier_url: str = ""
    is_new: bool = False
    is_wanted: bool = False
    can_edit: bool = False
    can_withdraw: bool = False
    origin: str = ""
    desk_url: str = ""


@dataclass(frozen=True)
class Section:
    """`seen_until` is when the newest comment that the page knows became public.

    `is_plain`: the comments look as they do for everybody, so that a page may share
    them. Then they are asked for only where nobody has done so before.
    """

    host: Any
    kind: str
    thread: Thread | None
    wish: Wish
    visitor: Visitor
    seen_at: datetime | None = None
    waiting: list[Comment] = field(default_factory=list)
    new_count: int = 0
    is_open: bool = False
    may_write: bool = True
    is_plain: bool = False
    can_close: bool = False
    seen_until: int = 0

    @cached_property
    def _some(self) -> listing.Some:
        return listing.listed(self.thread, self.wish) if self.thread else NOTHING

    @cached_property
    def entries(self) -> list[Entry]:
        looking = _Looking(self.visitor, self.wish, self.seen_at)
        return looking.with_replies(self._some.comments)

    @property
    def next_url(self) -> str:
        cursor = self._some.cursor
        return _address(self.thread, self.wish.sort, cursor) if cursor else ""

    @property
    def is_signed_in(self) -> bool:
        return self.visitor.is_signed_in

    @property
    def count(self) -> int:
        return self.thread.comment_count if self.thread else 0

    @property
    def can_write(self) -> bool:
        is_closed = self.thread is not None and self.thread.is_closed
        return self.is_open and self.may_write and not is_closed

    @property
    def write_url(self) -> str:
        return reverse("discussion:comment-create", args=[self.kind, self.host.pk])

    @property
    def host_url(self) -> str:
        return kinds.get(self.kind).url(self.host)

    @property
    def socket_path(self) -> str:
        return f"/ws/diskussion/{self.kind}/{self.host.pk}/"

    @property
    def news_url(self) -> str:
        path = reverse("discussion:thread-news", args=[self.kind, self.host.pk])
        return f"{path}?seit={self.seen_until}"

    @property
    def sorts(self) -> list[tuple[Any, str, bool]]:
        """Label, address and whether it is the current one."""
        return [
            (sort.label, _address(self.thread, sort), sort == self.wish.sort)
            for sort in Sort
            if self.thread
        ]


def section_of(host: Any, visitor: Visitor, wish: Wish | None = None) -> Section:
    """The discussion of a host that the visitor may see.

    Three queries at most for everybody, three more for somebody signed in.
    """
    wish = wish or Wish()
    kind = kinds.of(host).key
    thread: Thread | None = host.thread
    known = hosts.get(kind)
    is_open, may_write = known.is_open(host), known.may_write(host, visitor)
    if thread is None:
        return Section(
            host, kind, None, wish, visitor, is_open=is_open, may_write=may_write
        )
    seen_at = _seen_at(thread, visitor)
    own = _own_states(thread, visitor)
    new_count = _new_count(thread, visitor, seen_at)
    is_as_asked = wish.at is None and wish.since is None
    return Section(
        host,
        kind,
        thread,
        wish,
        visitor,
        seen_at=seen_at,
        waiting=_waiting(thread, visitor) if Publication.SUBMITTED in own else [],
        new_count=new_count,
        is_open=is_open,
        may_write=may_write,
        # Where only some may write, buttons below the comments differ.
        is_plain=is_as_asked
        and not (known.circles or own or new_count or visitor.is_staff),
        can_close=rules.can_close(visitor, thread),
        seen_until=microseconds(thread.newest_at) if thread.newest_at else 0,
    )


def replies_of(comment: Comment, visitor: Visitor, *, cursor: str = "") -> Entry:
    """One comment with a page of its answers."""
    looking = _Looking(visitor, Wish(), _seen_at(comment.thread, visitor))
    some = listing.replies(comment, cursor=cursor)
    return looking.entry(comment, some)


def new_since(thread: Thread, since: datetime) -> int:
    """How many comments became public after a page was made."""
    rows = Comment.objects.published().filter(thread=thread, published_at__gt=since)
    return rows.order_by()[:MOST_COUNTED].count()


@dataclass(frozen=True)
class _Looking:
    """Who looks, what they want to see, and until when they have seen it."""

    visitor: Visitor
    wish: Wish
    seen_at: datetime | None

    def with_replies(self, comments: list[Comment]) -> list[Entry]:
        few = listing.first_replies(comments)
        wanted = self.wish.at
        if wanted is not None and wanted.parent_id in few:
            few[wanted.parent_id] = listing.replies(
                Comment(pk=wanted.parent_id), at=wanted, size=listing.FEW
            )
        return [self.entry(comment, few[comment.pk]) for comment in comments]

    def entry(self, comment: Comment, some: listing.Some | None = None) -> Entry:
        replies = some.comments if some else []
        path = reverse("discussion:comment-replies", args=[comment.pk])
        query = urlencode({"ab": some.cursor}) if some and some.cursor else ""
        is_wanted = self.wish.at is not None and self.wish.at.pk == comment.pk
        begins_later = bool(replies) and self.wish.at in replies
        own = rules.is_own(self.visitor, comment)
        return Entry(
            comment,
            replies=[self.entry(reply) for reply in replies],
            more_url=f"{path}?{query}" if query else "",
            earlier_url=path if begins_later else "",
            is_new=self._is_new(comment),
            is_wanted=is_wanted,
            can_edit=own and may_edit(comment),
            can_withdraw=own and may_withdraw(comment),
            origin=_origin(comment),
            desk_url=self._desk_url(comment),
        )

    def _desk_url(self, comment: Comment) -> str:
        """Where a moderator takes it down or brings it back."""
        is_over = comment.publication == Publication.WITHDRAWN
        if is_over or not rules.can_decide(self.visitor, comment):
            return ""
        return reverse("moderation:contribution", args=["comment", comment.pk])

    def _is_new(self, comment: Comment) -> bool:
        since = self.wish.since or self.seen_at
        if since is None or comment.published_at is None or not comment.is_public:
            return False
        return comment.published_at > since and not rules.is_own(self.visitor, comment)


def _origin(comment: Comment) -> str:
    """The reference number of what the comment was written about."""
    if comment.origin is None:
        return ""
    return hosts.get(comment.origin.kind).number_of(comment.origin.host)


def _address(thread: Thread | None, sort: Sort, cursor: str = "") -> str:
    if thread is None:
        return ""
    values = {"sortierung": sort.value, **({"ab": cursor} if cursor else {})}
    return f"{thread.get_absolute_url()}?{urlencode(values)}"


def _seen_at(thread: Thread, visitor: Visitor) -> datetime | None:
    if visitor.user_id is None:
        return None
    visits = Visit.objects.filter(thread=thread, user_id=visitor.user_id)
    return visits.values_list("seen_at", flat=True).first()


def _own_states(thread: Thread, visitor: Visitor) -> set[str]:
    """The states in which one's own comments are; those have buttons of their own."""
    if visitor.user_id is None:
        return set()
    rows = Comment.objects.filter(thread=thread, author_id=visitor.user_id)
    return set(rows.order_by().values_list("publication", flat=True).distinct())


def _waiting(thread: Thread, visitor: Visitor) -> list[Comment]:
    """One's own comments that a moderator has yet to read."""
    rows = Comment.objects.filter(thread=thread, author_id=visitor.user_id)
    submitted = rows.filter(publication=Publication.SUBMITTED)
    promised = submitted.annotate(first_look_on=promised_for("comment"))
    return list(promised.select_related("parent").order_by("pk")[: listing.PAGE_SIZE])


def _new_count(thread: Thread, visitor: Visitor, seen_at: datetime | None) -> int:
    if seen_at is None:
        return 0
    rows = Comment.objects.published().filter(thread=thread, published_at__gt=seen_at)
    return rows.exclude(author_id=visitor.user_id).order_by()[:MOST_COUNTED].count()
