"""The demo's clocks: what they did, as the ways that were dated back say it was."""

from datetime import datetime, time, timedelta

from django.db import connection

from commons.clock import BERLIN, berlin_date, berlin_today
from neighbourhood.deadlines.enums import ClockKind, Party
from neighbourhood.deadlines.services import due_after, events
from participation.referrals.enums import Cause, ReferralState
from participation.referrals.models import Referral
from participation.referrals.services import ladder, punctuality

# Working days that some are late, so that there is something to release.
LATE = (16, 11)
ENDED = {
    ReferralState.STATED: Cause.STATED,
    ReferralState.RETURNED: Cause.RETURNED,
    ReferralState.RECALLED: Cause.RECALLED,
}


def tell() -> None:
    """Write the clocks anew, then climb the ladder as beat does each morning."""
    _be_late()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "TRUNCATE referrals_referralclockevent, referrals_punctualityfigure"
        )
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    rows = Referral.objects.select_related("department", "idea", "due_on", "replaces")
    for referral in rows.order_by("pk"):
        _write_anew(referral)
    ladder.remind()


def _be_late() -> None:
    rows = Referral.objects.leads().filter(state=ReferralState.ACKNOWLEDGED)
    late = rows.exclude(link=None).order_by("pk")
    for referral, days in zip(late[: len(LATE)], LATE, strict=False):
        due = due_after(berlin_today(), -days)
        began = due_after(due.day, -referral.working_days).day
        moment = datetime.combine(began, time(12), BERLIN)
        Referral.objects.filter(pk=referral.pk).update(
            referred_at=moment,
            sent_at=moment,
            acknowledged_at=moment + timedelta(days=1),
            due_on=due,
            first_due_on=due,
        )


def _write_anew(referral: Referral) -> None:
    if not referral.department.has_clock:
        return
    events.note(
        referral,
        ClockKind.START,
        at=referral.referred_at,
        cause=Cause.TRANSFERRED if referral.replaces_id else Cause.REFERRED,
        party=Party.AMT,
    )
    if referral.paused_at is not None:
        events.note(
            referral,
            ClockKind.PAUSE,
            at=referral.paused_at,
            cause=Cause.QUESTION,
            party=Party.SPK,
        )
    if referral.closed_at is not None:
        events.note(
            referral,
            ClockKind.STOP,
            at=referral.closed_at,
            cause=ENDED[ReferralState(referral.state)],
            party=Party.NOBODY,
        )
        punctuality.freeze(
            referral,
            at=referral.closed_at,
            counted_on=berlin_date(referral.closed_at),
        )
