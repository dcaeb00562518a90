"""The clock of a referral: it runs as any deadline does, and each doing is a row.

While a department waits for an answer its clock rests. Those working days are the
SPK's, or the resident's while the question lies there, and never the department's.
The caller holds the referral's lock and saves it. Bodies outside the district have a
date for the SPK's own follow-up, but no clock: nothing is kept of it.
"""

from datetime import date, datetime

from django.utils import timezone

from neighbourhood.deadlines.enums import ClockKind, Party
from neighbourhood.deadlines.services import clocks as ground, events
from participation.referrals.enums import Cause
from participation.referrals.models import Referral, ResidentQuestion
from participation.referrals.services import punctuality

CLOCK_FIELDS = ground.CLOCK_FIELDS


def start(
    referral: Referral,
    *,
    at: datetime,
    working_days: int,
    cause: Cause = Cause.RESENT,
) -> None:
    """The department's time begins, or begins anew; one not stored yet is stored.

    A transfer to another department is another referral, so it starts with the whole
    time of that department.
    """
    ground.start(referral, at=at, working_days=working_days)
    if referral._state.adding:
        referral.save()
        cause = Cause.TRANSFERRED if referral.replaces_id else Cause.REFERRED
    _note(referral, ClockKind.START, at=at, cause=cause, party=Party.AMT)


def pause(referral: Referral, *, at: datetime) -> None:
    """The department asks: its clock rests, and the SPK's days begin."""
    if referral.is_paused:
        return
    ground.pause(referral, at=at)
    _note(referral, ClockKind.PAUSE, at=at, cause=Cause.QUESTION, party=Party.SPK)


def hand_pause_to(
    referral: Referral,
    party: Party,
    *,
    at: datetime,
    cause: Cause,
    day: date | None = None,
) -> None:
    """The clock goes on resting, but the days are somebody else's from now on.

    Args:
        day: from when, where that lies before the day of `at`.
    """
    _note(referral, ClockKind.PAUSE, at=at, cause=cause, party=party, day=day)


def resume(referral: Referral, *, at: datetime, cause: Cause = Cause.SETTLED) -> int:
    """The clock goes on; nobody waits for the resident any more. Returns the pause."""
    was_paused = referral.is_paused
    paused = ground.resume(referral, at=at)
    ResidentQuestion.objects.filter(
        question__referral=referral, closed_at__isnull=True
    ).update(closed_at=at)
    if was_paused:
        _note(
            referral,
            ClockKind.RESUME,
            at=at,
            cause=cause,
            party=Party.AMT,
            working_days=paused,
        )
    return paused


def grant_extension(referral: Referral, *, until: date, at: datetime) -> int:
    """The department has until a day that it named itself; that is on time, too.

    How far and how often, the caller has checked. Returns working days.

    Raises:
        RuleViolation: `until` is not later than it is due.
    """
    moved = ground.extend(referral, until=until)
    _note(
        referral,
        ClockKind.MOVED,
        at=at,
        cause=Cause.EXTENSION,
        party=Party.AMT,
        working_days=moved,
    )
    return moved


def moment(referral: Referral, said_at: datetime) -> datetime:
    """When something counts that was said before: not before the clock's last doing."""
    last = referral.clock_events.last()
    since = (referral.sent_at, referral.paused_at, last.at if last else None)
    earliest = max(each for each in since if each is not None)
    return min(max(said_at, earliest), timezone.now())


def stop(referral: Referral, *, at: datetime) -> None:
    """It has ended in the state that the caller has set: the figure is written."""
    resume(referral, at=at)
    cause = Cause(referral.state)
    _note(referral, ClockKind.STOP, at=at, cause=cause, party=Party.NOBODY)
    punctuality.freeze(referral, at=at)


def note_holiday(referral: Referral) -> None:
    """The calendar lost a day: the date moves, the department's time does not."""
    _note(
        referral,
        ClockKind.MOVED,
        at=timezone.now(),
        cause=Cause.HOLIDAY,
        party=_whose_turn(referral),
    )


def _whose_turn(referral: Referral) -> Party:
    last = referral.clock_events.last()
    return Party(last.party) if last is not None else Party.AMT


def _note(  # noqa: PLR0913 -- one row, each part by its name
    referral: Referral,
    kind: ClockKind,
    *,
    at: datetime,
    cause: Cause,
    party: Party,
    working_days: int = 0,
    day: date | None = None,
) -> None:
    if referral.department.has_clock:
        events.note(
            referral,
            kind,
            at=at,
            cause=cause.value,
            party=party,
            working_days=working_days,
            day=day,
        )
