"""A digest closes: what waits in it gets its mail, or nothing is left to tell."""

import time
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Count
from django.utils import timezone

from commons import wake
from commons.alone import apart
from commons.delivery import services as delivery
from commons.delivery.enums import BULK_FROM, DeliveryState, Lane
from commons.notifications.enums import GATHERED, Pace
from commons.notifications.models import Digest, Notification
from commons.notifications.queries import digests as queries
from commons.notifications.queries.wishes import Wishes, wishes_of

log = structlog.get_logger(__name__)
RENDERER = "digest"
CLOSE = "notifications.close_digests"
wake.declare(CLOSE)
# Short transactions: nobody who is told something meanwhile waits for longer.
AT_ONCE = 250
# While the mail before has not gone, the next goes on gathering: a mail server that is
# away for a day leaves two, not one for each hour.
UNTIL_ASKED_AGAIN = timedelta(minutes=15)
UNDER_WAY = (DeliveryState.QUEUED, DeliveryState.SENDING)
# By then the outbox has given every mail up.
LONGEST_UNDER_WAY = timedelta(days=7)

_SENT = """
UPDATE notifications_notification AS notification
SET delivery_id = digest.delivery_id
FROM notifications_digest AS digest
WHERE digest.id = notification.digest_id
    AND digest.id = ANY(%s) AND notification.id = ANY(%s)
"""
_CLOSED = """
UPDATE notifications_digest AS digest
SET closed_at = %s, delivery_id = closed.delivery_id
FROM unnest(%s::bigint[], %s::bigint[]) AS closed (id, delivery_id)
WHERE digest.id = closed.id
"""


def close_due(now: datetime | None = None, *, seconds: float | None = None) -> int:
    """Close every digest whose time has come; says how many.

    Safe to run twice and at once: each is locked, and closed once. One that breaks
    stays open, is logged, and keeps none waiting.

    Args:
        seconds: stop after that long and let another task go on with the rest, so
            that this one keeps no worker to itself.
    """
    now = now or timezone.now()
    end = time.monotonic() + seconds if seconds is not None else None
    lanes = _lanes(now)
    closed, last = 0, None
    while batch := queries.due(now, after=last, limit=AT_ONCE):
        if end is not None and closed and time.monotonic() >= end:
            wake.on_commit(CLOSE, once=True)
            break
        last = batch[-1]
        closed += _close_apart([pk for _due_at, pk in batch], now, lanes)
    return closed


def _lanes(now: datetime) -> dict[str, Lane]:
    rows = queries.open_and_due(now).order_by().values_list("pace")
    return {
        pace: Lane.BULK if count >= BULK_FROM else Lane.STANDARD
        for pace, count in rows.annotate(count=Count("pk"))
    }


def _close_apart(ids: Sequence[int], now: datetime, lanes: Mapping[str, Lane]) -> int:
    """All in one transaction; if that breaks, each in its own."""
    try:
        return _close(ids, now, lanes)
    except (OperationalError, InterfaceError):
        raise  # the database is away, or wants us to try again: beat does
    except Exception:
        log.exception("notifications.digests_not_closed", number=len(ids))
    closed = 0
    for pk in ids:
        with apart("notifications.digest_not_closed", digest=pk):
            closed += _close([pk], now, lanes)
    return closed


@transaction.atomic
def _close(ids: Sequence[int], now: datetime, lanes: Mapping[str, Lane]) -> int:
    digests = list(
        queries.open_and_due(now)
        .filter(pk__in=ids)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("user")
        .order_by("pk")
    )
    wishes = wishes_of({one.user_id for one in digests})
    ready = _without_put_off(digests, wishes, now)
    locked, busy = _waiting_in({one.pk for one in ready})
    ending = [one for one in ready if one.pk not in busy]
    told = {
        one.pk
        for one in ending
        if one.pk in locked.values()
        and one.user.is_active
        and wishes[one.user_id].wants_mail
    }
    mails = _enqueue([one for one in ending if one.pk in told], lanes)
    with connection.cursor() as cursor:
        pks = [one.pk for one in ending]
        cursor.execute(_CLOSED, [now, pks, [mails.get(pk) for pk in pks]])
        cursor.execute(_SENT, [list(told), list(locked)])
    return len(ending)


def _waiting_in(ids: Collection[int]) -> tuple[dict[int, int], set[int]]:
    """The news that a mail tells, each with its digest, locked; and what is busy.

    A digest is busy while somebody holds one of its news: waiting for them could wait
    forever, since they may wait for us; passing it by would skip it. So it stays open
    until the next run.
    """
    waiting = queries.wanted(Notification.objects.filter(digest__in=ids))
    known = dict(waiting.values_list("pk", "digest_id"))
    free = waiting.filter(pk__in=known).select_for_update(
        of=("self",), skip_locked=True
    )
    locked = dict(free.order_by("pk").values_list("pk", "digest_id"))
    return locked, {known[pk] for pk in known.keys() - locked.keys()}


def _without_put_off(
    digests: Sequence[Digest], wishes: Mapping[int, Wishes], now: datetime
) -> list[Digest]:
    """Those that close now. A pause that began after the day was set holds as well."""
    behind = _behind_another(digests, now)
    put_off = []
    for one in digests:
        if wishes[one.user_id].is_paused(now):
            pace = Pace(one.pace) if one.pace in GATHERED else Pace.DAILY
            one.due_at = wishes[one.user_id].next_at(pace, now)
        elif one.pk in behind:
            one.due_at = now + UNTIL_ASKED_AGAIN
        else:
            continue
        put_off.append(one)
    if put_off:
        Digest.objects.bulk_update(put_off, ["due_at"])
    return [one for one in digests if one not in put_off]


def _behind_another(digests: Sequence[Digest], now: datetime) -> set[int]:
    """Those whose reader still waits for the mail before, of the same pace."""
    before = Digest.objects.filter(
        user_id__in={one.user_id for one in digests},
        closed_at__gt=now - LONGEST_UNDER_WAY,
        delivery__state__in=UNDER_WAY,
    )
    known = set(before.order_by().values_list("user_id", "pace"))
    return {one.pk for one in digests if (one.user_id, one.pace) in known}


def _enqueue(digests: Sequence[Digest], lanes: Mapping[str, Lane]) -> dict[int, int]:
    """One mail each; gives the delivery's id by the digest's."""
    if not digests:
        return {}
    keys = {one.pk: f"digest:{one.pk}" for one in digests}
    ids = delivery.enqueue_all(
        delivery.prepare(
            key=keys[one.pk],
            renderer=RENDERER,
            to_user_id=one.user_id,
            lane=lanes.get(one.pace, Lane.STANDARD),
        )
        for one in digests
    )
    return {pk: ids[key] for pk, key in keys.items()}
