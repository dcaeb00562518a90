"""The line moves up by itself: a free seat is offered, accepted in time, or goes on."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.terms.queries import current
from commons.verbs.services import happened
from events.calendar import openness
from events.calendar.models import Occurrence, Registration, RegistrationTerms
from events.calendar.registration_letters import Mail
from events.calendar.registration_states import RegistrationState
from events.calendar.services import seats
from events.calendar.services.mailing import post

BATCH = 200


def move_up(occurrence: Occurrence) -> int:
    """Offer what is free to whoever is next and fits; gives how many offers.

    The caller holds the occurrence. Three friends at the front keep their place while
    a single seat goes to the first one alone behind them: a seat stays empty for
    nobody.
    """
    now, count = timezone.now(), 0
    if not openness.goes_on(occurrence, now):
        return count
    while (left := occurrence.free_seats) != 0:
        line = Registration.objects.waiting().filter(occurrence=occurrence)
        line = line if left is None else line.filter(party__lte=left)
        following = line.select_related("user").first()
        if following is None:
            break
        following.occurrence = occurrence
        _offer(following)
        count += 1
    return count


@transaction.atomic
def accept(registration: Registration, *, by: User | None = None) -> Registration:
    """Say yes to an offered seat. Twice changes nothing.

    Raises:
        RuleViolation: its time is over (`offer_over`), or the date is called off or
            has begun (a code of `openness.WORDS`).
    """
    row = seats.of_locked(registration)
    if row.state == RegistrationState.HELD:
        return row
    until = row.offered_until
    if row.state != RegistrationState.OFFERED or until is None:
        raise _over()
    if until <= timezone.now():
        raise _over()
    if not openness.goes_on(row.occurrence, timezone.now()):
        code = openness.why_closed(row.occurrence, timezone.now())
        raise RuleViolation(openness.WORDS[code], code=code)
    seats.become(row, RegistrationState.HELD)
    happened("registration.accepted", row, by=by)
    post(row, Mail.HELD)
    return row


def expire_all() -> int:
    """Pass on what nobody accepted in time; gives how many offers ended.

    While the desk hides an event nobody can accept: its offers wait (`renew`).
    """
    due = Registration.objects.filter(
        openness.shown_and_on("occurrence__"),
        state=RegistrationState.OFFERED,
        offered_until__lte=timezone.now(),
    )
    rows = due.select_related("occurrence").order_by("offered_until", "pk")[:BATCH]
    return sum(_expire(row) for row in rows)


def renew(occurrence: Occurrence) -> None:
    """Give offers of a date that was hidden their whole time anew; it is locked."""
    rows = Registration.objects.filter(
        occurrence=occurrence, state=RegistrationState.OFFERED
    )
    rows.update(offered_until=_end_of_offer(occurrence))


def sweep() -> int:
    """Offer what is free and was not offered yet, whatever way it became free."""
    lines = Registration.objects.waiting().values("occurrence")
    room = Q(capacity__isnull=True) | Q(taken__lt=F("capacity"))
    rows = Occurrence.objects.upcoming().taking_place().filter(room, pk__in=lines)
    keys = rows.order_by("pk").values_list("pk", flat=True)[:BATCH]
    return sum(_moved_up(pk) for pk in keys)


@transaction.atomic
def resize(
    occurrence: Occurrence, capacity: int | None, *, by: User | None
) -> Occurrence:
    """Set how many seats a date has; the line moves up into new ones.

    Raises:
        RuleViolation: more are taken already (`below_taken`).
    """
    occurrence = seats.locked(occurrence.pk)
    if capacity == occurrence.capacity:
        return occurrence
    if capacity is not None and capacity < occurrence.taken:
        raise RuleViolation(
            _("So wenige Plätze gehen nicht: %(taken)s sind schon vergeben.")
            % {"taken": occurrence.taken},
            code="below_taken",
        )
    occurrence.capacity = capacity
    occurrence.save(update_fields=["capacity"])
    happened("registration.resized", occurrence, by=by)
    move_up(occurrence)
    return occurrence


@transaction.atomic
def _moved_up(occurrence_id: int) -> int:
    return move_up(seats.locked(occurrence_id))


def _end_of_offer(occurrence: Occurrence) -> datetime:
    """Whoever is offered a seat for tonight answers before it begins."""
    hours = current(RegistrationTerms).offer_hours
    return min(timezone.now() + timedelta(hours=hours), occurrence.starts_at)


def _offer(row: Registration) -> None:
    row.offered_until = _end_of_offer(row.occurrence)
    seats.become(row, RegistrationState.OFFERED)
    happened("registration.offered", row, by=None)
    post(row, Mail.OFFERED)


@transaction.atomic
def _expire(registration: Registration) -> bool:
    try:
        row = seats.of_locked(registration)
    except RuleViolation:  # deleted in this moment
        return False
    until = row.offered_until
    if until is None or until > timezone.now():
        return False
    seats.become(row, RegistrationState.EXPIRED)
    happened("registration.expired", row, by=None)
    post(row, Mail.EXPIRED)
    move_up(row.occurrence)
    return True


def _over() -> RuleViolation:
    return RuleViolation(
        _("Dieses Angebot gilt nicht mehr: Die Zeit zum Zusagen ist um."),
        code="offer_over",
    )
