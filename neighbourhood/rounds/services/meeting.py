"""A date to meet: set, moved, called off; calendars follow by its number."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.verbs.services import happened
from neighbourhood.rounds import workflow
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.services.dating import tell_by_hand_again
from neighbourhood.rounds.services.locking import locked
from neighbourhood.rounds.services.telling import everybody_in, tell

MEETING = "rounds.meeting"
USUAL_MINUTES = 60


@dataclass(frozen=True)
class Meeting:
    at: datetime | None = None
    where: str = ""
    link: str = ""
    minutes: int = USUAL_MINUTES


NO_MEETING = Meeting()


@transaction.atomic
def set_meeting(row: Round, meeting: Meeting, *, by: User) -> Round:
    """A date to meet, another one, or none after all; all hear of it at once.

    The same date once more is no news.

    Raises:
        RuleViolation: the round has ended.
    """
    row = locked(row.pk)
    workflow.require_live(row.state)
    if meeting == meeting_of(row):
        return row
    row.meeting_was_at = row.meets_at if meeting.at is None else None
    row.meets_at, row.meets_where = meeting.at, meeting.where
    row.meets_link, row.meets_minutes = meeting.link, meeting.minutes
    row.meeting_sequence += 1
    row.meeting_set_at = timezone.now()
    row.save(
        update_fields=[
            "meeting_was_at",
            "meets_at",
            "meets_where",
            "meets_link",
            "meets_minutes",
            "meeting_sequence",
            "meeting_set_at",
        ]
    )
    of = f"round-meeting:{row.meeting_sequence}"
    tell(everybody_in(row), MEETING, of=of)
    tell_by_hand_again(row)
    happened("round.meeting_set", row, by=by)
    return row


def meeting_of(row: Round) -> Meeting:
    if row.meets_at is None:
        return NO_MEETING
    return Meeting(row.meets_at, row.meets_where, row.meets_link, row.meets_minutes)
