"""Gathered mail: which news wait in which mail, and until when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Model, Q, QuerySet
from django.utils import timezone

from commons import wake
from commons.notifications.enums import Pace
from commons.notifications.models import Digest, Notification
from commons.notifications.queries.wishes import Wishes, wishes_of
from commons.notifications.services import wanting
from commons.notifications.services.closing import CLOSE, close_due
from commons.notifications.services.pacing import gathered_in
from commons.notifications.targets import targets_of

__all__ = ["assign", "close_due", "reschedule"]

# What may go at once still comes in no more than one mail an hour.
AT_ONCE_EVERY = timedelta(hours=1)
# News that left a gathered mail come back into the next one if the wish comes back
# this soon: a week, so that undoing never loses what a weekly mail would have told.
COMES_BACK_WITHIN = timedelta(days=8)

# The open row is locked even where nothing about it changes: else a closing that runs
# at the same time could pass by what is assigned to it here.
_OPEN = """
INSERT INTO notifications_digest AS digest (user_id, pace, due_at, created_at)
SELECT user_id, pace, due_at, %(now)s
FROM unnest(%(users)s::bigint[], %(paces)s::text[], %(dues)s::timestamptz[])
    AS wanted (user_id, pace, due_at)
ORDER BY user_id, pace
ON CONFLICT (user_id, pace) WHERE closed_at IS NULL
DO UPDATE SET due_at = {due}
RETURNING id, user_id, pace, due_at
"""
_SOONER, _EXACTLY = "LEAST(digest.due_at, excluded.due_at)", "excluded.due_at"

_ASSIGN = """
UPDATE notifications_notification AS notification
SET digest_id = wanted.digest_id
FROM unnest(%(notifications)s::bigint[], %(digests)s::bigint[])
    AS wanted (id, digest_id)
WHERE notification.id = wanted.id
"""

Place = tuple[int, Pace]


@dataclass(frozen=True)
class _Opened:
    pk: int
    due_at: datetime


@transaction.atomic
def assign(notifications: Sequence[Notification], wishes: Mapping[int, Wishes]) -> None:
    """Let each wait in the open digest of its reader; what is not gathered stays out.

    Sets and saves `digest`, in a number of statements that does not grow. Rows whose
    digest is being closed at this moment wait for that and come into the next one.

    Args:
        wishes: of every reader among them.
    """
    now = timezone.now()
    places: dict[int, Place] = {}
    for row in notifications:
        if row.user_id is None:
            continue
        wish = wishes[row.user_id]
        pace = gathered_in(Pace(row.pace), row.subject, wish, now)
        if pace is not None:
            places[row.pk] = (row.user_id, pace)
    if not places:
        return
    opened = _open(_due(set(places.values()), wishes, now), now, due=_SOONER)
    gathered = [row for row in notifications if row.pk in places]
    for row in gathered:
        row.digest_id = opened[places[row.pk]].pk
    _save(gathered)


@transaction.atomic
def reschedule(user: Model) -> None:
    """Move what waits for this person to where their wishes of now want it.

    Days, hours, paces and a pause may have changed. What is already due stays due,
    unless they pause. A digest with nothing left to tell closes without a mail.
    """
    now = timezone.now()
    wish = wishes_of([user.pk])[user.pk]
    # News before digests, as whoever folds and assigns them does: no deadlock.
    list(_movable(user, now).select_for_update(of=("self",)).order_by("pk"))
    open_digests = {
        Pace(row.pace): row
        for row in Digest.objects.select_for_update(of=("self",))
        .filter(user_id=user.pk, closed_at__isnull=True)
        .order_by("pace")
    }
    rows = list(
        _movable(user, now)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("happening")
        .order_by("pk")
    )
    wanted = _moved(rows, user, wish, now)
    dues = _due(set(wanted.values()), {user.pk: wish}, now)
    for (_user_id, pace), due_at in dues.items():
        known = open_digests.pop(pace, None)
        if known is not None and known.due_at <= now and not wish.is_paused(now):
            dues[user.pk, pace] = min(known.due_at, due_at)
    opened = _open(dues, now, due=_EXACTLY)
    for row in rows:
        if row.pk in wanted:
            row.digest_id = opened[wanted[row.pk]].pk
    Notification.objects.bulk_update(rows, ["digest", "pace"], batch_size=1_000)
    _close_empty([row.pk for row in open_digests.values()], now)


def _movable(user: Model, now: datetime) -> QuerySet:
    """What waits, and what lately stood in a digest that closed without telling it."""
    waits = Q(digest__closed_at__isnull=True)
    left = Q(created_at__gt=now - COMES_BACK_WITHIN)
    return Notification.objects.filter(
        waits | left,
        user_id=user.pk,
        digest__isnull=False,
        delivery__isnull=True,
        read_at__isnull=True,
        happening__withdrawn_at__isnull=True,
    )


def _moved(
    rows: Sequence[Notification], user: Model, wish: Wishes, now: datetime
) -> dict[int, Place]:
    """Give each its pace of now; the place of those that a mail still tells."""
    behind = wanting.behind(user.pk, rows, targets_of(rows, user))
    places: dict[int, Place] = {}
    for row in rows:
        row.pace = wanting.pace_of_today(row, wish, behind[row.pk])
        gathered = gathered_in(Pace(row.pace), row.subject, wish, now)
        if row.pace == Pace.AT_ONCE and gathered is None:
            gathered = Pace.AT_ONCE
        if gathered is not None:
            places[row.pk] = (user.pk, gathered)
    return places


def _due(
    places: Iterable[Place], wishes: Mapping[int, Wishes], now: datetime
) -> dict[Place, datetime]:
    """When the mail of each place goes, if it is opened now."""
    wanted = sorted(places)
    at_once = [user_id for user_id, pace in wanted if pace == Pace.AT_ONCE]
    earliest = _next_at_once(at_once, now) if at_once else {}
    return {
        (user_id, pace): max(
            wishes[user_id].next_at(pace, now),
            earliest.get(user_id, now) if pace == Pace.AT_ONCE else now,
        )
        for user_id, pace in wanted
    }


def _next_at_once(user_ids: Sequence[int], now: datetime) -> dict[int, datetime]:
    """Who had such a mail within the hour, and when the hour is over."""
    lately = Digest.objects.filter(
        user_id__in=user_ids,
        pace=Pace.AT_ONCE,
        delivery__isnull=False,
        closed_at__gt=now - AT_ONCE_EVERY,
    )
    last = lately.order_by().values_list("user_id").annotate(last=Max("closed_at"))
    return {user_id: closed_at + AT_ONCE_EVERY for user_id, closed_at in last}


def _open(
    dues: Mapping[Place, datetime], now: datetime, *, due: str
) -> dict[Place, _Opened]:
    """The open digest of each place, made where there is none, and locked."""
    if not dues:
        return {}
    values: dict[str, Any] = {
        "now": now,
        "users": [user_id for user_id, _pace in dues],
        "paces": [str(pace) for _user_id, pace in dues],
        "dues": list(dues.values()),
    }
    with connection.cursor() as cursor:
        cursor.execute(_OPEN.format(due=due), values)
        rows = cursor.fetchall()
    if any(pace == Pace.AT_ONCE and due_at <= now for _, _, pace, due_at in rows):
        wake.on_commit(CLOSE, once=True)
    return {
        (user_id, Pace(pace)): _Opened(pk, due_at) for pk, user_id, pace, due_at in rows
    }


def _save(rows: Sequence[Notification]) -> None:
    values: dict[str, Any] = {
        "notifications": [row.pk for row in rows],
        "digests": [row.digest_id for row in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(_ASSIGN, values)


def _close_empty(ids: Sequence[int], now: datetime) -> None:
    """Close those that nothing waits in any more; newcomers keep theirs open."""
    waiting = Notification.objects.filter(
        digest__in=ids, delivery__isnull=True, read_at__isnull=True
    ).exclude(pace=Pace.BELL)
    filled = waiting.order_by().values("digest")
    Digest.objects.filter(pk__in=ids).exclude(pk__in=filled).update(closed_at=now)
