"""Samples of what is told of rounds of several Ämter, and of their own mails."""

from datetime import timedelta

from django.utils import timezone

from commons.clock import berlin_today
from commons.delivery.models import Delivery
from neighbourhood.deadlines.services import due_after
from neighbourhood.rounds.enums import RoundState
from neighbourhood.rounds.services import (
    dating,
    meeting,
    reminding,
    removing,
    reopening,
)
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.rounds import date_back, make_member, make_round, party_of, set_due
from tests.mails.samples import renderer, title, verb

STATES = {
    "round.ready": RoundState.DECIDING,
    "round.waits": RoundState.DECIDING,
    "round.closed": RoundState.CLOSED,
    "round.cancelled": RoundState.CANCELLED,
}


@verb(
    *("round.convened", "round.party_added", "round.moved", "round.meeting_set"),
    *("round.reopened", "round.stated", "round.declined", "round.ready"),
    *("round.waits", "round.closed", "round.cancelled"),
)
def rounds(key):
    """With a member of an Amt that has no mailbox, and whoever runs the round."""
    office, beside = DepartmentFactory(email=""), DepartmentFactory()
    make_member(office)
    state = STATES.get(key, RoundState.OPEN)
    row = make_round(office, beside, state=state, title=title())
    named = {"party": party_of(row, beside).pk}
    yield row, named if key in {"round.stated", "round.declined"} else {}


@renderer("rounds.invitation")
def invitations():
    make_round(DepartmentFactory(), title=title())
    return _rows("rounds.invitation")


@renderer("rounds.ended")
def ended():
    for state in (RoundState.CLOSED, RoundState.CANCELLED):
        make_round(DepartmentFactory(), title=title(), state=state)
    return _rows("rounds.ended")


@renderer("rounds.moved")
def moved():
    row = make_round(DepartmentFactory(), title=title())
    day = due_after(berlin_today(), 25).day
    dating.move(row, until=day, reason="Wegen der Ferien.", by=make_staff())
    return _rows("rounds.moved")


@renderer("rounds.reopened")
def reopened():
    row = make_round(DepartmentFactory(), title=title(), state=RoundState.CLOSED)
    reopening.reopen(row, reason="Es fehlte ein Amt.", by=make_staff())
    return _rows("rounds.reopened")


@renderer("rounds.removed")
def removed():
    row = make_round(title=title())
    removing.remove(party_of(row), reason="Ein anderes Amt macht es.", by=make_staff())
    return _rows("rounds.removed")


@renderer("rounds.meeting")
def meetings():
    by = make_staff()
    row = make_round(DepartmentFactory(), title=title())
    when = meeting.Meeting(timezone.now() + timedelta(days=9), "Rathaus, Raum 2")
    meeting.set_meeting(row, when, by=by)
    return _rows("rounds.meeting")


@renderer("rounds.digest")
def digests():
    row = make_round(DepartmentFactory(), title=title())
    date_back(row, days=30)
    set_due(row, due_after(berlin_today(), 0))
    reminding.remind()
    return _rows("rounds.digest")


def _rows(key):
    return list(Delivery.objects.filter(renderer=key).order_by("pk"))
