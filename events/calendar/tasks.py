"""Entry points of the scheduler; the truth is a row, so all are safe to run twice."""

from celery import shared_task

from commons import schedule
from events.calendar.services import (
    afterwards,
    forgetting,
    offers,
    reminding,
    series,
    source_reading,
    sources,
    vanishing,
)

schedule.every(60, "calendar.expire_offers")
schedule.every(600, "calendar.move_up")
schedule.every(300, "calendar.remind_registered")
schedule.daily(3, 40, "calendar.forget_registrations")
schedule.every(120, "calendar.read_sources")
schedule.daily(4, 25, "calendar.tend_sources")
schedule.daily(2, 50, "calendar.expand_series")
schedule.daily(9, 15, "calendar.ask_for_aftermath")
# A partner's file is read within seconds; what takes longer is cut off, then killed.
SOFT_SECONDS, HARD_SECONDS = 90, 120


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


@shared_task(name="calendar.read_sources")
def read_sources() -> int:
    """Wake the reading of each partner's calendar whose turn it is."""
    return source_reading.wake_due()


@shared_task(
    name="calendar.read_source",
    soft_time_limit=SOFT_SECONDS,
    time_limit=HARD_SECONDS,
)
def read_source(*, source_id: int) -> bool:
    """Read one; the second of two does nothing, for its turn is over."""
    return source_reading.read(source_id)


@shared_task(name="calendar.tend_sources")
def tend_sources() -> int:
    """Forget what was only tried out; lay aside what is too old to be true."""
    return sources.forget_trials() + vanishing.lay_aside_all()


@shared_task(name="calendar.expand_series")
def expand_series() -> int:
    """Give series that go on their dates of the day that came nearer."""
    return series.expand_all()


@shared_task(name="calendar.ask_for_aftermath")
def ask_for_aftermath() -> int:
    """Ask those who invited what became of it, once."""
    return afterwards.remind_all()
