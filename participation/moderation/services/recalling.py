"""News of a decision that no longer holds are not sent after all."""

from commons.delivery import services as delivery
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.notifications.models import Notification
from commons.verbs import services as verbs
from commons.verbs.models import Happening
from participation.moderation.models import Decision


def recall_news(decision: Decision) -> int:
    """Take back what has not gone out; gives how many mails that were.

    Who was not told yet hears nothing of it. Who has the bell's entry and a mail that
    still waits loses both; a mail that has gone stays, and its entry with it. What
    reporters hear is worded when it is sent, so it waits for no recall.
    """
    happenings = Happening.objects.filter(
        kind=decision.kind,
        target_id=decision.target_id,
        params__decision=decision.pk,
        withdrawn_at__isnull=True,
    )
    recalled = 0
    for happening in happenings.exclude(verb="report.settled").order_by("pk"):
        if not verbs.withdraw(happening):
            recalled += _recall_mails(happening)
    return recalled


def _recall_mails(happening: Happening) -> int:
    waiting = Delivery.objects.filter(
        notifications__happening=happening,
        state__in=[DeliveryState.QUEUED, DeliveryState.FAILED],
    )
    stale = [row.pk for row in waiting.order_by("pk") if delivery.recall(row)]
    Notification.objects.filter(happening=happening, delivery__in=stale).delete()
    return len(stale)
