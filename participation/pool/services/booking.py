"""Booking: somebody asks for a time, the house answers; nothing is given twice."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.once import first_of
from commons.terms.queries import current
from commons.verbs.services import happened
from participation.actors.models import Actor
from participation.moderation.services.blocks import require_may_write
from participation.pool import workflow
from participation.pool.enums import BookingState
from participation.pool.models import Booking, Hold, Offer, PoolTerms
from participation.pool.queries import free
from participation.pool.rules import MOST_WAITING
from participation.pool.services.turns import take_turn
from participation.pool.spans import Span


class TimeTaken(RuleViolation):
    """Somebody else was faster, or the house has something on; `near` is still free."""

    def __init__(self, near: list[Span]) -> None:
        super().__init__(_("Diese Zeit ist leider schon vergeben."), code="time_taken")
        self.near = near


@dataclass(frozen=True)
class Extent:
    """How much is booked and for whom; the house itself needs no confirmation."""

    quantity: int = 1
    actor: Actor | None = None
    is_own: bool = False


ONE = Extent()


@transaction.atomic
def book(
    offer: Offer,
    *,
    during: Span,
    purpose: str,
    draft_id: UUID,
    by: User,
    extent: Extent = ONE,
) -> Booking:
    """Ask for a time; from now on nobody else can have it.

    Args:
        draft_id: whoever sends the same again gets the booking that was born first.
        extent: how many pieces, for whom; `is_own` of whoever looks after the offer.

    Raises:
        TimeTaken: it is taken, with free times near it (`time_taken`).
        RuleViolation: `key_taken`, `not_bookable`, `past`, `too_far`, `too_long`,
            `too_many_pieces`, `outside_hours`, `too_many_waiting` or `blocked`.
    """
    take_turn(by)
    # One after the other: the second sees what the first has taken, and a second
    # click what the first one has booked.
    rows = Offer.objects.select_for_update(of=("self",))
    offer = rows.get(pk=offer.pk)
    if first := first_of(Booking.objects.all(), draft_id, author="by", by=by):
        return first
    require_may_write(by)
    _require_bookable(offer, during, extent)
    _require_few_waiting(extent, by=by)
    pieces = _free_pieces(offer, during, extent.quantity)
    booking = _unsaved(offer, during, extent, by=by)
    booking.purpose, booking.draft_id = purpose, draft_id
    try:
        with transaction.atomic():
            booking.save(force_insert=True)
            _hold(booking, pieces)
    except IntegrityError as error:  # by a way that does not lock the offer
        if first := first_of(Booking.objects.all(), draft_id, author="by", by=by):
            return first
        raise TimeTaken(free.near(offer, during, quantity=extent.quantity)) from error
    verb = "booking.entered" if extent.is_own else "booking.requested"
    happened(verb, booking, by=by)
    return booking


@transaction.atomic
def confirm(booking: Booking, *, by: User) -> Booking:
    """The house says yes.

    Raises:
        RuleViolation: it is answered or over by now (`booking_transition`).
    """
    return _become(booking, BookingState.CONFIRMED, "booking.confirmed", by=by)


@transaction.atomic
def decline(booking: Booking, *, reason: str, by: User) -> Booking:
    """The house says no, and why; others can have the time.

    Raises:
        RuleViolation: `booking_transition`.
    """
    state = BookingState.DECLINED
    return _become(booking, state, "booking.declined", reason=reason, by=by)


@transaction.atomic
def cancel(booking: Booking, *, reason: str, by: User) -> Booking:
    """Either side calls it off before it has begun; the other one is told.

    Raises:
        RuleViolation: it has begun (`begun`), or `booking_transition`.
    """
    if booking.starts_at <= timezone.now():
        raise RuleViolation(
            _("Diese Buchung hat schon begonnen. Bitte rufen Sie an."), code="begun"
        )
    state = BookingState.CANCELLED
    return _become(booking, state, "booking.cancelled", reason=reason, by=by)


@transaction.atomic
def lapse(booking: Booking) -> Booking:
    """Nobody has answered in time; both sides are told.

    Raises:
        RuleViolation: `booking_transition`.
    """
    return _become(booking, BookingState.LAPSED, "booking.lapsed", by=None)


def _become(
    booking: Booking,
    following: BookingState,
    verb: str,
    *,
    reason: str = "",
    by: User | None,
) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",)).select_related("offer")
    booking = rows.get(pk=booking.pk)
    workflow.require(booking.state, following)
    booking.state, booking.reason = following, reason
    booking.changed_at, booking.acted_by = timezone.now(), by
    booking.sequence += 1
    booking.save(
        update_fields=["state", "reason", "changed_at", "acted_by", "sequence"]
    )
    if following not in workflow.HOLDING:
        booking.holds.all().delete()
    happened(verb, booking, by=by)
    return booking


def _require_bookable(offer: Offer, during: Span, extent: Extent) -> None:
    now = timezone.now()
    if not offer.takes_bookings:
        raise RuleViolation(
            _("Hier kann man gerade nichts buchen."), code="not_bookable"
        )
    if during.starts_at <= now:
        raise RuleViolation(_("Diese Zeit ist schon vorbei."), code="past")
    if during.ends_at > now + workflow.HORIZON:
        raise RuleViolation(
            _("Buchen kann man höchstens ein Jahr im Voraus."), code="too_far"
        )
    if during.length > workflow.LONGEST:
        raise RuleViolation(
            _("Eine Buchung dauert höchstens 31 Tage."), code="too_long"
        )
    if extent.quantity > offer.quantity:
        raise RuleViolation(
            _("So viele gibt es nicht: Es sind %(count)s.") % {"count": offer.quantity},
            code="too_many_pieces",
        )
    if not extent.is_own and not free.fits_hours(offer, during):
        raise RuleViolation(
            _(
                "Zu dieser Zeit geht es nicht. Bitte sehen Sie nach, an welchen Tagen "
                "und zu welchen Stunden gebucht werden kann."
            ),
            code="outside_hours",
        )


def _require_few_waiting(extent: Extent, *, by: User) -> None:
    if extent.is_own:
        return
    waiting = Booking.objects.filter(by=by, state=BookingState.REQUESTED)
    if waiting.count() >= MOST_WAITING:
        raise RuleViolation(
            _(
                "Sie haben schon zehn Anfragen offen. Bitte warten Sie auf Antworten, "
                "oder sagen Sie eine ab."
            ),
            code="too_many_waiting",
        )


def _free_pieces(offer: Offer, during: Span, quantity: int) -> list[int]:
    pieces = free.taken_in(offer, during).free_pieces(offer, during)
    if len(pieces) < quantity:
        raise TimeTaken(free.near(offer, during, quantity=quantity))
    return pieces[:quantity]


def _unsaved(offer: Offer, during: Span, extent: Extent, *, by: User) -> Booking:
    now = timezone.now()
    days = current(PoolTerms).answer_days
    state = BookingState.CONFIRMED if extent.is_own else BookingState.REQUESTED
    return Booking(
        offer=offer,
        by=by,
        actor=extent.actor,
        starts_at=during.starts_at,
        ends_at=during.ends_at,
        quantity=extent.quantity,
        state=state,
        requested_at=now,
        # Whoever asks for tomorrow needs to know before it begins.
        answer_by=min(now + timedelta(days=days), during.starts_at),
        changed_at=now,
        acted_by=by,
    )


def _hold(booking: Booking, pieces: list[int]) -> None:
    during = (booking.starts_at, booking.ends_at)
    Hold.objects.bulk_create(
        Hold(booking=booking, offer=booking.offer, piece=piece, during=during)
        for piece in pieces
    )
