from celery import shared_task

from commons import schedule
from participation.networks.services import closing, concerns, inviting, minutes


@shared_task(name="networks.ask_quiet")
def ask_quiet() -> int:
    return closing.ask_quiet()


@shared_task(name="networks.forget_lapsed")
def forget_lapsed() -> int:
    return inviting.forget_lapsed()


@shared_task(name="networks.remind_tasks")
def remind_tasks() -> int:
    """Tell people of what they took on at a meeting, two days before its day."""
    return minutes.remind_due()


@shared_task(name="networks.remind_concerns")
def remind_concerns() -> int:
    """Tell the SPK of concerns that nobody has taken up in two weeks."""
    return concerns.remind()


schedule.daily(8, 20, "networks.remind_concerns")
schedule.daily(9, 20, "networks.ask_quiet")
schedule.daily(3, 50, "networks.forget_lapsed")
schedule.daily(7, 40, "networks.remind_tasks")
