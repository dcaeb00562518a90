from asgiref.sync import async_to_sync
from celery import shared_task
from channels.layers import get_channel_layer

from commons import schedule
from commons.notifications import services

schedule.every(20, "notifications.sweep")


@shared_task(name="notifications.expand")
def expand(*, happening_id: int) -> int:
    """Write what a happening tells; safe to run twice and at once."""
    return services.expand(happening_id)


@shared_task(name="notifications.sweep")
def sweep() -> int:
    """Expand happenings whose message got lost or came before their time."""
    return services.expand_due()


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
