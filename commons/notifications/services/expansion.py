"""From a happening to the people who are told; a crowd is told batch by batch."""

import math
import time
from collections.abc import Sequence

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from commons import kinds, wake
from commons.notifications.services import audience, writing
from commons.verbs import registry
from commons.verbs.models import Happening
from commons.verbs.registry import Recipient

log = structlog.get_logger(__name__)
EXPAND, SWEEP, BROADCAST = (
    "notifications.expand",
    "notifications.sweep",
    "notifications.broadcast",
)
wake.declare(EXPAND, SWEEP, BROADCAST)
# One transaction each: so many people's rows are locked at the same time.
BATCH = 2_000
# Other tasks wait for the same few workers; then the rest goes behind them.
LONGEST_RUN = 2.0  # seconds
AT_ONCE = 500
GROUPS_AT_ONCE = 500


def expand_due(*, seconds: float | None = None) -> int:
    """Expand what waits; one that fails keeps none of the others waiting.

    Args:
        seconds: after so long the rest waits for another run, which is woken.
    """
    end = _end_after(seconds)
    waiting = _waiting().order_by("not_before", "pk")
    written = 0
    for happening_id in list(waiting.values_list("pk", flat=True)[:AT_ONCE]):
        if time.monotonic() >= end:
            wake.on_commit(SWEEP, once=True)
            break
        try:
            written += expand(happening_id, seconds=seconds)
        except (OperationalError, InterfaceError):
            raise  # the database is away: beat tries again
        except Exception:
            log.exception("notifications.expand_failed", happening=happening_id)
    return written


def expand(happening_id: int, *, seconds: float | None = None) -> int:
    """Write the notifications of a happening whose time has come; gives their number.

    Safe to run twice, at once and after a crash: each batch is one transaction that
    locks the happening and notes in it how far it has come.

    Args:
        seconds: after so long the rest waits for another run, which is woken.
    """
    telling, recipients = _telling_of(happening_id)
    end, written, has_more = _end_after(seconds), 0, True
    while has_more:
        told, has_more = _batch(happening_id, telling, recipients)
        written += told
        if has_more and time.monotonic() >= end:
            wake.on_commit(EXPAND, happening_id=happening_id)
            break
    return written


@transaction.atomic
def expand_together(happening_ids: Sequence[int]) -> int:
    """As `expand`, for several whose news one transaction tells; nothing that folds.

    One after the other they would lock the digests of each one's readers anew, in no
    order that other tellings keep to.
    """
    locked = _waiting().select_for_update(of=("self",)).filter(pk__in=happening_ids)
    ids = list(locked.order_by("pk").values_list("pk", flat=True))
    tellings = []
    for telling, recipients in map(_telling_of, ids):
        told = audience.still_here(recipients)
        if telling is not None and told:
            tellings.append((telling, told))
    if tellings:
        writing.write(*tellings)
    for _telling, told in tellings:
        _ring(told)
    Happening.objects.filter(pk__in=ids).update(
        told_up_to=None, expanded_at=timezone.now()
    )
    return sum(len(told) for _telling, told in tellings)


def _end_after(seconds: float | None) -> float:
    return math.inf if seconds is None else time.monotonic() + seconds


def _waiting() -> QuerySet:
    return Happening.objects.waiting(timezone.now())


def _telling_of(
    happening_id: int,
) -> tuple[writing.Telling | None, Sequence[Recipient]]:
    """What is told to whom; nothing if that is gone, or nobody is to be told."""
    happening = _waiting().filter(pk=happening_id).first()
    verb = registry.find(happening.verb) if happening is not None else None
    if happening is None or verb is None or verb.audience is None:
        return None, []
    target = kinds.load(happening.kind, happening.target_id)
    if target is None:
        return None, []
    recipients = audience.recipients_of(happening, verb, target)
    return writing.Telling(happening, verb, target, len(recipients)), recipients


@transaction.atomic
def _batch(
    happening_id: int,
    telling: writing.Telling | None,
    recipients: Sequence[Recipient],
) -> tuple[int, bool]:
    """Tell the next so many; says how many those were, and whether more are left.

    Nothing is left to do here while somebody else is at it.
    """
    locked = _waiting().select_for_update(of=("self",), skip_locked=True)
    happening = locked.filter(pk=happening_id).first()
    if happening is None:
        return 0, False
    batch, last = audience.next_of(recipients, happening.told_up_to, BATCH)
    told = audience.still_here(batch)
    if telling is not None and told:
        writing.write((telling, told))
        _ring(told)
    happening.told_up_to = last
    happening.expanded_at = timezone.now() if last is None else None
    happening.save(update_fields=["told_up_to", "expanded_at"])
    return len(told), last is not None


def _ring(recipients: Sequence[Recipient]) -> None:
    """Let open pages ask for the number at the bell anew."""
    groups = [f"visitor.{one.user_id}" for one in recipients if one.user_id]
    for start in range(0, len(groups), GROUPS_AT_ONCE):
        some = groups[start : start + GROUPS_AT_ONCE]
        wake.on_commit(BROADCAST, verb="notification.written", groups=some)
