"""Entry points of the scheduler; the truth is a row, so all are safe to run twice."""

from celery import shared_task

from commons import schedule
from events.calendar.services import forgetting, offers, reminding

schedule.every(60, "calendar.expire_offers")
schedule.every(600, "calendar.move_up")
schedule.every(300, "calendar.remind_registered")
schedule.daily(3, 40, "calendar.forget_registrations")


@shared_task(name="calendar.expire_offers")
def expire_offers() -> int:
    """Pass on seats that nobody accepted in time."""
    return offers.expire_all()


@shared_task(name="calendar.move_up")
def move_up() -> int:
    """Offer what became free and was not offered yet."""
    return offers.sweep()


@shared_task(name="calendar.remind_registered")
def remind_registered() -> int:
    """Remind of dates of tomorrow."""
    return reminding.remind_all()


@shared_task(name="calendar.forget_registrations")
def forget_registrations() -> int:
    """Delete who registered, when its day has come, and codes nobody entered."""
    return forgetting.forget_old()
