"""The posts of a network: newest first, by key, so that many cost no more than few."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Count, F, QuerySet, prefetch_related_objects
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan
from django.urls import reverse
from django.utils.http import urlencode

from commons.accounts.visitors import Visitor
from participation.discussion.queries.listing import microseconds, moment_of
from participation.networks import rules
from participation.networks.enums import PostKind
from participation.networks.models import Network, NetworkVisit, Post
from participation.networks.queries.post_words import author_name, title_of

PAGE_SIZE = 10
MOST_PINNED = 5
MOST_COUNTED = 100
# More than this at once is no news any more: the list begins anew.
MOST_NEWS = 20
LONGEST_NUMBER = 18  # digits that a bigint surely holds


@dataclass(frozen=True)
class Entry:
    """A post in a list, and what of it is new to the visitor."""

    post: Post
    is_new: bool = False
    has_new_comments: bool = False

    @property
    def title(self) -> str:
        return title_of(self.post)

    @property
    def author(self) -> str:
        return author_name(self.post)

    @property
    def is_special(self) -> bool:
        return self.post.kind != PostKind.POST

    @property
    def document_count(self) -> int:
        return len(self.post.documents.all())

    @property
    def comment_count(self) -> int:
        return self.post.thread.comment_count if self.post.thread else 0


@dataclass(frozen=True)
class Posts:
    """What a page shows of a network's posts.

    `sequence` is the number of its newest post, `first` the lowest number on this
    page: between them an open page misses none. `seen_until` is when the newest post
    that the page knows became public.
    """

    network: Network
    entries: list[Entry]
    pinned: list[Entry] = field(default_factory=list)
    cursor: str = ""
    new_count: int = 0
    is_first_page: bool = True
    is_signed_in: bool = False
    can_write: bool = False

    @property
    def sequence(self) -> int:
        return self.network.post_count

    @cached_property
    def first(self) -> int:
        """Where the list goes on below, what stands there is not part of this page."""
        numbers = [entry.post.number for entry in self.entries]
        return min(numbers, default=1) if self.cursor else 1

    @property
    def seen_until(self) -> int:
        times = [e.post.published_at for e in self.entries if e.post.published_at]
        return microseconds(max(times)) if times else 0

    @property
    def list_url(self) -> str:
        return reverse("networks:post-list", args=[self.network.pk])

    @property
    def next_url(self) -> str:
        if not self.cursor:
            return ""
        return f"{self.list_url}?{urlencode({'ab': self.cursor})}"

    @property
    def news_url(self) -> str:
        return reverse("networks:post-news", args=[self.network.pk])

    @property
    def socket_path(self) -> str:
        return f"/ws/netzwerke/{self.network.pk}/"


def posts_of(network: Network, visitor: Visitor, *, cursor: str = "") -> Posts:
    """A page of posts for who may read the network.

    Three queries for everybody: posts, pinned ones, their files; for somebody signed
    in three more: the last visit, what is new, what they are here.
    """
    seen_at = seen_until(network, visitor)
    rows = _below(_listed(network), cursor)
    found = list(rows[: PAGE_SIZE + 1])
    shown, pinned = found[:PAGE_SIZE], [] if cursor else _pinned(network)
    has_more = len(found) > PAGE_SIZE
    prefetch_related_objects([*shown, *pinned], "documents")
    return Posts(
        network,
        _entries(shown, visitor, seen_at),
        pinned=_entries(pinned, visitor, seen_at),
        cursor=_cursor_of(shown[-1]) if has_more else "",
        new_count=new_since(network, visitor, seen_at),
        is_first_page=not cursor,
        is_signed_in=visitor.is_signed_in,
        can_write=rules.can_write(visitor, network),
    )


def news_of(network: Network, visitor: Visitor, *, after: int) -> Posts | None:
    """The posts with a higher number, newest first; None if they are too many."""
    rows = _listed(network).filter(number__gt=after)
    found = list(rows[: MOST_NEWS + 1])
    if len(found) > MOST_NEWS:
        return None
    prefetch_related_objects(found, "documents")
    seen_at = seen_until(network, visitor)
    return Posts(network, _entries(found, visitor, seen_at))


def seen_until(network: Network, visitor: Visitor) -> datetime | None:
    if visitor.user_id is None:
        return None
    visits = NetworkVisit.objects.filter(network=network, user_id=visitor.user_id)
    return visits.values_list("seen_at", flat=True).first()


def new_since(network: Network, visitor: Visitor, seen_at: datetime | None) -> int:
    """How many posts others wrote since; whoever comes first finds nothing new."""
    if seen_at is None:
        return 0
    rows = Post.objects.published().filter(network=network, published_at__gt=seen_at)
    return rows.exclude(author_id=visitor.user_id).order_by()[:MOST_COUNTED].count()


def unread_counts(visitor: Visitor, network_ids: Iterable[int]) -> dict[int, int]:
    """New posts since the last visit of each network, in one query."""
    if visitor.user_id is None:
        return {}
    rows = Post.objects.published().filter(
        network__in=list(network_ids),
        network__visits__user_id=visitor.user_id,
        published_at__gt=F("network__visits__seen_at"),
    )
    others = rows.exclude(author_id=visitor.user_id).order_by()
    return dict(others.values_list("network").annotate(Count("pk")))


def find(pk: int, visitor: Visitor) -> Post | None:
    """A post with all that its page shows, if the visitor may see it."""
    rows: QuerySet = Post.objects.select_related("network", "author", "actor", "thread")
    with_parts = rows.prefetch_related(
        "documents__stored_file", "decisions", "tasks__user"
    )
    found: Post | None = with_parts.visible_to(visitor).filter(pk=pk).first()  # type: ignore[attr-defined]  # its queryset knows it
    return found


def cursor_in(cursor: str) -> tuple[datetime, int] | None:
    """Where the page before ended; None for what is no such place."""
    moment, _tilde, pk = cursor.partition("~")
    if not (_is_number(moment) and _is_number(pk)):
        return None
    try:
        return moment_of(int(moment)), int(pk)
    except OverflowError:
        return None


def _listed(network: Network) -> QuerySet[Post]:
    rows = Post.objects.published().filter(network=network)
    shown = rows.select_related("author", "actor", "thread", "network")
    return shown.order_by("-published_at", "-pk")


def _below(rows: QuerySet[Post], cursor: str) -> QuerySet[Post]:
    """A row comparison: PostgreSQL starts in the index where the page before ended."""
    place = cursor_in(cursor)
    if place is None:
        return rows
    return rows.filter(TupleLessThan(Tuple(F("published_at"), F("pk")), place))


def _pinned(network: Network) -> list[Post]:
    rows = _listed(network).filter(pinned_at__isnull=False)
    return list(rows.order_by("-pinned_at", "-pk")[:MOST_PINNED])


def _entries(
    posts: Iterable[Post], visitor: Visitor, seen_at: datetime | None
) -> list[Entry]:
    return [_entry(post, visitor, seen_at) for post in posts]


def _entry(post: Post, visitor: Visitor, seen_at: datetime | None) -> Entry:
    if seen_at is None or post.published_at is None:
        return Entry(post)
    is_others = post.author_id != visitor.user_id
    newest = post.thread.newest_at if post.thread else None
    return Entry(
        post,
        is_new=is_others and post.published_at > seen_at,
        has_new_comments=newest is not None and newest > seen_at,
    )


def _cursor_of(post: Post) -> str:
    assert post.published_at is not None  # noqa: S101 -- it stands in the list
    return f"{microseconds(post.published_at)}~{post.pk}"


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= LONGEST_NUMBER
