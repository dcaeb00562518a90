"""Writing down how long a referral took, once and for good, when it ends."""

from datetime import date, datetime

from commons.clock import berlin_date, berlin_today
from neighbourhood.deadlines.enums import ClockKind, Party
from neighbourhood.deadlines.services import (
    due_after,
    events,
    working_days_between,
)
from participation.referrals.enums import Cause, ReferralState
from participation.referrals.models import (
    PunctualityFigure,
    Referral,
    ReferralClockEvent,
)


def freeze(
    referral: Referral, *, at: datetime, counted_on: date | None = None
) -> PunctualityFigure | None:
    """The figure of a referral that has just ended; its clock goes on no more.

    It counts for the month it is written in, even where a mail ended it before: what
    was told of an earlier month stays.

    None for a body without a clock, and for what never reached a department.
    """
    if not referral.department.has_clock or referral.sent_at is None:
        return None
    done_on = berlin_date(at)
    days = _days(referral, done_on)
    reaction_due_on, reacted_on = _reaction(referral, at)
    rows = referral.clock_events
    return PunctualityFigure.objects.create(
        referral=referral,
        department=referral.department,
        region_id=referral.idea.region_id,
        role=referral.role,
        ended_as=referral.state,
        referred_on=berlin_date(referral.referred_at),
        first_due_on=referral.first_due_on_id or referral.due_day,
        due_on=referral.due_day,
        done_on=done_on,
        counted_on=counted_on or berlin_today(),
        reaction_due_on=reaction_due_on,
        reacted_on=reacted_on,
        amt_days=max(days[Party.AMT], 0),
        spk_days=max(days[Party.SPK], 0),
        resident_days=max(days[Party.RESIDENT], 0),
        desk_days=_desk_days(referral) if referral.is_lead else None,
        is_on_time=_is_on_time(referral, done_on),
        is_extended=rows.filter(cause=Cause.EXTENSION).exists(),
        created_at=at,
    )


def _days(referral: Referral, done_on: date) -> dict[Party, int]:
    """Whose days they were, as far as that was kept.

    What was sent once more did not reach the department before: that is the SPK's.
    """
    rows = list(referral.clock_events.all())
    if not rows or rows[0].kind != ClockKind.START:
        began = ReferralClockEvent(
            kind=ClockKind.START,
            day=berlin_date(referral.referred_at),
            party=Party.AMT,
        )
        rows.insert(0, began)
    last = max(at for at, row in enumerate(rows) if row.kind == ClockKind.START)
    days = events.days_by_party(rows[last:], until=done_on)
    days[Party.SPK] += working_days_between(rows[0].day, rows[last].day)
    return days


def _reaction(referral: Referral, at: datetime) -> tuple[date, date | None]:
    """Until when a first sign was due, and when it came: to state is one as well."""
    assert referral.sent_at is not None  # noqa: S101 -- the caller has asked
    sent_on = berlin_date(referral.sent_at)
    due_on = due_after(sent_on, referral.department.first_reaction_days).day
    if referral.acknowledged_at is not None:
        return due_on, berlin_date(referral.acknowledged_at)
    if referral.state == ReferralState.RECALLED:
        return due_on, None
    return due_on, berlin_date(at)


def _desk_days(referral: Referral) -> int:
    """How long the SPK had it before: since it came in, or came back."""
    before = referral.replaces
    since = before.closed_at if before is not None else None
    since_on = berlin_date(since or referral.idea.submitted_at)
    return max(working_days_between(since_on, berlin_date(referral.referred_at)), 0)


def _is_on_time(referral: Referral, done_on: date) -> bool | None:
    is_in_time = done_on <= referral.due_day
    if referral.state == ReferralState.RECALLED and is_in_time:
        return None
    return is_in_time
