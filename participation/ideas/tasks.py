from celery import shared_task

from commons import schedule
from participation.ideas.services import promises

schedule.daily(6, 40, "ideas.next_dates")


@shared_task(name="ideas.next_dates")
def next_dates() -> int:
    """Tell everyone whose date has come that the case is not forgotten."""
    return promises.keep()
