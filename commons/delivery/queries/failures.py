from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from commons.delivery import addressees, renderers
from commons.delivery.enums import Channel, DeliveryState
from commons.delivery.models import Delivery

PAGE_SIZE = 30
# Waiting this long means that the mail server is away, not that it is busy.
LATE = timedelta(minutes=15)
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Failure:
    pk: int
    label: str
    to: str
    failed_at: datetime
    attempts: int
    reason: str
    can_go_again: bool


@dataclass(frozen=True)
class FailurePage:
    """`next_before` continues with older failures."""

    failures: list[Failure]
    next_before: int | None


def failures(*, before: int | None = None) -> FailurePage:
    """What could not be sent, the newest row first, in one query."""
    rows = Delivery.objects.failed().select_related("to_user")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return FailurePage(
        failures=[_failure(row) for row in shown],
        next_before=shown[-1].pk if len(found) > PAGE_SIZE else None,
    )


def late_count() -> int:
    """Mails that should have gone a while ago; counted up to `MOST_COUNTED`."""
    late = Delivery.objects.filter(
        state=DeliveryState.QUEUED,
        channel=Channel.MAIL,
        not_before__lt=timezone.now() - LATE,
    )
    return late.order_by()[:MOST_COUNTED].count()


def failed_count() -> int:
    return Delivery.objects.failed().order_by()[:MOST_COUNTED].count()


def masked(address: str) -> str:
    """Enough to tell two recipients apart: n…n@example.org."""
    local, _at, domain = address.rpartition("@")
    if not local:
        return "…"
    ends = f"{local[0]}…{local[-1]}" if len(local) > 2 else "…"  # noqa: PLR2004 -- one letter each side
    return f"{ends}@{domain}"


def _failure(row: Delivery) -> Failure:
    assert row.failed_at is not None  # noqa: S101 -- delivery_failed_has_time
    return Failure(
        pk=row.pk,
        label=renderers.label_of(row.renderer),
        to=_masked_address(row),
        failed_at=row.failed_at,
        attempts=row.attempts,
        reason=row.last_error,
        can_go_again=row.wiped_at is None and bool(row.to_address or row.to_user_id),
    )


def _masked_address(row: Delivery) -> str:
    """A kept address is not opened only to hide it again."""
    return "…" if addressees.is_reference(row.to_address) else masked(row.address)
