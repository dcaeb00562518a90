"""Figures for Prometheus, counted from the rows at the moment of asking."""

from collections.abc import Iterator

from celery import current_app
from django.conf import settings
from django.db import connection
from django.db.models import Count, Min
from django.utils import timezone
from kombu.exceptions import OperationalError
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import GaugeMetricFamily

from commons.audit.models import AuditEntry
from commons.delivery.models import Delivery, Standstill
from config import waiting

SENT = "sent"
QUEUED = "queued"
NOT_REACHABLE = -1


class Collector:
    def collect(self) -> Iterator[GaugeMetricFamily]:
        deliveries = GaugeMetricFamily(
            "bindeglied_deliveries",
            "Deliveries that are not sent, by state",
            labels=["state"],
        )
        unsent = Delivery.objects.exclude(state=SENT).order_by()
        for state, count in unsent.values_list("state").annotate(Count("pk")):
            deliveries.add_metric([state], count)
        yield deliveries
        yield gauge(
            "bindeglied_delivery_oldest_due_seconds",
            "How long the delivery waits that should have gone first",
            oldest_due_seconds(),
        )
        yield gauge(
            "bindeglied_delivery_standstill",
            "1 while our mail server turns us away",
            Standstill.objects.filter(ended_at=None).count(),
        )
        yield gauge(
            "bindeglied_audit_unsealed",
            "Audit entries not yet in the chain",
            AuditEntry.objects.filter(seal=None).count(),
        )
        yield from waiting_figures()
        yield gauge(
            "bindeglied_database_connections",
            "Sessions of this database",
            database_connections(),
        )
        yield gauge(
            "bindeglied_queue_length",
            "Messages waiting for the worker, -1 if the broker is away",
            queue_length(),
        )


def waiting_figures() -> Iterator[GaugeMetricFamily]:
    now = timezone.now()
    oldest = GaugeMetricFamily(
        "bindeglied_waiting_oldest_seconds",
        "How long the oldest waits that a task should have taken up",
        labels=["kind"],
    )
    for kind, seconds in waiting.oldest_seconds(now):
        oldest.add_metric([kind], seconds)
    yield oldest
    yield gauge(
        "bindeglied_notices_overdue",
        "Interim notices that nobody released by their day",
        waiting.notices_overdue(now),
    )
    yield gauge(
        "bindeglied_bundles_overdue",
        "Collected bundles that did not leave on their day",
        waiting.bundles_overdue(now),
    )


def gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, value=value)


def oldest_due_seconds() -> float:
    now = timezone.now()
    due = Delivery.objects.filter(
        state=QUEUED, next_attempt_at__lte=now, not_before__lte=now
    )
    oldest = due.aggregate(oldest=Min("next_attempt_at"))["oldest"]
    return (now - oldest).total_seconds() if oldest else 0.0


def database_connections() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        )
        return int(cursor.fetchone()[0])


def queue_length() -> int:
    """Ask the broker without retries: a scrape must not wait for an outage to end."""
    try:
        with current_app.connection_for_read() as broker:
            broker.ensure_connection(max_retries=1, timeout=1)
            name = settings.CELERY_TASK_DEFAULT_QUEUE
            return int(broker.default_channel.client.llen(name))
    except (OperationalError, OSError):
        return NOT_REACHABLE


def registry() -> CollectorRegistry:
    figures = CollectorRegistry(auto_describe=False)
    figures.register(Collector())
    ProcessCollector(registry=figures)
    return figures
