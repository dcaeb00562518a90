"""When what was released leaves: never at night, nor when the SPK is not there.

All that is released within an hour leaves together at its end, so that somebody who
follows several ideas gets one mail.
"""

from datetime import date, datetime, time, timedelta

from commons.clock import BERLIN, berlin_date
from neighbourhood.deadlines.services import office_day_after

HOUR = timedelta(hours=1)
# So long at least can it be taken back.
UNDO = timedelta(minutes=10)
FIRST, LAST = time(8), time(18)


def leaves_at(now: datetime) -> datetime:
    """The next full hour that leaves time to take it back; one query."""
    earliest = now + UNDO
    local = earliest.astimezone(BERLIN)
    on_the_hour = local.replace(minute=0, second=0, microsecond=0)
    if on_the_hour < local:
        on_the_hour = (on_the_hour + HOUR).astimezone(BERLIN)
    day = berlin_date(on_the_hour)
    if on_the_hour.time() > LAST or berlin_date(now) != day:
        return _first_of(office_day_after(berlin_date(now), 1))
    office_day = office_day_after(day, 0)
    if office_day != day or on_the_hour.time() < FIRST:
        return _first_of(office_day)
    return on_the_hour


def is_working_time(now: datetime) -> bool:
    """Whether the SPK is there; one query."""
    local = now.astimezone(BERLIN)
    in_hours = FIRST <= local.time() < LAST
    return in_hours and office_day_after(local.date(), 0) == local.date()


def _first_of(day: date) -> datetime:
    return datetime.combine(day, FIRST, BERLIN)
