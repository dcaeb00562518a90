from celery import shared_task

from commons import schedule
from neighbourhood.deadlines.services.facts import load_working_days

schedule.yearly(1, 2, 4, "deadlines.extend_calendar")


@shared_task(name="deadlines.extend_calendar")
def extend_calendar() -> int:
    """Let the calendar of working days reach thirty years ahead; safe to run twice."""
    return load_working_days()
