from celery import shared_task

from commons import schedule
from events.live.services import forgetting, rooms


@shared_task(name="live.close_forgotten")
def close_forgotten() -> int:
    """End rooms that nobody has closed twelve hours after their date."""
    return rooms.close_forgotten()


@shared_task(name="live.forget_people")
def forget_people() -> int:
    """Forget names, devices and accounts of rooms whose time is over."""
    return forgetting.forget_due()


schedule.every(3600, "live.close_forgotten")
schedule.daily(3, 35, "live.forget_people")
