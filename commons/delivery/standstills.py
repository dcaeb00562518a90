"""When our own mail server turns us away: stop, raise the alarm, knock now and then.

A wrong password is nobody's mail's fault: trying thousands of them would use up their
patience and may get the account locked. So nothing is claimed while it lasts, and the
knock carries no message.
"""

from datetime import timedelta

import structlog
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from commons.delivery.models import Standstill
from commons.delivery.smtp import PostOffice, Temporary

LONGEST_PAUSE = timedelta(minutes=10)
# In units of DELIVERY_BACKOFF: a minute, then twice as long each time.
FIRST_PAUSE = 4
log = structlog.get_logger(__name__)


def current() -> Standstill | None:
    return Standstill.objects.filter(ended_at__isnull=True).first()


def begin(code: str) -> None:
    """Stop all sending; whoever comes second changes nothing."""
    now = timezone.now()
    try:
        with transaction.atomic():
            Standstill.objects.create(
                since=now, code=code, next_knock_at=now + _pause(0)
            )
    except IntegrityError:
        return
    log.error("delivery.standstill", code=code)


def lasts(office: PostOffice) -> bool:
    """True while nothing may be sent; the one whose turn it is knocks."""
    stop = current()
    if stop is None:
        return False
    if not _is_our_turn(stop):
        return True
    try:
        office.knock()
    except Temporary as error:
        Standstill.objects.filter(pk=stop.pk).update(code=str(error))
        log.warning("delivery.standstill_lasts", knocks=stop.knocks + 1)
        return True
    ended = Standstill.objects.filter(pk=stop.pk, ended_at__isnull=True)
    ended.update(ended_at=timezone.now())
    log.info("delivery.standstill_over", knocks=stop.knocks + 1)
    return False


def knock_at_once() -> None:
    """Somebody put the password right and does not want to wait."""
    Standstill.objects.filter(ended_at__isnull=True).update(
        next_knock_at=timezone.now(), knocks=0
    )


def _is_our_turn(stop: Standstill) -> bool:
    now = timezone.now()
    if stop.next_knock_at > now:
        return False
    due = Standstill.objects.filter(
        pk=stop.pk, next_knock_at=stop.next_knock_at, ended_at__isnull=True
    )
    following = now + _pause(stop.knocks + 1)
    return due.update(knocks=F("knocks") + 1, next_knock_at=following) == 1


def _pause(knocks: int) -> timedelta:
    doubled: timedelta = settings.DELIVERY_BACKOFF * FIRST_PAUSE * 2 ** min(knocks, 16)
    return min(doubled, LONGEST_PAUSE)
