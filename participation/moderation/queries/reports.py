"""What a moderator reads about the reports on one contribution."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from django.db.models import Count, Q, QuerySet

from participation.moderation.enums import ReportReason
from participation.moderation.models import Decision, QueueItem, Report
from participation.moderation.queries.weighing import MOST_WEIGHED, Weighing, weigh
from participation.moderation.workflow import LEAVES_STANDING

# So many reports without any consequence are worth a hint to the desk, never more.
MANY_IN_VAIN = 20
MOST_SHOWN = 30


@dataclass(frozen=True)
class Reported:
    """The reports that wait on a contribution; `reports` are the first of them.

    `in_vain` is the largest number of reports that one of these people sent and that
    all stayed without consequence, 0 below `MANY_IN_VAIN`.
    """

    reports: Sequence[Report]
    total: int
    weighing: Weighing
    reasons: Sequence[tuple[str, int]]
    in_vain: int

    @property
    def more(self) -> int:
        return self.total - len(self.reports)


def not_replaced(decision: Decision) -> QuerySet[Report]:
    """The reports that a decision answered, but those sent anew since.

    Whoever reported again, by account or by device, waits with the newer report.
    """
    waiting = Report.objects.open().filter(
        kind=decision.kind, target_id=decision.target_id
    )
    people = waiting.filter(reported_by__isnull=False).values_list("reported_by")
    devices = waiting.exclude(device="").values_list("device")
    again = Q(reported_by__in=list(chain(*people)))
    again |= Q(device__in=list(chain(*devices)))
    settled = Report.objects.filter(decision=decision)
    ids = list(settled.exclude(again).values_list("pk", flat=True))
    return Report.objects.filter(pk__in=ids)


def reported_on(item: QueueItem | None) -> Reported | None:
    """None where no report waits; three queries else."""
    if item is None or not item.report_count:
        return None  # most items: they cost no query
    rows = Report.objects.open().filter(kind=item.kind, target_id=item.target_id)
    counted = Counter(dict(rows.order_by().values_list("reason").annotate(Count("pk"))))
    reasons = [
        (str(ReportReason(reason).label), count)
        for reason, count in counted.most_common()
    ]
    weighed = list(rows.order_by("reported_at", "pk")[:MOST_WEIGHED])
    return Reported(
        reports=weighed[:MOST_SHOWN],
        total=counted.total(),
        weighing=weigh(weighed),
        reasons=reasons,
        in_vain=_in_vain(weighed),
    )


def _in_vain(reports: Sequence[Report]) -> int:
    """Many reports of one person, and all of them found wrong: a hint, no verdict."""
    people = {each.reported_by_id for each in reports} - {None}
    if not people:
        return 0
    sent = (
        Report.objects.filter(reported_by__in=people, decision__isnull=False)
        .order_by()
        .values("reported_by")
        .annotate(
            settled=Count("pk"),
            vain=Count("pk", filter=Q(decision__verdict__in=sorted(LEAVES_STANDING))),
        )
    )
    most = [each["vain"] for each in sent if each["vain"] == each["settled"]]
    return max((vain for vain in most if vain >= MANY_IN_VAIN), default=0)
