"""Addresses that are not written to, and endpoints that are called, for their pages."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.utils import timezone

from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery, Endpoint, Suppression

PAGE_SIZE = 30
LAST_CALLS = 10


@dataclass(frozen=True)
class SuppressionPage:
    """Newest first; `next_before` continues with older ones."""

    rows: list[Suppression]
    next_before: int | None


def suppressions(*, before: int | None = None) -> SuppressionPage:
    """What is in force; one query."""
    rows = Suppression.objects.in_force(timezone.now())
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return SuppressionPage(
        rows=shown,
        next_before=shown[-1].pk if len(found) > PAGE_SIZE else None,
    )


def endpoints() -> list[Endpoint]:
    """All of them with what became of their calls; one query."""
    waiting = Q(deliveries__state__in=[DeliveryState.QUEUED, DeliveryState.SENDING])
    failed = Q(
        deliveries__state=DeliveryState.FAILED, deliveries__dismissed_at__isnull=True
    )
    counted = Endpoint.objects.annotate(
        waiting=Count("deliveries", filter=waiting),
        failed=Count("deliveries", filter=failed),
        last_sent_at=Max("deliveries__sent_at"),
    )
    return list(counted.order_by("name", "pk"))


def last_calls(endpoint: Endpoint) -> list[Delivery]:
    """The newest calls of one endpoint; one query."""
    return list(endpoint.deliveries.order_by("-pk")[:LAST_CALLS])
