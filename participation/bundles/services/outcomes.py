"""What becomes of a bundle and its rows when the one mail has gone, or could not go."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.delivery import services as delivery
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.bundles import workflow
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle
from participation.bundles.queries.bundles import has_not_arrived
from participation.bundles.rules import DOOR
from participation.bundles.services import ending, packing, sending
from participation.bundles.services.locking import Locked, locked
from participation.referrals.enums import ReferralState
from participation.referrals.rules import CASE_DOOR
from participation.referrals.services import outcomes


@transaction.atomic
def mark_sent(sent: Delivery) -> None:
    """The mail server took it; the outbox calls this with the delivery locked."""
    held = _told_by(sent)
    if held is None or not workflow.may_become(held.bundle.state, BundleState.SENT):
        return
    if held.bundle.state == BundleState.FAILED:
        queue_again(held, by=None)
    for referral in held.unfinished:
        outcomes.note_sent(referral)
    _become_sent(held.bundle, by=None)


@transaction.atomic
def mark_failed(failed: Delivery) -> None:
    """It did not arrive and will not by itself; the desk sees it."""
    held = _told_by(failed)
    if held is None or not workflow.may_become(held.bundle.state, BundleState.FAILED):
        return
    for referral in held.unfinished:
        outcomes.note_failed(referral)
    bundle = held.bundle
    bundle.state, bundle.sent_at = BundleState.FAILED, None
    bundle.save(update_fields=["state", "sent_at"])
    happened("bundle.failed", bundle, by=None)


@transaction.atomic
def follow_address(sent: Delivery) -> None:
    """The mail goes to another address, and all its links are made for that one.

    Raises:
        RuleViolation: the bundle did not fail, or another department has it.
    """
    held = _told_by(sent)
    if held is None:
        raise RuleViolation(
            _("Das Bündel liegt nicht mehr beim Amt."), code="not_with_department"
        )
    workflow.require(held.bundle.state, BundleState.QUEUED)
    bundle = held.bundle
    if bundle.link is not None:
        bundle.link = DOOR.move(bundle.link, recipient=sent.to_address)
        bundle.save(update_fields=["link"])
    for referral in held.unfinished:
        if referral.link is not None:
            referral.link = CASE_DOOR.move(referral.link, recipient=sent.to_address)
            referral.save(update_fields=["link"])
    packing.renew_paper(queue_again(held, by=None))


@transaction.atomic
def send_again(bundle: Bundle, *, by: User) -> Bundle:
    """Make the table anew and try once more; everybody's time begins again.

    Raises:
        RuleViolation: it has not failed.
    """
    held = locked(bundle.pk)
    if not has_not_arrived(held.bundle):
        raise RuleViolation(
            _("Diese Mail ist nicht gescheitert."), code="has_not_failed"
        )
    if held.bundle.delivery is not None:
        delivery.recall(held.bundle.delivery)
    sending.drop_mail(held.bundle)
    return queue_again(held, by=by)


@transaction.atomic
def hand_over_by_hand(bundle: Bundle, *, by: User, day: date | None = None) -> Bundle:
    """A department without a mailbox has the paper, by form, letter or in person.

    Raises:
        RuleViolation: it goes by mail, went already, or its table is not made yet.
    """
    held = locked(bundle.pk)
    if held.bundle.department.has_mailbox or held.bundle.delivery is None:
        raise RuleViolation(
            _("Dieses Bündel geht von selbst mit der Mail hinaus."),
            code="goes_by_mail",
        )
    workflow.require(held.bundle.state, BundleState.SENT)
    delivery.complete(held.bundle.delivery, by=by)
    for referral in held.unfinished:
        outcomes.note_handed(referral, by=by, day=day)
    return _become_sent(held.bundle, by=by)


def _told_by(mail: Delivery) -> Locked | None:
    """None if another mail of the bundle counts now."""
    found = Bundle.objects.filter(delivery=mail).first()
    return locked(found.pk) if found is not None else None


def queue_again(held: Locked, *, by: User | None) -> Bundle:
    for referral in held.unfinished:
        if referral.state == ReferralState.FAILED:
            outcomes.queue_again(referral, by=by)
    return sending.queue(held.bundle, by=by)


def _become_sent(bundle: Bundle, *, by: User | None) -> Bundle:
    bundle.state, bundle.sent_at = BundleState.SENT, timezone.now()
    bundle.save(update_fields=["state", "sent_at"])
    happened("bundle.sent", bundle, by=by)
    return ending.settle(bundle)
