"""Writing down what the reports on an item weigh, so that the queue can show it."""

from participation.moderation.models import QueueItem, Report
from participation.moderation.queries.weighing import MOST_WEIGHED, weigh


def weigh_again(item: QueueItem) -> None:
    """How many reports wait on an item, and how independent of each other they seem."""
    rows = Report.objects.open().filter(kind=item.kind, target_id=item.target_id)
    weighing = weigh(rows.order_by("reported_at", "pk")[:MOST_WEIGHED])
    item.report_count, item.report_weight = rows.count(), weighing.independent
    item.save(update_fields=["report_count", "report_weight"])
