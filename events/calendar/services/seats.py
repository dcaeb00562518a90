"""Seats are counted in one number, and it changes under one lock.

Whatever changes `occurrence.taken` or the state of a registration holds the row of the
occurrence; who comes later waits and sees what is left. The CHECK of the table has the
last word.
"""

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import pagecache
from commons.errors import RuleViolation
from events.calendar.models import Occurrence, Registration
from events.calendar.queries.generations import generations_of
from events.calendar.registration_states import HOLDING, RegistrationState, require


def locked(occurrence_id: int) -> Occurrence:
    """The row whose lock guards its seats and its line."""
    rows = Occurrence.objects.select_for_update(of=("self",)).select_related("event")
    return rows.get(pk=occurrence_id)


def of_locked(registration: Registration) -> Registration:
    """A registration as it stands now, its occurrence locked first.

    Raises:
        RuleViolation: it is deleted by now (`gone`).
    """
    occurrence = locked(registration.occurrence_id)
    rows = Registration.objects.select_for_update(of=("self",))
    row = rows.select_related("user").filter(pk=registration.pk).first()
    if row is None:
        raise RuleViolation(_("Diese Anmeldung ist schon gelöscht."), code="gone")
    row.occurrence = occurrence
    return row


def has_room(occurrence: Occurrence, heads: int) -> bool:
    left = occurrence.free_seats
    return left is None or heads <= left


def take(occurrence: Occurrence, heads: int) -> None:
    """Count seats as taken, or with a negative number as free; it is locked.

    Lists say that a date is full, so they end in the cache when that changes.
    """
    was_full = occurrence.free_seats == 0
    occurrence.taken += heads
    occurrence.save(update_fields=["taken"])
    if was_full != (occurrence.free_seats == 0):
        pagecache.bump(*generations_of(occurrence.event))


def become(registration: Registration, following: RegistrationState) -> None:
    """Change the state, and with it the seats; `of_locked` has loaded the row.

    The caller has seen that there is room, and saves nothing else of the state.

    Raises:
        RuleViolation: `registration_transition`.
    """
    require(registration.state, following)
    had, has = registration.state in HOLDING, following in HOLDING
    if had != has:
        heads = registration.party if has else -registration.party
        take(registration.occurrence, heads)
    registration.state, registration.changed_at = following, timezone.now()
    if following != RegistrationState.OFFERED:
        registration.offered_until = None
    registration.save(update_fields=["state", "changed_at", "offered_until"])


def next_place(occurrence: Occurrence) -> int:
    """The number behind everybody who ever waited for this date."""
    rows = Registration.objects.filter(occurrence=occurrence)
    last = rows.aggregate(last=Max("place_in_line"))["last"]
    return int(last or 0) + 1
