"""Unfinished bundles follow a department into the one it becomes part of.

Runs before the referrals follow, in the same transaction: they only change their
department and their own link, and no mail of theirs goes out.
"""

from django.db import transaction

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.delivery import services as delivery
from commons.verbs.services import happened
from neighbourhood.departments.models import Department
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle, BundleItem
from participation.bundles.rules import DOOR
from participation.bundles.services import collecting, ending, packing, sending
from participation.bundles.services.locking import Locked, locked
from participation.bundles.services.outcomes import queue_again
from participation.referrals.models import Referral
from participation.referrals.queries.succeeding import followers_of
from participation.referrals.services import referring

RENDERER = "bundles.moved"


@transaction.atomic
def follow(source: Department, target: Department, *, by: User | None) -> None:
    rows = Bundle.objects.unfinished().filter(department=source).order_by("pk")
    for pk in list(rows.values_list("pk", flat=True)):
        held = locked(pk)
        held = _without_those_that_stay(held, source, target, by=by)
        if held.unfinished:
            _hand_on(held, target, by=by)
        else:
            ending.settle(held.bundle)


def _without_those_that_stay(
    held: Locked, source: Department, target: Department, *, by: User | None
) -> Locked:
    """The target has the same idea already: those rows stay where they are, alone."""
    going = set(followers_of(source, target).values_list("pk", flat=True))
    staying = [row for row in held.unfinished if row.pk not in going]
    for referral in staying:
        BundleItem.objects.filter(referral=referral).delete()
        if held.bundle.is_collecting:
            referring.send_alone(referral, by=by)
        else:
            Referral.objects.filter(pk=referral.pk).update(goes_along=False)
    if staying:
        packing.leave_out(held.bundle)
    left = [row for row in held.referrals if row not in staying]
    return Locked(held.bundle, left)


def _hand_on(held: Locked, target: Department, *, by: User | None) -> None:
    bundle, before = held.bundle, held.bundle.department
    if bundle.is_collecting:
        _collect_there(held, target, by=by)
        return
    bundle.department = target
    bundle.save(update_fields=["department"])
    if target.has_mailbox and target.email != before.email:
        _write_to(held, target, by=by)
    happened("bundle.moved", bundle, by=by, department=target.pk)


def _write_to(held: Locked, target: Department, *, by: User | None) -> None:
    """What never arrived goes anew; else the new mailbox gets a key of its own."""
    bundle = held.bundle
    if bundle.state == BundleState.QUEUED and sending.unpack(bundle):
        return
    if bundle.state == BundleState.FAILED:
        sending.drop_mail(bundle)
        queue_again(held, by=by)
        return
    bundle.link = DOOR.grant(bundle.pk, recipient=target.email)
    bundle.save(update_fields=["link"])
    delivery.enqueue(
        key=f"bundle-moved:{bundle.pk}:{target.pk}",
        renderer=RENDERER,
        params={"bundle": bundle.pk},
        to_address=target.email,
    )


def _collect_there(held: Locked, target: Department, *, by: User | None) -> None:
    """What waits joins what waits there, or goes at once if nothing waits there."""
    bundle = held.bundle
    day = collecting.leaves_on(target, berlin_today())
    known = Bundle.objects.filter(department=target, state=BundleState.COLLECTING)
    other = known.select_for_update(of=("self",)).first()
    if other is not None:
        for referral in held.unfinished:
            BundleItem.objects.filter(referral=referral).delete()
            collecting.add(other, referral)
        ending.settle(bundle)
        return
    bundle.department = target
    bundle.leaves_on = day or bundle.leaves_on
    bundle.save(update_fields=["department", "leaves_on"])
    happened("bundle.moved", bundle, by=by, department=target.pk)
    if day is None:
        sending.dispatch(held, by=by)
