from celery import shared_task
from django.utils import timezone

from commons import schedule
from participation.actors.services import confirming, hinting, inviting

schedule.daily(4, 20, "actors.end_invitations")
# In the morning, so that the mail lies on top when a house opens.
schedule.daily(8, 10, "actors.ask_due")
schedule.daily(4, 25, "actors.forget_hints")


@shared_task(name="actors.end_invitations")
def end_invitations() -> int:
    """End invitations that nobody answered in time, and wipe their addresses."""
    return inviting.end_lapsed()


@shared_task(name="actors.ask_due")
def ask_due() -> int:
    """Ask whose entry is due whether it still holds; archive what nobody answers."""
    return confirming.ask_due()


@shared_task(name="actors.forget_hints")
def forget_hints() -> int:
    """Delete what people said of missing actors half a year after it was settled."""
    return hinting.forget_settled(timezone.now())
