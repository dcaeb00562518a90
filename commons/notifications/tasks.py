from asgiref.sync import async_to_sync
from celery import shared_task
from channels.layers import get_channel_layer
from django.utils import timezone

from commons import schedule, wake
from commons.notifications import services
from commons.notifications.services import digests

schedule.every(20, "notifications.sweep")
schedule.every(300, "notifications.close_digests")
schedule.daily(3, 5, "notifications.forget_old")


@shared_task(name="notifications.expand")
def expand(*, happening_id: int) -> int:
    """Write what a happening tells; safe to run twice and at once."""
    return services.expand(happening_id, seconds=services.LONGEST_RUN)


@shared_task(name="notifications.sweep")
def sweep() -> int:
    """Expand happenings whose message got lost or came before their time."""
    wake.begun("notifications.sweep")
    return services.expand_due(seconds=services.LONGEST_RUN)


@shared_task(name="notifications.close_digests")
def close_digests() -> int:
    """Put the gathered mails into the outbox whose time has come."""
    wake.begun("notifications.close_digests")
    return digests.close_due(seconds=services.LONGEST_RUN)


@shared_task(name="notifications.forget_old")
def forget_old() -> int:
    return services.forget_old(timezone.now())


@shared_task(name="notifications.broadcast")
def broadcast(*, verb: str, groups: list[str]) -> None:
    """Tell live pages that something changed: the verb alone, never content."""
    async_to_sync(_send)(verb, groups)


async def _send(verb: str, groups: list[str]) -> None:
    layer = get_channel_layer()
    for group in groups:
        await layer.group_send(
            group, {"type": "happened", "verb": verb, "group": group}
        )
