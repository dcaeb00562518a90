"""What was told long ago goes, night by night, in short transactions."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from commons.notifications.models import Digest, Notification

READ_KEPT = timedelta(days=365)
UNREAD_KEPT = timedelta(days=2 * 365)
DIGESTS_KEPT = timedelta(days=365)
# Well before the outbox forgets their mail: then they would look like unmailed news,
# and a line that gathers today's would stand in their place.
FOLDS_SETTLE_AFTER = timedelta(days=300)
SETTLED = "settled:"
BATCH = 5_000


def forget_old(now: datetime) -> int:
    """Delete old news and closed digests; gives how many rows went.

    Safe to break off at any time and to run twice: the next night goes on.
    """
    _settle_folds(now)
    told = Notification.objects.filter(
        Q(read_at__isnull=False) | Q(created_at__lt=now - UNREAD_KEPT),
        created_at__lt=now - READ_KEPT,
    )
    closed = Digest.objects.filter(closed_at__lt=now - DIGESTS_KEPT)
    return _delete(told) + _delete(closed)


def _settle_folds(now: datetime) -> int:
    """Lines that a mail told gather nothing more; a key of its own for each says so."""
    told = Notification.objects.filter(
        created_at__lt=now - FOLDS_SETTLE_AFTER,
        delivery__isnull=False,
        read_at__isnull=True,
    ).exclude(Q(fold_key="") | Q(fold_key__startswith=SETTLED))
    number = Cast(F("pk"), CharField())
    return told.update(fold_key=Concat(Value(SETTLED), number))


def _delete(rows: QuerySet) -> int:
    gone = 0
    while some := _some_of(rows):
        gone += some
    return gone


@transaction.atomic
def _some_of(rows: QuerySet) -> int:
    """Rows that somebody is marking or mailing at this moment go the next night."""
    locked = rows.select_for_update(of=("self",), skip_locked=True).order_by()
    pks = list(locked.values_list("pk", flat=True)[:BATCH])
    rows.model._default_manager.filter(pk__in=pks).delete()
    return len(pks)
