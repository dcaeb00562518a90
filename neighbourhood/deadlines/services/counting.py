"""Working days in memory, for one pass over thousands of deadlines."""

from bisect import bisect_right
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from neighbourhood.deadlines.models import WorkingDay

# Further back nothing waits, and nobody is given longer.
SPAN = timedelta(days=5 * 366)


class Counting:
    """Says what `working_days_between` and `due_after` say, after one query.

    Made for a run and thrown away with it: a holiday declared meanwhile counts in the
    next one.
    """

    def __init__(self, around: date) -> None:
        near = WorkingDay.objects.filter(day__gte=around - SPAN, day__lte=around + SPAN)
        self._days = list(near.order_by("day").values_list("day", flat=True))

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`."""
        return bisect_right(self._days, end) - bisect_right(self._days, start)

    def after(self, start: date, working_days: int) -> date:
        """The day `working_days` working days after `start`.

        Raises:
            RuleViolation: the calendar in memory does not reach that far.
        """
        place = bisect_right(self._days, start) - 1 + working_days
        if not 0 <= place < len(self._days):
            raise RuleViolation(
                _("So weit reicht der Kalender der Arbeitstage nicht."),
                code="calendar_ends",
            )
        return self._days[place]
