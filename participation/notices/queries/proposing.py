"""Which day a draft names: one that can be kept, but not later than a month ahead.

The department's own day where it has one; else what such a step usually takes in this
district (the median of the last year), or what the house allows itself.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from commons.periods import Period
from commons.terms.queries import current
from neighbourhood.deadlines.services import due_after
from participation.notices.enums import Stage
from participation.notices.models import NoticeTerms
from participation.notices.story import Story
from participation.referrals.queries import punctuality
from participation.referrals.rules import DESK_WORKING_DAYS

YEAR = timedelta(days=365)
# Nobody is told less than a week ahead, nor that it will take a day.
LEAST_WORKING_DAYS = 5
# While somebody outside works on it, and nothing is known of how long that takes.
OTHERS_WORKING_DAYS = 10


@dataclass(frozen=True)
class Habits:
    """Working days that a step usually takes here; and the most days ahead."""

    desk: int
    amt: int
    most: timedelta
    days: dict[int, date]

    def after(self, working_days: int) -> date:
        return self.days[working_days]


def habits(today: date) -> Habits:
    """How long it takes in this district; three queries."""
    took = punctuality.took(Period(today - YEAR, today))
    desk = _within(took.spk_median, DESK_WORKING_DAYS)
    amt = _within(took.median, OTHERS_WORKING_DAYS, most=20)
    days = {
        wanted: due_after(today, wanted).day
        for wanted in {desk, amt, LEAST_WORKING_DAYS}
    }
    terms = current(NoticeTerms)
    return Habits(desk, amt, timedelta(days=terms.interim_days), days)


def propose(
    story: Story, today: date, usual: Habits, *, asked_until: date | None = None
) -> date:
    """The day on which readers hear next; always after today."""
    wanted = _wanted(story, usual, asked_until)
    latest = max(today + usual.most, usual.after(LEAST_WORKING_DAYS))
    return min(max(wanted, usual.after(LEAST_WORKING_DAYS)), latest)


def _wanted(story: Story, usual: Habits, asked_until: date | None) -> date:
    if story.amt_on is not None:
        return story.amt_on
    if asked_until is not None:
        return asked_until
    if story.stage in {Stage.AMT, Stage.OUTSIDE, Stage.HANDING, Stage.ROUND}:
        return usual.after(usual.amt)
    return usual.after(usual.desk)


def _within(median: int | None, usual: int, *, most: int | None = None) -> int:
    """What is measured, as long as it is no more than what the house allows itself."""
    wanted = usual if median is None else median
    return min(max(wanted, LEAST_WORKING_DAYS), most or usual)
