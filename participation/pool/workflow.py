"""What may follow what for a booking."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.pool.enums import BookingState as B

MAY_FOLLOW: dict[B, frozenset[B]] = {
    B.REQUESTED: frozenset({B.CONFIRMED, B.DECLINED, B.CANCELLED, B.LAPSED}),
    B.CONFIRMED: frozenset({B.CANCELLED}),
    B.DECLINED: frozenset(),
    B.CANCELLED: frozenset(),
    B.LAPSED: frozenset(),
}
INITIAL = B.REQUESTED
# Somebody waits for the house; what ends the wait.
WAITING: dict[B, str] = {B.REQUESTED: "pool.tend_bookings"}
# While these stand, nobody else has the time.
HOLDING = frozenset({B.REQUESTED, B.CONFIRMED})

LONGEST = timedelta(days=31)
# How far ahead one may book, and how far ahead calendars are read.
HORIZON = timedelta(days=366)


def may_become(current: str, following: B) -> bool:
    return following in MAY_FOLLOW[B(current)]


def require(current: str, following: B) -> None:
    """Raise RuleViolation unless `following` may come after `current`."""
    if not may_become(current, following):
        raise RuleViolation(
            _("Das geht nicht mehr: Die Buchung ist jetzt %(state)s.")
            % {"state": B(current).label},
            code="booking_transition",
        )
