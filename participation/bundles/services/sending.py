"""A bundle goes out: from this day on its time is counted.

The date and the state are written at once, the paper for all cases follows (`packing`).
Until then the bundle has no delivery.
"""

from django.db import transaction
from django.utils import timezone

from commons import wake
from commons.accounts.models import User
from commons.clock import berlin_date
from commons.delivery import services as delivery
from commons.files import services as files
from commons.numbers.services import next_number
from commons.verbs.services import happened
from neighbourhood.deadlines.services import due_after
from participation.bundles import workflow
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle
from participation.bundles.services import ending
from participation.bundles.services.locking import Locked, locked
from participation.referrals.enums import Cause, ReferralState
from participation.referrals.models import Referral
from participation.referrals.services import outcomes

RENDERER = "bundles.bundle"
SERIES = "bundle"
TASK = "bundles.pack"
wake.declare(TASK)


@transaction.atomic
def send_now(bundle: Bundle, *, by: User | None) -> Bundle:
    """What was collected goes out, and everybody's time begins today.

    Raises:
        RuleViolation: it has gone already, or is taken back.
    """
    held = locked(bundle.pk)
    workflow.require(held.bundle.state, BundleState.QUEUED)
    return dispatch(held, by=by)


def dispatch(held: Locked, *, by: User | None) -> Bundle:
    """Set the date for all rows that wait; the caller holds the locks."""
    waiting = [row for row in held.referrals if row.state == ReferralState.QUEUED]
    if not waiting:
        return ending.settle(held.bundle)
    for referral in waiting:
        referral.working_days = held.bundle.working_days
        referral.save(update_fields=["working_days"])
        outcomes.start_anew(referral, cause=Cause.GATHERED)
    return queue(held.bundle, by=by)


def queue(bundle: Bundle, *, by: User | None) -> Bundle:
    """It is on its way from today on; the table follows. The caller holds the lock."""
    now = timezone.now()
    bundle.state, bundle.queued_at = BundleState.QUEUED, now
    bundle.due_on = due_after(berlin_date(now), bundle.working_days).day
    if bundle._state.adding:
        store(bundle)
    else:
        bundle.save(update_fields=["state", "queued_at", "due_on"])
    happened("bundle.queued", bundle, by=by, due_on=bundle.due_on.isoformat())
    wake.on_commit(TASK, bundle_id=bundle.pk)
    return bundle


def store(bundle: Bundle) -> None:
    """Give a new one its number; taken last, since the counter stays locked."""
    bundle.made_at = timezone.now()
    bundle.number = next_number(SERIES, bundle.made_at)
    bundle.save(force_insert=True)


@transaction.atomic
def unpack(bundle: Bundle) -> bool:
    """The mail that waits would say what no longer holds: it is made anew.

    The caller holds the locks, the delivery's first. False if it is on its way already.
    """
    mail = bundle.delivery
    if mail is None:
        return True
    if not delivery.recall(mail):
        return False
    Referral.objects.filter(delivery=mail, state=ReferralState.QUEUED).update(
        delivery=None
    )
    drop_mail(bundle)
    wake.on_commit(TASK, bundle_id=bundle.pk)
    return True


def drop_mail(bundle: Bundle) -> None:
    """Another mail will be made; no paper is kept that nothing leads to any more."""
    drop_paper(bundle)
    bundle.delivery = None
    bundle.save(update_fields=["delivery"])


def drop_paper(bundle: Bundle) -> None:
    before = bundle.dossier
    if bundle.delivery is not None:
        bundle.delivery.attachments.clear()
    bundle.dossier = None
    bundle.save(update_fields=["dossier"])
    if before is not None:
        files.delete([before])
