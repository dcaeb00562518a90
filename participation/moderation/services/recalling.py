"""News of a decision that no longer holds are not sent after all."""

from commons.notifications.services.recalling import recall
from commons.verbs.models import Happening
from participation.moderation.models import Decision


def recall_news(decision: Decision) -> int:
    """Take back what has not gone out; gives how many people that spares.

    What reporters hear is worded when it is sent, so it waits for no recall.
    """
    happenings = Happening.objects.filter(
        kind=decision.kind,
        target_id=decision.target_id,
        params__decision=decision.pk,
        withdrawn_at__isnull=True,
    )
    news = happenings.exclude(verb="report.settled").order_by("pk")
    return sum(recall(happening) for happening in news)
