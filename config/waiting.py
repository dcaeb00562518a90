"""How long things wait that a task should have taken up: one figure for each kind."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db.models import Min, QuerySet
from django.db.models.functions import Coalesce

from commons.clock import berlin_date
from commons.notifications.queries import digests
from commons.verbs.models import Happening
from neighbourhood.newsletters.enums import NewsletterState
from neighbourhood.newsletters.models import Newsletter
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle
from participation.casework.models import CaseFile
from participation.notices.enums import NoticeState
from participation.notices.models import InterimNotice
from participation.referrals.enums import SetState
from participation.referrals.models import AnswerSet

Rows = Callable[[datetime], QuerySet]


def _newsletters(now: datetime) -> QuerySet:
    """Released, and not handed to the outbox whole; how that fares, deliveries tell."""
    rows = Newsletter.objects.filter(
        state__in=[NewsletterState.RELEASED, NewsletterState.SENDING],
        handed_at__isnull=True,
    )
    due = rows.annotate(its_hour=Coalesce("planned_for", "released_at"))
    return due.filter(its_hour__lte=now)


# Which rows are due, and the column that tells since when.
KINDS: dict[str, tuple[Rows, str]] = {
    "bundle_papers": (
        lambda _now: Bundle.objects.filter(state=BundleState.QUEUED, delivery=None),
        "queued_at",
    ),
    "answer_sets": (
        lambda _now: AnswerSet.objects.filter(state=SetState.PUBLISHING),
        "released_at",
    ),
    "case_files": (lambda _now: CaseFile.objects.waiting(), "asked_at"),
    "notices": (
        lambda now: InterimNotice.objects.filter(
            state=NoticeState.RELEASED, leaves_at__lte=now
        ),
        "leaves_at",
    ),
    "happenings": (Happening.objects.waiting, "not_before"),
    "digests": (digests.open_and_due, "due_at"),
    "newsletters": (_newsletters, "its_hour"),
}


def oldest_seconds(now: datetime) -> Iterator[tuple[str, float]]:
    """Each kind, and how long its oldest row has waited; 0 where none does."""
    for kind, (rows, column) in KINDS.items():
        since = rows(now).order_by().aggregate(since=Min(column))["since"]
        yield kind, max((now - since).total_seconds(), 0.0) if since else 0.0


def notices_overdue(now: datetime) -> int:
    """Interim notices whose day is past, and nobody has released them."""
    today = berlin_date(now)
    due = InterimNotice.objects.filter(state=NoticeState.DUE, due_on__lt=today)
    return due.count()


def bundles_overdue(now: datetime) -> int:
    """Collected bundles that should have left on an earlier day."""
    rows = Bundle.objects.filter(state=BundleState.COLLECTING)
    return rows.filter(leaves_on__lt=berlin_date(now)).count()
