"""What a department wants together is collected, and goes at its rhythm as one mail.

Beat may send what was collected never, once or twice: a bundle that has left cannot
leave again, and one whose day is past goes with the next run.
"""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext, gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_date, berlin_today
from commons.errors import RuleViolation
from commons.spoken import day_in_words
from commons.verbs.services import happened
from neighbourhood.deadlines.models import WorkingDay
from neighbourhood.deadlines.services import due_after
from neighbourhood.departments.enums import MailRhythm
from neighbourhood.departments.models import Department
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle, BundleItem
from participation.bundles.services import ending, packing, sending
from participation.bundles.services.locking import locked, locked_alone
from participation.referrals.enums import ReferralState
from participation.referrals.models import Referral
from participation.referrals.rules import may_be_handed_out
from participation.referrals.services import outcomes, referring


def leaves_on(department: Department, today: date) -> date | None:
    """The day of its next common mail; None where each goes at once.

    A day that has begun is over: its mail may have gone this morning.
    """
    if not department.has_mailbox:
        return None
    if department.mail_rhythm == MailRhythm.DAILY:
        return due_after(today, 1).day
    if department.mail_rhythm == MailRhythm.WEEKLY:
        monday = today + timedelta(days=7 - today.weekday())
        first = WorkingDay.objects.filter(day__gte=monday).order_by("day").first()
        return first.day if first else None
    return None


def going(department: Department) -> str:
    """In words when its next common mail goes; "" where each goes at once."""
    day = leaves_on(department, berlin_today())
    if day is None:
        return ""
    return gettext(
        "%(department)s bekommt Weiterleitungen gesammelt: Diese geht mit der "
        "nächsten gemeinsamen Mail am %(day)s."
    ) % {"department": department.name, "day": day_in_words(day)}


def takes(referral: Referral) -> bool:
    """Collect a referral just stored, if its department wants that.

    The caller holds its idea; the bundle is locked after it.
    """
    day = leaves_on(referral.department, berlin_date(referral.referred_at))
    if day is None:
        return False
    bundle = _collecting(referral, day)
    if referral.working_days < bundle.working_days:
        # One date for all: that of whoever needs it soonest.
        bundle.working_days = referral.working_days
        bundle.save(update_fields=["working_days"])
    add(bundle, referral)
    _expect(bundle, referral)
    return True


def _expect(bundle: Bundle, referral: Referral) -> None:
    """Its day counts from the common mail on: what people are told now has to hold."""
    if bundle.leaves_on is None:
        return
    due_on = due_after(bundle.leaves_on, bundle.working_days)
    referral.due_on = referral.first_due_on = due_on
    referral.save(update_fields=["due_on", "first_due_on"])


def add(bundle: Bundle, referral: Referral) -> None:
    """Put it behind the last row; the caller holds both."""
    last = bundle.items.aggregate(last=Max("position"))["last"] or 0
    BundleItem.objects.create(bundle=bundle, referral=referral, position=last + 1)
    referral.goes_along = True
    referral.save(update_fields=["goes_along"])


def _collecting(referral: Referral, day: date) -> Bundle:
    """The one that is being collected, locked; begun if there is none."""
    rows = Bundle.objects.filter(
        department=referral.department_id, state=BundleState.COLLECTING
    )
    if (found := rows.select_for_update(of=("self",)).first()) is not None:
        return found
    try:
        with transaction.atomic():
            return _begun(referral, day)
    except IntegrityError:
        # Somebody else began it in the same moment, or it has just left.
        waiting = rows.select_for_update(of=("self",)).first()
        return waiting if waiting is not None else _begun(referral, day)


def _begun(referral: Referral, day: date) -> Bundle:
    bundle = Bundle(
        department=referral.department,
        state=BundleState.COLLECTING,
        working_days=referral.department.working_days,
        leaves_on=day,
        made_by=referral.referred_by,
    )
    sending.store(bundle)
    happened("bundle.begun", bundle, by=None, department=bundle.department_id)
    return bundle


def send_collected(today: date | None = None) -> int:
    """Let go what is due, on working days alone; gives how many mails."""
    today = today or berlin_today()
    if not WorkingDay.objects.filter(day=today).exists():
        return 0
    rows = Bundle.objects.filter(state=BundleState.COLLECTING)
    due = rows.filter(leaves_on__lte=today).order_by("pk")
    return sum(_send(pk) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _send(bundle_id: int) -> int:
    """Another run may have been quicker; what nobody may read waits on."""
    held = locked(bundle_id)
    has_words = any(map(may_be_handed_out, held.unfinished)) or not held.unfinished
    if not held.bundle.is_collecting or not has_words:
        return 0
    sending.dispatch(held, by=None)
    return 1


@transaction.atomic
def take_out(referral: Referral, *, by: User) -> Referral:
    """It goes by itself after all, and at once; the others wait on.

    Also out of a bundle that did not arrive.

    Raises:
        RuleViolation: it goes alone already, or the common mail has gone.
    """
    item = BundleItem.objects.filter(referral=referral).first()
    if item is None:
        raise RuleViolation(
            _("Diese Weiterleitung ist in keinem Bündel."), code="not_in_bundle"
        )
    held = locked(item.bundle_id)
    row = next(row for row in held.referrals if row.pk == referral.pk)
    _require_unsent(held.bundle, row)
    item.delete()
    row.delivery = None
    if row.state == ReferralState.FAILED:
        outcomes.queue_again(row, by=by)
    else:
        outcomes.start_anew(row)
    referring.send_alone(row, by=by)
    happened("referral.went_alone", row, by=by)
    packing.leave_out(held.bundle)
    ending.settle(locked_alone(held.bundle.pk))
    return row


def _require_unsent(bundle: Bundle, referral: Referral) -> None:
    waits = bundle.is_collecting and referral.state == ReferralState.QUEUED
    if not waits and referral.state != ReferralState.FAILED:
        raise RuleViolation(
            _(
                "Die gemeinsame Mail ist schon unterwegs. Sie können die "
                "Weiterleitung noch zurückrufen."
            ),
            code="bundle_left",
        )
