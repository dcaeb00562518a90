from celery import shared_task

from commons import schedule
from participation.together.services import authoring, watching

schedule.daily(6, 45, "together.watch")
schedule.daily(3, 20, "together.forget")


@shared_task(name="together.watch")
def watch() -> int:
    """Remind of answers and reports that are due; safe to run twice."""
    return watching.watch()


@shared_task(name="together.forget")
def forget() -> int:
    """Forget for whom ideas were to be written that nobody wrote; safe to run twice."""
    return authoring.forget_unwritten()
