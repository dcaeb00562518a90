"""Counting on the days when the SPK is there: working days without closure days."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_date
from commons.errors import RuleViolation
from neighbourhood.deadlines import registry
from neighbourhood.deadlines.models import Closure, WorkingDay


def office_days() -> QuerySet[WorkingDay]:
    """The days when the SPK works, earliest first."""
    closed = Closure.objects.within(OuterRef("day"), OuterRef("day"))  # type: ignore[arg-type]  # an expression
    return WorkingDay.objects.filter(~Exists(closed)).order_by("day")


def office_day_after(start: date, days: int) -> date:
    """The day that lies `days` days of the SPK after `start`; one query.

    `start` itself never counts (§ 187 Abs. 1 BGB). With 0 it is `start`, or the next
    day on which the SPK is there.

    Raises:
        RuleViolation: the calendar does not reach that far.
    """
    rows = office_days()
    rows = rows.filter(day__gt=start) if days else rows.filter(day__gte=start)
    place = max(days - 1, 0)
    found = rows.values_list("day", flat=True)[place : place + 1]
    for day in found:
        return day
    raise RuleViolation(
        _("So weit reicht der Kalender der Arbeitstage nicht."), code="calendar_ends"
    )


def first_look_after(moment: datetime) -> date:
    """Until when somebody looks at what came in then, as authors are promised."""
    return office_day_after(berlin_date(moment), settings.FIRST_LOOK_DAYS)


def make_up_for(lost: Sequence[date]) -> int:
    """Move what the SPK promised behind days that it lost; says how many promises.

    Called when the calendar has changed already.
    """
    return sum(follow(lost) for follow in registry.promises()) if lost else 0
