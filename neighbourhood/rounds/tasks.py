from celery import shared_task

from commons import schedule
from neighbourhood.deadlines.services import mornings
from neighbourhood.rounds.services import reminding

# Before the offices open, so that it lies on top of the day's mail.
schedule.daily(6, 45, "rounds.remind")


@shared_task(name="rounds.remind")
def remind() -> int:
    """Remind, tell what is new, end waits; safe to run never, once or thrice a day."""
    return reminding.remind(not_before=mornings.opening())
