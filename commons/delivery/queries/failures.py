"""What did not arrive, by cause, as staff see it: without whole addresses."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from commons.delivery import addressees, causes, renderers
from commons.delivery.enums import Channel, DeliveryState
from commons.delivery.fingerprints import masked
from commons.delivery.models import Delivery

PAGE_SIZE = 30
# Waiting this long means that the mail server is away, not that it is busy.
LATE = timedelta(minutes=15)
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Group:
    """Failures of one cause, in words, and how many."""

    key: str
    words: causes.Words
    number: int


@dataclass(frozen=True)
class Failure:
    delivery: Delivery
    line: str
    to: str
    words: causes.Words

    @property
    def can_go_again(self) -> bool:
        row = self.delivery
        has_recipient = row.to_address or row.to_user_id or row.endpoint_id
        return row.wiped_at is None and bool(has_recipient)

    @property
    def can_be_readdressed(self) -> bool:
        row = self.delivery
        return row.wiped_at is None and row.channel == Channel.MAIL


@dataclass(frozen=True)
class FailurePage:
    """`next_before` continues with older failures."""

    failures: list[Failure]
    next_before: int | None


def groups() -> list[Group]:
    """Every cause that something failed for, the most frequent first; one query."""
    counted = (
        Delivery.objects.failed()
        .order_by()
        .values_list("cause")
        .annotate(number=Count("pk"))
    )
    numbers: dict[str, int] = {}
    for cause, number in counted:
        key = cause if cause in causes.WORDS else causes.UNKNOWN_CAUSE
        numbers[key] = numbers.get(key, 0) + number
    found = [Group(key, causes.words_of(key), numbers[key]) for key in numbers]
    return sorted(found, key=lambda group: (-group.number, str(group.words.title)))


def of_cause(rows: QuerySet[Delivery], cause: str) -> QuerySet[Delivery]:
    if cause == causes.UNKNOWN_CAUSE:
        return rows.filter(Q(cause__isnull=True) | ~Q(cause__in=sorted(causes.WORDS)))
    return rows.filter(cause=cause)


def failures(*, cause: str = "", before: int | None = None) -> FailurePage:
    """What could not be sent, the newest row first; one query and those for lines."""
    rows: QuerySet[Delivery] = Delivery.objects.failed()
    rows = rows.select_related("to_user", "endpoint")
    if cause:
        rows = of_cause(rows, cause)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return FailurePage(
        failures=shown_of(shown),
        next_before=shown[-1].pk if len(found) > PAGE_SIZE else None,
    )


def shown_of(rows: list[Delivery]) -> list[Failure]:
    return [
        Failure(
            row,
            line=renderers.label_of(row.renderer),
            to=_recipient(row),
            words=causes.words_of(row.cause),
        )
        for row in rows
    ]


def late_count() -> int:
    """Messages that should have gone a while ago; counted up to `MOST_COUNTED`."""
    late = Delivery.objects.filter(
        state=DeliveryState.QUEUED,
        channel__in=[Channel.MAIL, Channel.WEBHOOK],
        not_before__lt=timezone.now() - LATE,
    )
    return late.order_by()[:MOST_COUNTED].count()


def failed_count() -> int:
    return Delivery.objects.failed().order_by()[:MOST_COUNTED].count()


def _recipient(row: Delivery) -> str:
    """A kept address is not opened only to hide it again."""
    if row.endpoint is not None:
        return row.endpoint.name
    return "…" if addressees.is_reference(row.to_address) else masked(row.address)
