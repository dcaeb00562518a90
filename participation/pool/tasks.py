from celery import shared_task

from commons import schedule
from participation.pool.services import calendars, matching, tending

# Before anybody is up: who is asked reads it with the morning's mail.
schedule.daily(5, 40, "pool.tend_entries")
schedule.every(900, "pool.tend_bookings")
schedule.every(300, "pool.read_calendars")
schedule.every(3600, "pool.match_lately")
# So far back the sweep looks for what a lost message left.
LATELY = 26  # hours


@shared_task(name="pool.tend_entries")
def tend_entries() -> int:
    """Ask, end and forget; safe to run often."""
    tending.forget_old()
    return tending.ask_all() + tending.end_all()


@shared_task(name="pool.tend_bookings")
def tend_bookings() -> int:
    """Give back the time of requests that nobody has answered."""
    return tending.lapse_all()


@shared_task(name="pool.read_calendars")
def read_calendars() -> int:
    """Read the houses' own calendars, each in its turn."""
    return calendars.read_due()


@shared_task(name="pool.read_calendar")
def read_calendar(*, source_id: int) -> bool:
    """Read one that was connected just now."""
    return calendars.read(source_id)


@shared_task(name="pool.match")
def match(*, offer_id: int) -> int:
    """Find what goes with one entry."""
    return matching.match(offer_id)


@shared_task(name="pool.match_lately")
def match_lately() -> int:
    return matching.match_lately(LATELY)
