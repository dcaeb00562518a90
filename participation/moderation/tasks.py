"""Entry points of the worker; each is safe to run twice."""

from celery import shared_task

from commons import schedule
from participation.moderation.services import reminders, screening

schedule.every(60, "moderation.screen")
schedule.every(1800, "moderation.remind_desk")
schedule.daily(6, 30, "moderation.close_unanswered")


@shared_task(name="moderation.screen")
def screen(item_id: int | None = None) -> int:
    """Screen one item, or every one that a lost message left behind."""
    if item_id is None:
        return screening.screen_waiting()
    return screening.screen(item_id)


@shared_task(name="moderation.remind_desk")
def remind_desk() -> int:
    return reminders.remind_desk()


@shared_task(name="moderation.close_unanswered")
def close_unanswered() -> int:
    return reminders.close_unanswered()
