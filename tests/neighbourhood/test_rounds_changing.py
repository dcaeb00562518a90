"""What the SPK changes in a round: dates, who takes part, a result that does not hold."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings, strategies as st

from commons.accounts.enums import Role
from commons.clock import berlin_today
from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.delivery.renderers import Withdrawn
from commons.errors import RuleViolation
from commons.links.services import is_valid
from neighbourhood.deadlines.models import WorkingDay
from neighbourhood.deadlines.services import due_after, working_days_between
from neighbourhood.departments.services.merging import merge
from neighbourhood.rounds.enums import (
    ChangeKind,
    PartyRole,
    PartyState,
    RoundKind,
    RoundState,
)
from neighbourhood.rounds.models import Round, RoundChange, RoundParty, RoundReminder
from neighbourhood.rounds.queries.reopening import may_reopen
from neighbourhood.rounds.services import (
    by_hand,
    convening,
    dating,
    deciding,
    reminding,
    removing,
    reopening,
    taking_part,
)
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.rounds import date_back, make_call, make_round, party_of, set_due

pytestmark = pytest.mark.django_db

SAID = taking_part.Said("agree", "Das passt.")
WHY = "Die Unterlagen kamen spät."


@pytest.fixture
def by():
    return make_staff(Role.COORDINATOR)


def moved(row, days, *, by, **options):
    until = due_after(berlin_today(), days).day
    return dating.move(row, until=until, reason=WHY, by=by, **options)


def mails(renderer):
    return list(Delivery.objects.filter(renderer=renderer).order_by("pk"))


def test_another_date_holds_for_all_who_are_awaited_and_all_hear_why(by):
    first, second = DepartmentFactory.create_batch(2)
    row = make_round(first, second, informed=[DepartmentFactory()])
    before = party_of(row, second).due_day
    taking_part.state(party_of(row, first), SAID)

    change = moved(row, 15, by=by)

    day = due_after(berlin_today(), 15).day
    assert [each.due_day for each in row.parties.order_by("pk")] == [before, day, None]
    assert (change.from_day, change.to_day, change.reason) == (before, day, WHY)
    sent = mails(dating.MOVED)
    assert len(sent) == 3
    words = renderers.get(dating.MOVED)(sent[1])
    assert WHY in words.text
    assert "/runde/" in words.text


def test_reminders_begin_anew_for_the_new_date_and_come_once_each(by):
    row = make_round(DepartmentFactory())
    date_back(row, days=30)
    set_due(row, due_after(berlin_today(), -1))
    for _run in range(2):
        reminding.remind()
    party = party_of(row)
    assert party.state == PartyState.OVERDUE

    moved(row, 10, by=by)

    party.refresh_from_db()
    assert party.state == PartyState.INVITED
    near = due_after(party.due_day, -3).day
    for day in (near, near, party.due_day, party.due_day + timedelta(days=5)):
        reminding.remind(day)
    told = RoundReminder.objects.filter(party=party).order_by("pk")
    assert [(each.step, each.due_on == party.due_day) for each in told] == [
        ("due", False),
        ("overdue", False),
        ("before", True),
        ("due", True),
        ("overdue", True),
    ]


def test_a_date_that_is_near_when_it_is_set_needs_no_reminder_before_it(by):
    row = make_round(DepartmentFactory())
    date_back(row, days=30)

    moved(row, 2, by=by)
    reminding.remind()

    assert not RoundReminder.objects.exists()


def test_a_later_date_takes_a_round_back_that_was_to_be_decided(by):
    row = make_round(state=RoundState.DECIDING)

    moved(row, 20, by=by)

    row.refresh_from_db()
    assert (row.state, row.decide_until) == (RoundState.OPEN, None)


def test_one_department_may_get_a_date_of_its_own(by):
    row = make_round()
    first, second = row.parties.order_by("pk")

    moved(row, 15, by=by, party=second)

    first.refresh_from_db()
    second.refresh_from_db()
    assert working_days_between(first.due_day, second.due_day) == 5


@pytest.mark.parametrize(
    ("until", "reason", "code"),
    (
        (lambda row: berlin_today(), WHY, "date_passed"),
        (lambda row: row.parties.first().due_day, WHY, "same_date"),
        (lambda row: due_after(berlin_today(), 15).day, " ", "reason_missing"),
    ),
)
def test_no_date_moves_to_nowhere(by, until, reason, code):
    row = make_round()

    with pytest.raises(RuleViolation) as refusal:
        dating.move(row, until=until(row), reason=reason, by=by)

    assert refusal.value.code == code
    assert not RoundChange.objects.exists()


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(days=st.integers(min_value=1, max_value=200))
def test_every_date_is_a_working_day_on_or_after_the_wish(by, days):
    row = make_round(DepartmentFactory())
    wanted = berlin_today() + timedelta(days=days)
    party = party_of(row)
    between = WorkingDay.objects.filter(day__gte=wanted).order_by("day")
    expected = between.first().day
    if expected in {party.due_day, berlin_today()}:
        return

    dating.move(row, until=wanted, reason=WHY, by=by)

    party.refresh_from_db()
    assert party.due_day == expected
    assert party.first_due_on_id <= party.due_day
    assert party.days_given == working_days_between(berlin_today(), expected)


def test_nobody_waits_for_a_department_that_is_let_go(by):
    kept, gone = DepartmentFactory.create_batch(2)
    row = make_round(kept, gone)
    taking_part.state(party_of(row, kept), SAID)
    party = party_of(row, gone)

    removing.remove(party, reason="Das Grundstück gehört Ihnen nicht.", by=by)

    party.refresh_from_db()
    row.refresh_from_db()
    assert (party.state, row.state) == (PartyState.REMOVED, RoundState.DECIDING)
    assert not is_valid(party.link)
    assert party.delivery.state == "recalled"
    (mail,) = mails(removing.REMOVED)
    assert "gehört Ihnen nicht" in renderers.get(removing.REMOVED)(mail).text
    with pytest.raises(RuleViolation):
        taking_part.state(party, SAID)


def test_what_was_said_is_not_taken_away(by):
    party = party_of(make_round())
    taking_part.state(party, SAID)

    with pytest.raises(RuleViolation) as refusal:
        removing.remove(party, reason="Doch nicht.", by=by)

    assert refusal.value.code == "party_transition"


def test_who_was_let_go_is_asked_again_in_the_same_place(by):
    kept, gone = DepartmentFactory.create_batch(2)
    row = make_round(kept, gone)
    party = party_of(row, gone)
    removing.remove(party, reason="Nicht betroffen.", by=by)

    again = convening.add(row, gone, role=PartyRole.ASKED, by=by)

    assert (again.pk, again.state, again.reason) == (party.pk, PartyState.INVITED, "")
    assert is_valid(again.link)
    invitations = Delivery.objects.filter(to_address=gone.email).order_by("pk")
    assert [(mail.renderer, mail.state) for mail in invitations] == [
        (convening.INVITATION, "recalled"),
        (removing.REMOVED, "queued"),
        (convening.INVITATION, "queued"),
    ]
    with pytest.raises(Withdrawn):
        renderers.get(removing.REMOVED)(invitations[1])


def test_a_result_is_taken_back_within_its_term_and_stays_readable(by):
    row = make_round(state=RoundState.CLOSED)

    reopening.reopen(row, reason="Ein Amt war nicht gefragt worden.", by=by)

    row.refresh_from_db()
    assert (row.state, row.result, row.ended_at) == (RoundState.OPEN, "", None)
    (change,) = row.changes.all()
    assert (change.kind, change.result_code, change.result) == (
        ChangeKind.REOPENED,
        "agreed",
        "Alle sind dafür.",
    )
    assert len(mails(reopening.REOPENED)) == row.parties.count()
    with pytest.raises(Withdrawn):
        renderers.get(deciding.ENDED)(mails(deciding.ENDED)[0])


def test_the_second_result_is_told_by_a_second_mail(by):
    row = make_round(DepartmentFactory(), state=RoundState.CLOSED)
    reopening.reopen(row, reason="Ein Amt fehlte.", by=by)

    deciding.decide(row, deciding.Result("not_agreed", "Doch nicht."), by=by)

    ended = mails(deciding.ENDED)
    assert len(ended) == 2
    assert "Doch nicht." in renderers.get(deciding.ENDED)(ended[1]).text


def test_where_all_have_spoken_it_is_to_be_decided_anew(by):
    row = make_round(DepartmentFactory())
    taking_part.state(party_of(row), SAID)
    deciding.decide(row, deciding.Result("agreed", "Alle sind dafür."), by=by)

    reopening.reopen(row, reason="Auflagen vergessen.", by=by)

    row.refresh_from_db()
    assert row.state == RoundState.DECIDING
    assert row.decide_until is not None


@pytest.mark.parametrize(("days", "may"), ((10, True), (11, False)))
def test_a_result_stands_once_its_term_is_over(by, days, may):
    row = make_round(state=RoundState.CLOSED)
    back = due_after(berlin_today(), -days).day - berlin_today()
    Round.objects.filter(pk=row.pk).update(ended_at=timezone.now() + back)
    row.refresh_from_db()

    assert may_reopen(row) is may
    if not may:
        with pytest.raises(RuleViolation) as refusal:
            reopening.reopen(row, reason="Zu spät.", by=by)
        assert refusal.value.code == "not_reopened"


def test_what_had_followed_from_a_result_is_not_undone_by_words(by):
    row = make_round(state=RoundState.CLOSED)
    Round.objects.filter(pk=row.pk).update(kind=RoundKind.CLARIFICATION)
    row.refresh_from_db()

    assert not may_reopen(row)


def test_a_body_without_a_mailbox_is_told_by_hand_and_again_after_a_change(by):
    row = make_round(DepartmentFactory(email=""))
    party = party_of(row)
    waiting = RoundParty.objects.unreached()
    assert list(waiting) == [party]

    by_hand.mark_told(party, on=berlin_today(), by=by)
    assert not waiting.all().exists()
    with pytest.raises(RuleViolation) as refusal:
        by_hand.mark_told(party, on=berlin_today(), by=by)
    assert refusal.value.code == "told_already"

    moved(row, 15, by=by)
    assert list(waiting.all()) == [party]


@pytest.mark.parametrize("days", (-1, 1))
def test_nobody_was_told_before_the_round_or_tomorrow(by, days):
    party = party_of(make_round(DepartmentFactory(email="")))

    with pytest.raises(RuleViolation) as refusal:
        by_hand.mark_told(party, on=berlin_today() + timedelta(days=days), by=by)

    assert refusal.value.code == "day_outside"


def test_a_target_that_only_read_along_takes_what_the_source_owed(by):
    source, target = DepartmentFactory.create_batch(2)
    row = make_round(source, informed=[target])
    due = party_of(row, source).due_day

    merge(source, into=target, by=by)

    old, own = party_of(row, source), party_of(row, target)
    assert (old.state, own.role, own.due_day) == (
        PartyState.REMOVED,
        PartyRole.ASKED,
        due,
    )
    row.refresh_from_db()
    assert row.state == RoundState.OPEN


def test_a_target_that_was_asked_itself_answers_once_for_both(by):
    source, target = DepartmentFactory.create_batch(2)
    row = make_round(source, target)
    merge(source, into=target, by=by)

    taking_part.state(party_of(row, target), SAID)

    row.refresh_from_db()
    assert row.state == RoundState.DECIDING


def test_what_the_source_said_stays_under_its_name(by):
    source, target = DepartmentFactory.create_batch(2)
    row = convening.convene(make_call(), asked=[source, target], by=by)
    taking_part.state(party_of(row, source), SAID)

    merge(source, into=target, by=by)

    assert party_of(row, source).state == PartyState.STATED
