from celery import shared_task

from commons import schedule
from participation.referrals.services import reminding, reviewing

# Before the offices open, so that a reminder lies on top of the day's mail.
schedule.daily(6, 30, "referrals.remind")
schedule.daily(6, 40, "referrals.watch_reuses")


@shared_task(name="referrals.remind")
def remind() -> int:
    """Send the reminders that are due; safe to run never, once or thrice a day."""
    return reminding.remind()


@shared_task(name="referrals.watch_reuses")
def watch_reuses() -> int:
    """End what nobody objected to, remind of what lies; safe to run twice."""
    return reviewing.watch()
