"""Entry points of the worker; each is safe to run twice."""

from celery import shared_task
from django.utils import timezone

from commons import schedule
from participation.moderation.queries import figures
from participation.moderation.services import (
    blocks,
    bulk,
    reminders,
    reports,
    screening,
)

schedule.every(60, "moderation.screen")
schedule.every(1800, "moderation.remind_desk")
schedule.every(600, "moderation.end_blocks")
schedule.every(10, "moderation.count")
schedule.daily(6, 30, "moderation.close_unanswered")
schedule.every(1800, "moderation.remind_complaints")
schedule.daily(3, 40, "moderation.forget_senders")
schedule.every(60, "moderation.decide_bulk")
schedule.daily(3, 50, "moderation.forget_bulk")


@shared_task(name="moderation.end_blocks")
def end_blocks() -> int:
    """Tell people whose block has run out."""
    return blocks.tell_ended()


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


@shared_task(name="moderation.decide_bulk")
def decide_bulk(run_id: int | None = None) -> int:
    """Decide on what waits in one run, or in every one that was left behind."""
    return bulk.carry_on_all() if run_id is None else bulk.carry_on(run_id)


@shared_task(name="moderation.forget_bulk")
def forget_bulk() -> int:
    return bulk.forget_old_runs()


@shared_task(name="moderation.remind_complaints")
def remind_complaints() -> int:
    return reminders.remind_complaints()


@shared_task(name="moderation.forget_senders")
def forget_senders() -> int:
    """Where reports came from goes within days, who sent them when all is over."""
    return reports.forget_senders(timezone.now())


@shared_task(name="moderation.count")
def count() -> int:
    """Count a long queue for everybody, so that no page has to."""
    return figures.recount()
