"""The list for the Bezirksamt: what was released for it, and what is proposed."""

from dataclasses import dataclass
from datetime import date

from neighbourhood.deadlines.services import due_after
from participation.referrals.enums import Step
from participation.referrals.models import ReferralReminder
from participation.referrals.queries import ladder


@dataclass(frozen=True)
class BoardRow:
    reminder: ReferralReminder
    days_late: int

    @property
    def is_released(self) -> bool:
        return bool(self.reminder.is_released)

    @property
    def region(self) -> str:
        region = self.reminder.referral.idea.region
        return region.name if region else ""


def board(today: date) -> tuple[list[BoardRow], list[BoardRow]]:
    """Released and proposed ones that are still open, the oldest first; three
    queries."""
    number = due_after(today, 0).ordinal
    proposed = ladder.proposed().filter(step=Step.BOARD)
    released, waiting = (
        [
            BoardRow(row, number - row.referral.due_on.ordinal)
            for row in rows
            if row.referral.due_on is not None
        ]
        for rows in (ladder.board_list(), proposed)
    )
    return released, waiting
