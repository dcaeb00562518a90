"""Days and years as Berlin's clocks show them, whatever zone is active."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

BERLIN = ZoneInfo("Europe/Berlin")
FIRST_YEAR, LAST_YEAR = 1900, 2999


def berlin_date(moment: datetime) -> date:
    """The Berlin calendar day of an aware moment."""
    return timezone.localtime(moment, BERLIN).date()


def berlin_today() -> date:
    return berlin_date(timezone.now())


def midnight() -> datetime:
    """When today began in Berlin."""
    return datetime.combine(berlin_today(), time.min, tzinfo=BERLIN)


def seconds_until(moments: Iterable[datetime | None]) -> int:
    """When the next of them has come, rounded up; 0 if none is still to come."""
    now = timezone.now()
    waits = [(at - now).total_seconds() for at in moments if at and at > now]
    return int(min(waits)) + 1 if waits else 0


def moment_of(text: str) -> datetime:
    """The aware moment that `isoformat` wrote, as cursors hold it.

    Raises:
        ValueError: it is something else, or nothing that the database can compare.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        message = f"{text!r} is no moment of ours."
        raise ValueError(message)
    # The database knows no zone more than sixteen hours away; anybody can type one.
    return moment.astimezone(UTC)


def berlin_year(moment: datetime) -> int:
    return berlin_date(moment).year
