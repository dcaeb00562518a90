"""Who may do what in the pool; states are the services' business."""

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from participation.actors.models import spoken_for
from participation.moderation.rules import can_see_desk
from participation.pool.models import Booking, Offer

# So many requests somebody may have waiting, so that nobody takes all dates at once.
MOST_WAITING = 10


def can_write(visitor: Visitor) -> bool:
    return visitor.is_signed_in


def can_manage(visitor: Visitor, offer: Offer) -> bool:
    """Look after an entry: its author, or who speaks for the actor it belongs to."""
    if visitor.user_id is None:
        return False
    if offer.actor_id is not None:
        return offer.actor_id in spoken_for(visitor)
    return offer.author_id == visitor.user_id


def can_book(visitor: Visitor, offer: Offer) -> bool:
    """Ask for a time; whoever looks after it enters one without asking."""
    return visitor.is_signed_in and offer.takes_bookings


def can_inquire(visitor: Visitor, offer: Offer) -> bool:
    """Write to whoever looks after it, where nothing is to be booked."""
    is_others = not can_manage(visitor, offer)
    return visitor.is_signed_in and offer.is_listed and is_others


def can_answer(visitor: Visitor, booking: Booking) -> bool:
    """Confirm or decline: the side of the house."""
    return can_manage(visitor, booking.offer)


def can_change_terms(visitor: Visitor) -> bool:
    return visitor.has_role(Role.COORDINATOR)


def can_read_terms(visitor: Visitor) -> bool:
    return can_see_desk(visitor)
