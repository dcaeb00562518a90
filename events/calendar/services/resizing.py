"""The number of seats of an event becomes that of each of its dates to come."""

from commons.accounts.models import User
from events.calendar.models import Event
from events.calendar.services import offers


def resize_dates(event: Event, *, by: User | None) -> None:
    """Give dates the event's capacity; more seats let the waiting move up.

    Raises:
        RuleViolation: somebody would lose a seat (`below_taken`).
    """
    dates = event.occurrences.upcoming().taking_place().order_by("pk")
    for date in dates:
        if date.capacity != event.capacity:
            offers.resize(date, event.capacity, by=by)
