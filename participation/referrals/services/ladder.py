"""The ladder: reminders on the way to the date and after it, each exactly once.

Beat may run it never, once or three times a day, or twice at the same moment: a rung
is a row that exists once for its due date, and the mails of a run are made of the rows
that wait, one for each mailbox. After an outage only the highest rung that is sent by
itself is put into words.
"""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.alone import alone
from commons.clock import berlin_today
from commons.terms.queries import current
from commons.verbs.services import happened
from neighbourhood.deadlines.services import due_after, mornings
from neighbourhood.deadlines.services.counting import Counting
from neighbourhood.departments.queries.ladder import addresses_of
from participation.referrals import companions, workflow
from participation.referrals.enums import Automatic, Step
from participation.referrals.models import ClockTerms, Referral, ReferralReminder
from participation.referrals.queries import ladder as queries
from participation.referrals.queries.colleagues import links_of
from participation.referrals.rules import CASE_DOOR
from participation.referrals.services import passing
from participation.referrals.services.locking import locked

RENDERER = "referrals.reminder"


def remind(today: date | None = None, *, not_before: datetime | None = None) -> int:
    """Climb every ladder that is due; gives the number of new rungs.

    Does nothing while another run is at it.

    Args:
        not_before: so long the mails wait for what others have to say that morning.
    """
    today = today or berlin_today()
    with alone("referrals ladder") as is_first:
        if not is_first:
            return 0
        passing.end_silent(today)
        terms = current(ClockTerms)
        days = Counting(today)
        waiting = _waiting(today, terms, days)
        new = sum(_climb(row, today, terms, days) for row in waiting)
        send_pending(not_before=not_before)
        return new


def _waiting(today: date, terms: ClockTerms, days: Counting) -> list[Referral]:
    """Those for which a rung has come that nobody has noted: two queries for all."""
    soon = due_after(today, terms.before_days).day
    rows = queries.running()
    due = rows.filter(due_on__lte=soon)
    silent = rows.filter(acknowledged_at__isnull=True)
    found = (due | silent).select_related("department").order_by("pk")
    known = set(
        ReferralReminder.objects.filter(referral__in=rows).values_list(
            "referral_id", "due_on", "step"
        )
    )
    return [
        row
        for row in found
        if any(
            (row.pk, rung.day, rung.step) not in known
            for rung in queries.reached(row, today, terms, days)
        )
    ]


@transaction.atomic
def _climb(referral: Referral, today: date, terms: ClockTerms, days: Counting) -> int:
    referral = locked(referral)
    if referral.state not in workflow.WITH_DEPARTMENT or referral.is_paused:
        return 0
    reached = queries.reached(referral, today, terms, days)
    kept = [_kept(referral, rung, terms) for rung in reached]
    new = [row for row, is_new in kept if is_new]
    if not new:
        return 0
    mailed = [row for row in new if row.step in queries.BY_ITSELF][-1:]
    mailed += [row for row in new if row.is_released]
    ReferralReminder.objects.filter(pk__in=[row.pk for row in mailed]).update(
        is_pending=True
    )
    happened("referral.reminded", referral, by=None, step=new[-1].step)
    return len(new)


def _kept(
    referral: Referral, reached: queries.Reached, terms: ClockTerms
) -> tuple[ReferralReminder, bool]:
    """The rung's row, and whether it is new; what needs no release is released."""
    now = timezone.now()
    is_free = reached.step in queries.FREE[Automatic(terms.automatic)]
    decided = {"decided_at": now, "is_released": True} if is_free else {}
    return ReferralReminder.objects.get_or_create(
        referral=referral,
        due_on=reached.day,
        step=reached.step,
        defaults={"created_at": now, "is_pending": False, **decided},
    )


@transaction.atomic
def send_pending(*, not_before: datetime | None = None) -> int:
    """One mail for each mailbox that something waits for; says how many mails."""
    rows = ReferralReminder.objects.filter(is_pending=True).order_by("pk")
    waiting = list(queries.with_referral(rows).select_for_update(of=("self",)))
    terms = current(ClockTerms)
    by_mailbox: dict[str, list[ReferralReminder]] = {}
    for row in waiting:
        for address in queries.recipients_of(row, terms):
            by_mailbox.setdefault(address, []).append(row)
    for address, reminders in sorted(by_mailbox.items()):
        _enqueue(address, reminders, not_before)
    ReferralReminder.objects.filter(pk__in=[row.pk for row in waiting]).update(
        is_pending=False
    )
    return len(by_mailbox)


def _enqueue(
    address: str, reminders: list[ReferralReminder], not_before: datetime | None
) -> None:
    """The key holds no address: keys are seen by whoever looks after the outbox."""
    mailbox = hashlib.sha256(address.encode()).hexdigest()[:16]
    mail = mornings.tell(
        key=f"ladder:{reminders[-1].pk}:{mailbox}",
        renderer=RENDERER,
        params={"reminders": [row.pk for row in reminders]},
        to_address=address,
        not_before=not_before,
    )
    for row in reminders:
        row.deliveries.add(mail)
        if row.step == Step.OVERDUE:
            _let_open(row.referral, address)


def _let_open(referral: Referral, address: str) -> None:
    """The substitute answers in the department's stead, on a link of its own."""
    own = referral.link
    if own is None or addresses_of(referral.department).substitute != address:
        return
    known = links_of(referral).filter(recipient=address, revoked_at__isnull=True)
    if own.recipient != address and not known.exists():
        CASE_DOOR.grant(referral.pk, recipient=address, expires_at=own.expires_at)
    if referral.goes_along:
        companions.let_open(referral, address)


@transaction.atomic
def release(reminders: Iterable[int], *, by: User) -> int:
    """Send what was proposed; where there is no mailbox, somebody has called.

    Gives how many rungs were released; what no longer holds is left out.
    """
    return _decide(reminders, is_released=True, by=by)


@transaction.atomic
def hold_back(reminders: Iterable[int], *, by: User) -> int:
    """Leave it at that for this rung; the next one is proposed all the same."""
    return _decide(reminders, is_released=False, by=by)


def _decide(reminders: Iterable[int], *, is_released: bool, by: User) -> int:
    rows = queries.proposed().filter(pk__in=list(reminders))
    found = list(rows.select_for_update(of=("self",)))
    for row in found:
        row.decided_at, row.decided_by = timezone.now(), by
        row.is_released = row.is_pending = is_released
        row.save(
            update_fields=["decided_at", "decided_by", "is_released", "is_pending"]
        )
        verb = "referral.escalated" if is_released else "referral.held_back"
        happened(verb, row.referral, by=by, step=row.step)
    if is_released:
        send_pending()
    return len(found)
