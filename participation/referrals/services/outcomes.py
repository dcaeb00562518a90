"""What becomes of a referral when its mail has gone, or could not go."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import BERLIN, berlin_date
from commons.delivery import services as delivery
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.ideas.services import cases
from participation.referrals import workflow
from participation.referrals.enums import Cause, ReferralState
from participation.referrals.models import Referral
from participation.referrals.rules import CASE_DOOR
from participation.referrals.services import clocks
from participation.referrals.services.locking import locked, locked_with_delivery


@transaction.atomic
def mark_sent(sent: Delivery) -> None:
    """The mail server took it; the outbox calls this with the delivery locked.

    Whoever tried it again from the outbox alone did not start the clock: it does now.
    """
    referral = _told_by(sent)
    if referral is not None:
        note_sent(referral)


def note_sent(referral: Referral) -> None:
    """It has gone, alone or with others; the caller holds the locks."""
    if not workflow.may_become(referral.state, ReferralState.SENT):
        return
    if referral.state == ReferralState.FAILED:
        queue_again(referral, by=None)
    _send(referral, by=None)


@transaction.atomic
def mark_failed(failed: Delivery) -> None:
    """It did not arrive and will not by itself; the desk sees it.

    A mail that came back never reached anybody, so nothing of it counts as sent.
    """
    referral = _told_by(failed)
    if referral is not None:
        note_failed(referral)


def note_failed(referral: Referral) -> None:
    """Its mail did not arrive, alone or with others; the caller holds the locks."""
    if not workflow.may_become(referral.state, ReferralState.FAILED):
        return
    referral.state, referral.sent_at = ReferralState.FAILED, None
    referral.save(update_fields=["state", "sent_at"])
    happened("referral.failed", referral, by=None)


@transaction.atomic
def send_again(referral: Referral, *, by: User) -> Referral:
    """Try a failed delivery once more; the department's time starts anew.

    Raises:
        RuleViolation: it has not failed, or cannot be sent any more.
    """
    referral = locked_with_delivery(referral)
    workflow.require(referral.state, ReferralState.QUEUED)
    _require_alone(referral)
    assert referral.delivery is not None  # noqa: S101 -- a failed one was enqueued
    delivery.retry(referral.delivery, by=by)
    return queue_again(referral, by=by)


@transaction.atomic
def follow_address(sent: Delivery) -> None:
    """The mail goes to another address, so the link is made for that one.

    The link of the first address opens nothing any more. The outbox calls this with
    the delivery locked.

    Raises:
        RuleViolation: the case did not fail, or another department has it.
    """
    referral = _told_by(sent)
    if referral is None:
        raise RuleViolation(
            _("Der Vorgang liegt nicht mehr beim Amt."), code="not_with_department"
        )
    workflow.require(referral.state, ReferralState.QUEUED)
    before = referral.link
    if before is not None:
        referral.link = CASE_DOOR.move(before, recipient=sent.to_address)
        referral.save(update_fields=["link"])
    queue_again(referral, by=None)


@transaction.atomic
def hand_over_by_hand(
    referral: Referral, *, by: User, day: date | None = None
) -> Referral:
    """A department without a mailbox has it, by form, letter or call.

    Args:
        day: on which it was handed over; without one, now.

    Raises:
        RuleViolation: it goes by mail, or went already.
    """
    referral = locked_with_delivery(referral)
    if not referral.is_by_hand:
        raise RuleViolation(
            _("Diese Weiterleitung geht von selbst mit der Mail hinaus."),
            code="goes_by_mail",
        )
    _require_alone(referral)
    workflow.require(referral.state, ReferralState.SENT)
    assert referral.delivery is not None  # noqa: S101 -- written with the referral
    delivery.complete(referral.delivery, by=by)
    return note_handed(referral, by=by, day=day)


def note_handed(referral: Referral, *, by: User, day: date | None = None) -> Referral:
    """Somebody gave it to the department; the caller holds the locks."""
    workflow.require(referral.state, ReferralState.SENT)
    return _send(referral, by=by, at=_moment_on(day, referral))


def _require_alone(referral: Referral) -> None:
    if referral.goes_along:
        raise RuleViolation(
            _("Diese Weiterleitung geht mit anderen zusammen. Das geht nur für alle."),
            code="goes_along",
        )


def _told_by(mail: Delivery) -> Referral | None:
    """The referral, locked; None if a mail to the department's successor counts now."""
    found = Referral.objects.filter(delivery=mail).first()
    return locked(found) if found is not None else None


def queue_again(referral: Referral, *, by: User | None) -> Referral:
    """It goes out once more, with the whole time; the caller holds the locks."""
    referral.state = ReferralState.QUEUED
    start_anew(referral)
    happened("referral.resent", referral, by=by)
    return referral


def start_anew(referral: Referral, *, cause: Cause = Cause.RESENT) -> None:
    """Its time begins on the day it goes out; the caller holds the locks."""
    now = timezone.now()
    clocks.start(referral, at=now, working_days=referral.working_days, cause=cause)
    referral.save(update_fields=["state", *clocks.CLOCK_FIELDS])
    if referral.is_lead:
        cases.move_next_date(referral.idea, next_on=referral.due_day)


def _moment_on(day: date | None, referral: Referral) -> datetime:
    """Noon of a day that is over, never before the referral itself."""
    now = timezone.now()
    if day is None or day >= berlin_date(now):
        return now
    noon = datetime.combine(day, time(12), tzinfo=BERLIN)
    return max(noon, referral.referred_at)


def _send(
    referral: Referral, *, by: User | None, at: datetime | None = None
) -> Referral:
    referral.state = ReferralState.SENT
    referral.sent_at = at or timezone.now()
    referral.save(update_fields=["state", "sent_at"])
    happened("referral.sent", referral, by=by)
    return referral
