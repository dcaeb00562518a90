"""Moving the date by which departments speak: all hear of it, and why."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.deadlines.models import WorkingDay
from neighbourhood.deadlines.services import clocks, working_days_between
from neighbourhood.rounds import party_states, workflow
from neighbourhood.rounds.enums import ChangeKind, PartyState, RoundState
from neighbourhood.rounds.models import Round, RoundChange, RoundParty
from neighbourhood.rounds.services.locking import locked
from neighbourhood.rounds.services.telling import everybody_in, tell

MOVED = "rounds.moved"


@transaction.atomic
def move(
    row: Round,
    *,
    until: date,
    reason: str,
    by: User,
    party: RoundParty | None = None,
) -> RoundChange:
    """Give those who have not spoken another date; reminders begin anew for it.

    Who was overdue is awaited again, and a round that was to be decided waits.

    Args:
        until: that day, or the next working day.
        party: only this one; else all who have not spoken.

    Raises:
        RuleViolation: the round has ended, nobody is awaited, the day has passed or
            is the one that holds already, or the reason is missing.
    """
    row = locked(row.pk)
    workflow.require_live(row.state)
    require_reason(reason)
    places = _awaited(row, party)
    day = _day_for(places, until)
    change = RoundChange.objects.create(
        round=row,
        kind=ChangeKind.DATE,
        party=party,
        reason=reason.strip(),
        changed_at=timezone.now(),
        changed_by=by,
        from_day=max(place.due_day for place in places if place.due_day),
        to_day=day.day,
    )
    for place in places:
        _date(place, day)
    wait_again(row)
    everybody = everybody_in(row)
    tell(everybody, MOVED, of=f"round-moved:{change.pk}", change=change.pk)
    tell_by_hand_again(row)
    happened("round.moved", row, by=by, change=change.pk)
    return change


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise RuleViolation(_("Bitte nennen Sie den Grund."), code="reason_missing")


def wait_again(row: Round) -> None:
    """The round is locked: somebody owes it a statement, whatever it was doing."""
    if row.state == RoundState.DECIDING:
        row.state, row.decide_until = RoundState.OPEN, None
        row.save(update_fields=["state", "decide_until"])


def tell_by_hand_again(row: Round) -> None:
    """Who has no mailbox knows only what was said when they were told."""
    row.parties.filter(link__isnull=True).update(
        told_by_hand_on=None, told_by_hand_at=None, told_by_hand_by=None
    )


def awaited_again(place: RoundParty) -> PartyState:
    """Where somebody stands whose date is in the future again."""
    return PartyState.READ if place.read_at is not None else PartyState.INVITED


def _awaited(row: Round, party: RoundParty | None) -> list[RoundParty]:
    rows = row.parties.awaited()
    if party is not None:
        rows = rows.filter(pk=party.pk)
    places = list(
        rows.select_related("due_on", "first_due_on")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if not places:
        raise RuleViolation(_("Es haben sich schon alle gemeldet."), code="no_wait")
    return places


def _day_for(places: list[RoundParty], until: date) -> WorkingDay:
    day = clocks.day_from(until)
    if day.day <= berlin_today():
        raise RuleViolation(_("Dieser Tag ist schon vorbei."), code="date_passed")
    if {place.due_day for place in places} == {day.day}:
        raise RuleViolation(_("Dieser Termin gilt schon."), code="same_date")
    return day


def _date(place: RoundParty, day: WorkingDay) -> None:
    clocks.put(place, day)
    place.given_days = working_days_between(berlin_today(), day.day)
    if place.state == PartyState.OVERDUE:
        again = awaited_again(place)
        party_states.require(place.state, again)
        place.state = again
    place.save(update_fields=["due_on", "first_due_on", "given_days", "state"])
