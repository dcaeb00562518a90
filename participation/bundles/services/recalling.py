"""Taking a bundle back, or one row of it."""

from django.db import transaction

from commons.accounts.models import User
from commons.delivery import services as delivery
from commons.links import services as links
from participation.bundles import workflow
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle
from participation.bundles.rules import DOOR
from participation.bundles.services import sending
from participation.bundles.services.locking import locked, locked_alone
from participation.referrals import workflow as referral_workflow
from participation.referrals.enums import ReferralState
from participation.referrals.models import Referral
from participation.referrals.services import colleagues
from participation.referrals.services.recalling import recall

RENDERER = "bundles.recalled"


@transaction.atomic
def recall_all(bundle: Bundle, *, by: User) -> int:
    """Take back every row that nobody has answered; gives how many.

    What was answered or given back stays as it is, and the bundle is done then.

    Raises:
        RuleViolation: nothing in it is open any more.
    """
    held = locked(bundle.pk)
    workflow.require(held.bundle.state, BundleState.RECALLED)
    open_rows = [
        row
        for row in held.referrals
        if referral_workflow.may_become(row.state, ReferralState.RECALLED)
    ]
    told: dict[str, list[int]] = {}
    for referral in open_rows:
        if referral.sent_at is not None:
            for address in colleagues.addresses_told(referral):
                told.setdefault(address, []).append(referral.pk)
        recall(referral, by=by, is_told=False)
    _tell(held.bundle, told)
    for link in DOOR.links_of(held.bundle.pk):
        links.revoke(link)
    return len(open_rows)


def _tell(bundle: Bundle, told: dict[str, list[int]]) -> None:
    """One mail for everybody who had a key to any of them."""
    for number, (address, referrals) in enumerate(sorted(told.items())):
        delivery.enqueue(
            key=f"bundle-recalled:{bundle.pk}:{number}",
            renderer=RENDERER,
            params={"bundle": bundle.pk, "referrals": referrals},
            to_address=address,
        )


def left(referral: Referral, by: User | None) -> None:  # noqa: ARG001 -- a host's shape
    """One row was taken back: a mail that waits is made again without it.

    `locked_with_delivery` has locked the common mail first.
    """
    found = Bundle.objects.filter(
        items__referral=referral, state=BundleState.QUEUED
    ).first()
    if found is not None:
        sending.unpack(locked_alone(found.pk))
