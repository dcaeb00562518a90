"""What people hand over: letters that are printed and posted, calls that are made."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import wake
from commons.audit import services as audit
from commons.clock import BERLIN
from commons.delivery import addressees, workflow
from commons.delivery.addressees import Addressee
from commons.delivery.enums import BY_HAND, Channel, DeliveryState
from commons.delivery.models import Delivery, PrintRun
from commons.delivery.services.outbox import complete
from commons.errors import RuleViolation

wake.declare("delivery.print_letters")
# So many are set while somebody waits; more are a task's work.
AT_ONCE = 20
MOST_LETTERS = 500
CAME_BACK, NOT_REACHED = "Kam zurück", "Nicht erreicht"


@transaction.atomic
def begin_print(letters: Iterable[Delivery], *, by: Model) -> PrintRun:
    """Take waiting letters together into one print.

    Letters that somebody else has just taken are left out. More than `AT_ONCE` are set
    by a task; `printing.finish` does it.

    Raises:
        RuleViolation: none is left.
    """
    ids = [letter.pk for letter in letters][:MOST_LETTERS]
    rows = Delivery.objects.select_for_update(of=("self",)).filter(
        pk__in=ids, channel=Channel.LETTER, state=DeliveryState.QUEUED
    )
    taken = [row.pk for row in rows]
    if not taken:
        raise RuleViolation(_("Hier wartet kein Brief mehr."), code="nothing_to_print")
    run = PrintRun.objects.create(
        printed_by_id=by.pk, printed_at=timezone.now(), total=len(taken)
    )
    Delivery.objects.filter(pk__in=taken).update(print_run=run)
    audit.record(
        "delivery.printed",
        by=by,
        kind="print_run",
        target_id=run.pk,
        codes={"letters": taken},
    )
    if run.total > AT_ONCE:
        wake.on_commit("delivery.print_letters", run_id=run.pk)
    return run


@transaction.atomic
def mark_posted(letters: Iterable[Delivery], *, by: Model) -> int:
    """The letters are in the post; gives how many, twice is no mistake."""
    rows = Delivery.objects.select_for_update(of=("self",)).filter(
        pk__in=[letter.pk for letter in letters],
        channel=Channel.LETTER,
        state=DeliveryState.QUEUED,
    )
    return len([complete(row, by=by) for row in rows.order_by("pk")])


@transaction.atomic
def mark_returned(letter: Delivery, *, by: Model) -> Delivery:
    """A letter came back: it waits for a better address.

    Raises:
        RuleViolation: it was not posted.
    """
    letter = _locked(letter, DeliveryState.FAILED)
    if letter.state != DeliveryState.SENT:
        raise RuleViolation(
            _("Dieser Brief ist noch nicht verschickt."), code="not_posted"
        )
    _fail(letter, CAME_BACK)
    audit.record("delivery.returned", by=by, kind="delivery", target_id=letter.pk)
    return letter


@transaction.atomic
def hand_over_again(delivery: Delivery, *, by: Model) -> Delivery:
    """Post a letter again that came back, or call again after all.

    Raises:
        RuleViolation: it has not failed.
    """
    delivery = _locked(delivery, DeliveryState.QUEUED)
    delivery.state, delivery.print_run = DeliveryState.QUEUED, None
    delivery.failed_at = delivery.outcome_told_at = None
    delivery.next_attempt_at = timezone.now()
    delivery.save()
    audit.record("delivery.retried", by=by, kind="delivery", target_id=delivery.pk)
    return delivery


@transaction.atomic
def put_off(call: Delivery, *, to: date, by: Model) -> Delivery:
    """Nobody was there: count the try and call again on a day.

    Raises:
        RuleViolation: the call does not wait any more.
    """
    call = _waiting(call)
    call.attempts += 1
    call.last_error = NOT_REACHED
    call.next_attempt_at = datetime.combine(to, time(8), tzinfo=BERLIN)
    call.save(update_fields=["attempts", "last_error", "next_attempt_at"])
    audit.record("delivery.not_reached", by=by, kind="delivery", target_id=call.pk)
    return call


@transaction.atomic
def give_up(call: Delivery, *, by: Model) -> Delivery:
    """Try no more; the call stands among those that reached nobody.

    Raises:
        RuleViolation: the call does not wait any more.
    """
    call = _waiting(call)
    _fail(call, NOT_REACHED)
    audit.record("delivery.given_up", by=by, kind="delivery", target_id=call.pk)
    return call


@transaction.atomic
def show_addressee(delivery: Delivery, *, by: Model) -> Addressee | None:
    """Open an address or a number, and write down who looked; None if it is gone."""
    addressee = addressees.find(delivery.to_address)
    audit.record(
        "delivery.addressee_shown", by=by, kind="delivery", target_id=delivery.pk
    )
    return addressee


@transaction.atomic
def correct_addressee(delivery: Delivery, addressee: Addressee, *, by: Model) -> None:
    """Write a better address where it is kept: other letters get it, too.

    Raises:
        RuleViolation: the address is deleted.
    """
    if not addressees.correct(delivery.to_address, addressee):
        raise RuleViolation(
            _("Diese Anschrift ist inzwischen gelöscht."), code="addressee_gone"
        )
    audit.record(
        "delivery.addressee_corrected", by=by, kind="delivery", target_id=delivery.pk
    )


def _locked(delivery: Delivery, following: DeliveryState) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",))
    delivery = rows.get(pk=delivery.pk, channel__in=BY_HAND)
    if not workflow.may_become(delivery.state, following):
        raise RuleViolation(
            _("Das geht nicht: Die Sendung hat den Stand „%(state)s“.")
            % {"state": DeliveryState(delivery.state).label},
            code="delivery_state",
        )
    return delivery


def _waiting(call: Delivery) -> Delivery:
    call = _locked(call, DeliveryState.SENT)
    if call.channel != Channel.CALL:
        raise RuleViolation(_("Das ist kein Anruf."), code="not_a_call")
    return call


def _fail(delivery: Delivery, reason: str) -> None:
    now = timezone.now()
    delivery.state, delivery.sent_at, delivery.failed_at = (
        DeliveryState.FAILED,
        None,
        now,
    )
    delivery.last_error = reason
    # Whoever marks it knows what to do next; no hook needs to hear of it.
    delivery.outcome_told_at = now
    delivery.save()
