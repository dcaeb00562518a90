from celery import shared_task

from commons import schedule
from participation.ideas.services import codes, contacts

schedule.daily(3, 50, "ideas.forget_codes")
schedule.daily(4, 10, "ideas.forget_contacts")


@shared_task(name="ideas.forget_codes")
def forget_codes() -> int:
    """Delete codes that expired a day ago, and the addresses they went to."""
    return codes.forget()


@shared_task(name="ideas.forget_contacts")
def forget_contacts() -> int:
    """Delete how to reach people whose ideas have long come to an end."""
    return contacts.forget_ended()
