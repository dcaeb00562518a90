"""The ladder: a reminder before the date, on it and after it; then the coordinator.

Beat may run it never, once or three times a day: each step is a row that exists
once, and after an outage only the highest step is sent.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from commons.clock import berlin_date, berlin_today
from commons.delivery import services as delivery
from commons.verbs.services import happened
from neighbourhood.deadlines.services import clocks, due_after, working_days_between
from participation.referrals import workflow
from participation.referrals.enums import ReferralState, Step
from participation.referrals.models import Referral, ReferralReminder
from participation.referrals.services.locking import locked

RENDERER = "referrals.reminder"
# Working days after the due date; negative: before it.
LADDER: dict[Step, int] = {
    Step.BEFORE: -5,
    Step.DUE: 0,
    Step.OVERDUE: 5,
    Step.ESCALATED: 10,
}
# The coordinator finds it on Heute; the department has been reminded enough.
WITHOUT_MAIL = frozenset({Step.ESCALATED})


def remind(today: date | None = None) -> int:
    """Climb every ladder that is due; gives the number of new steps."""
    today = today or berlin_today()
    _end_long_pauses()
    soon = due_after(today, -LADDER[Step.BEFORE]).day
    waiting = Referral.objects.filter(
        state__in=workflow.WITH_DEPARTMENT, paused_at__isnull=True, due_on__lte=soon
    )
    return sum(_climb(referral, today) for referral in waiting.order_by("pk"))


@transaction.atomic
def _climb(referral: Referral, today: date) -> int:
    referral = locked(referral)
    if referral.state not in workflow.WITH_DEPARTMENT or referral.is_paused:
        return 0
    new = [step for step in _reached(referral, today) if _is_new(referral, step)]
    if not new:
        return 0
    mailed = [step for step in new if step not in WITHOUT_MAIL]
    if mailed and referral.link is not None:
        delivery.enqueue(
            key=f"reminder:{referral.pk}:{referral.due_day}:{mailed[-1]}",
            renderer=RENDERER,
            params={"referral": referral.pk, "step": mailed[-1].value},
            to_address=referral.link.recipient,
        )
    happened("referral.reminded", referral, by=None, step=new[-1].value)
    return len(new)


def _reached(referral: Referral, today: date) -> list[Step]:
    """The rungs that `today` has come to, lowest first."""
    due = referral.due_day
    passed = working_days_between(due, today)
    reached = [step for step, after in LADDER.items() if passed >= after]
    if today < due and _came_late(referral, due):
        return []
    # On the date itself nobody needs to hear that it is near.
    return [step for step in reached if step != Step.BEFORE or today < due]


def _came_late(referral: Referral, due: date) -> bool:
    """The department got it so near to the date that the letter itself reminds."""
    assert referral.sent_at is not None  # noqa: S101 -- it is with the department
    left = working_days_between(berlin_date(referral.sent_at), due)
    return left <= -LADDER[Step.BEFORE]


def _is_new(referral: Referral, step: Step) -> bool:
    _, is_new = ReferralReminder.objects.get_or_create(
        referral=referral,
        due_on=referral.due_day,
        step=step,
        defaults={"created_at": timezone.now()},
    )
    return is_new


def _end_long_pauses() -> None:
    """A question that the SPK left lying: its clock goes on without an answer."""
    limit = due_after(berlin_today(), -clocks.LONGEST_PAUSE).day
    paused = Referral.objects.filter(
        state=ReferralState.QUESTION, paused_at__date__lt=limit
    )
    for referral in paused.order_by("pk"):
        _end_pause(referral)


@transaction.atomic
def _end_pause(referral: Referral) -> None:
    referral = locked(referral)
    if referral.is_paused:
        paused = clocks.resume(referral, at=timezone.now())
        referral.save(update_fields=clocks.CLOCK_FIELDS)
        happened("referral.pause_ended", referral, by=None, paused=paused)
