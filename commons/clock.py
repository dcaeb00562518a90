"""Days and years as Berlin's clocks show them, whatever zone is active."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

BERLIN = ZoneInfo("Europe/Berlin")


def berlin_date(moment: datetime) -> date:
    """The Berlin calendar day of an aware moment."""
    return timezone.localtime(moment, BERLIN).date()


def berlin_today() -> date:
    return berlin_date(timezone.now())


def berlin_year(moment: datetime) -> int:
    return berlin_date(moment).year
