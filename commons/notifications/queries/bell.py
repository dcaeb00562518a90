"""The bell: what somebody was told, day by day, the newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commons import kinds
from commons.accounts.models import User
from commons.clock import berlin_date, berlin_today
from commons.notifications import foot, origins, reasons, rendering, subjects
from commons.notifications.models import Follow, Notification
from commons.notifications.origins import Source
from commons.notifications.saying import named_day
from commons.notifications.targets import target_of, targets_of

PAGE_SIZE = 20
# The bell counts no further; "99+" says enough.
MOST_COUNTED = 100
ONE_DAY = timedelta(days=1)
Place = tuple[datetime, int]


@dataclass(frozen=True)
class Entry:
    """A line; `can_mute` says whether a follow is behind it that may fall silent."""

    pk: int
    line: str
    url: str
    written_at: datetime
    is_unread: bool
    subject: str
    why: str
    can_mute: bool

    @property
    def day(self) -> date:
        return berlin_date(self.written_at)


@dataclass(frozen=True)
class Day:
    date: date
    entries: list[Entry]

    @property
    def name(self) -> str:
        today = berlin_today()
        if self.date == today:
            return _("Heute")
        if self.date == today - ONE_DAY:
            return _("Gestern")
        return named_day(self.date, timezone.now())


@dataclass(frozen=True)
class BellPage:
    """`last` is where it continues below; `newest` the moment of its first line."""

    entries: list[Entry]
    last: Place | None
    newest: datetime | None

    @property
    def days(self) -> list[Day]:
        by_day = groupby(self.entries, key=lambda entry: entry.day)
        return [Day(day, list(entries)) for day, entries in by_day]


def bell_page(
    user: User,
    *,
    before: Place | None = None,
    unread_only: bool = False,
    subject: str = "",
) -> BellPage:
    """What somebody was told, newest first, in the active language.

    One query for the rows, one for each kind among them, one for the follows behind.

    Args:
        before: a line's moment and id; the page begins below it.
        subject: only news about this.
    """
    rows = _rows(user, unread_only=unread_only, subject=subject)
    if before is not None:
        at, pk = before
        rows = rows.filter(created_at__lte=at).exclude(created_at=at, pk__gte=pk)
    found = list(rows.order_by("-created_at", "-pk")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    end = shown[-1] if len(found) > PAGE_SIZE else None
    return BellPage(
        entries=list(_entries(shown, user)),
        last=(end.created_at, end.pk) if end else None,
        newest=shown[0].created_at if shown else None,
    )


def news_since(user: User, since: datetime) -> tuple[int, str]:
    """How many lines came since then, up to `PAGE_SIZE`, and the newest of them."""
    rows = _rows(user, unread_only=True).filter(created_at__gt=since)
    found = list(rows.order_by("-created_at", "-pk")[:PAGE_SIZE])
    lines = [entry.line for entry in _entries(found, user)]
    return len(lines), lines[0] if lines else ""


def unread_count(user: User) -> int:
    """Never more than `MOST_COUNTED`, however long somebody was away."""
    unread = Notification.objects.filter(user=user, read_at__isnull=True)
    return unread.order_by()[:MOST_COUNTED].count()


def find(user: User, pk: int) -> Notification | None:
    """One of somebody's own."""
    mine = Notification.objects.filter(pk=pk, user=user)
    return mine.select_related("happening", "user").first()


def url_of(notification: Notification) -> str:
    """Where a notification leads; empty if that is gone."""
    targets = targets_of([notification], notification.user)
    told = rendering.tell(notification, target_of(notification, targets))
    return told.url if told else ""


def follow_behind(notification: Notification) -> Follow | None:
    """The follow that one was told through: muting it ends such news.

    None for what no follow is behind, and for what we owe them all the same.
    """
    happening = notification.happening
    target = kinds.load(happening.kind, happening.target_id)
    sources = origins.of(happening.kind, target)
    follows = origins.among(notification.user_id or 0, [sources])[0]
    return _through(notification, sources, follows)


def _rows(user: User, *, unread_only: bool, subject: str = "") -> QuerySet:
    rows = Notification.objects.filter(user=user)
    if unread_only:
        rows = rows.filter(read_at__isnull=True)
    if subject:
        rows = rows.filter(subject=subject)
    return rows.select_related("happening")


def _entries(rows: Sequence[Notification], user: User) -> Iterator[Entry]:
    targets = targets_of(rows, user)
    several = [origins.of(row.happening.kind, target_of(row, targets)) for row in rows]
    behind = origins.among(user.pk, several)
    for row, sources, follows in zip(rows, several, behind, strict=True):
        row.user = user
        target = target_of(row, targets)
        told = rendering.tell(row, target)
        if told is None:
            continue
        through = _through(row, sources, follows)
        yield Entry(
            pk=row.pk,
            line=rendering.line_of(row, target, told),
            url=told.url,
            written_at=row.created_at,
            is_unread=row.read_at is None,
            subject=subjects.get(row.subject).key,
            why=str(reasons.of(row.reason).short),
            can_mute=through is not None and through.muted_at is None,
        )


def _through(
    row: Notification, sources: Sequence[Source], follows: Sequence[Follow]
) -> Follow | None:
    through = reasons.of(row.reason).through
    if through is None or not sources or not foot.is_subscription(row):
        return None
    kind, pk = sources[0]
    for follow in follows:
        is_itself = (follow.kind, follow.target_id) == (kind, pk)
        if follow.kind == through if through else is_itself:
            return follow
    return None
