from celery import shared_task
from django.utils import timezone

from commons import schedule, wake
from commons.incoming.services import fetching, reading, wiping

schedule.every(60, "incoming.fetch")
schedule.every(60, "incoming.read_waiting")
schedule.daily(3, 40, "incoming.wipe")


@shared_task(name="incoming.fetch")
def fetch() -> int:
    """Take in what lies in the mailbox; safe to run at once in many workers."""
    wake.begun("incoming.fetch")
    run = fetching.fetch()
    if run.has_more:
        wake.on_commit("incoming.fetch", once=True)
    return run.taken


@shared_task(name="incoming.read")
def read(*, mail_id: int) -> bool:
    """Take one mail apart; safe to run twice."""
    return reading.read(mail_id)


@shared_task(name="incoming.read_waiting")
def read_waiting() -> int:
    """Read what a lost message left."""
    return reading.read_waiting()


@shared_task(name="incoming.wipe")
def wipe() -> int:
    """Delete the words of mails that have been settled for long enough."""
    return wiping.wipe(timezone.now())
