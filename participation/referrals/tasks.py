from celery import shared_task

from commons import schedule
from participation.referrals.services import reminding

# Before the offices open, so that a reminder lies on top of the day's mail.
schedule.daily(6, 30, "referrals.remind")


@shared_task(name="referrals.remind")
def remind() -> int:
    """Send the reminders that are due; safe to run never, once or thrice a day."""
    return reminding.remind()
