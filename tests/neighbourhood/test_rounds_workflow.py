"""Rounds and their parties: the states as graphs, and what the database refuses."""

import pytest
from celery import current_app
from django.db import IntegrityError, transaction
from django.utils import timezone

from commons.errors import RuleViolation
from neighbourhood.rounds import party_states, registry, workflow
from neighbourhood.rounds.enums import PartyState, RoundKind, RoundState
from neighbourhood.rounds.models import Round, RoundParty
from neighbourhood.rounds.services import deciding, taking_part, talking, waiting
from tests.factories.accounts import UserFactory
from tests.factories.rounds import make_round, party_of

SAID = taking_part.Said("agree", "Das passt.")


@pytest.mark.parametrize("states", (workflow, party_states))
def test_every_state_can_be_reached_and_every_wait_has_an_end(states):
    current_app.loader.import_default_modules()
    reached, frontier = set(), {states.INITIAL}
    while frontier:
        reached |= frontier
        following = (states.MAY_FOLLOW[state] for state in frontier)
        frontier = set().union(*following) - reached

    assert reached == set(type(states.INITIAL)) == set(states.MAY_FOLLOW)
    for state, task in states.WAITING.items():
        assert states.MAY_FOLLOW[state]
        assert task in current_app.tasks


def test_what_ended_goes_nowhere_but_a_result_may_be_taken_back():
    ended = set(RoundState) - workflow.LIVE

    assert ended == {RoundState.CLOSED, RoundState.CANCELLED}
    assert workflow.MAY_FOLLOW[RoundState.CANCELLED] == frozenset()
    assert workflow.MAY_FOLLOW[RoundState.CLOSED] == {RoundState.OPEN}


def test_every_kind_has_its_rules():
    assert [each.kind for each in registry.procedures()] == list(RoundKind)


def decide(row):
    result = deciding.Result("agreed", "Alle sind dafür.")
    return deciding.decide(row, result, by=UserFactory())


def cancel(row):
    return deciding.cancel(row, reason="Erledigt.", by=UserFactory())


def stop_waiting(row):
    return waiting.stop_waiting(row, by=UserFactory())


STEPS = {
    decide: RoundState.CLOSED,
    cancel: RoundState.CANCELLED,
    stop_waiting: RoundState.DECIDING,
}


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
@pytest.mark.parametrize("before", RoundState)
def test_a_step_goes_exactly_where_the_workflow_says(step, before):
    row = make_round(state=before)
    may_go = STEPS[step] in workflow.MAY_FOLLOW[before]

    if may_go:
        step(row)
    else:
        with pytest.raises(RuleViolation) as refusal:
            step(row)
        assert refusal.value.code == "round_transition"

    after = Round.objects.get(pk=row.pk)
    assert after.state == (STEPS[step] if may_go else before)


@pytest.mark.django_db
@pytest.mark.parametrize("state", sorted(set(RoundState) - workflow.LIVE))
def test_an_ended_round_is_locked(state):
    row = make_round(state=state)
    party = party_of(row)
    before = Round.objects.filter(pk=row.pk).values().get()
    attempts = (
        lambda: taking_part.state(party, SAID),
        lambda: taking_part.decline(party, reason="Nicht unsere Sache."),
        lambda: talking.say(row, text="Noch etwas."),
    )

    for attempt in attempts:
        with pytest.raises(RuleViolation) as refusal:
            attempt()
        assert refusal.value.code == "round_over"

    assert Round.objects.filter(pk=row.pk).values().get() == before
    assert not row.messages.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("before", sorted(set(PartyState) - {PartyState.REMOVED}))
def test_a_statement_is_taken_in_from_every_state_but_counts_as_the_last(before):
    row = make_round()
    party = party_of(row)
    answered = timezone.now() if before in {"stated", "declined"} else None
    RoundParty.objects.filter(pk=party.pk).update(
        state=before, answered_at=answered, reason="x" if before == "declined" else ""
    )

    taking_part.state(party, SAID)

    party.refresh_from_db()
    assert (party.state, party.reason) == (PartyState.STATED, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "constraint"),
    (
        ({"state": "deciding"}, "round_deciding_has_date"),
        ({"state": "cancelled"}, "round_ended_says_why"),
        ({"result_code": "agreed"}, "round_closed_has_result"),
        ({"title": ""}, "round_asks_something"),
        ({"about_kind": "idea"}, "round_about_is_whole"),
        ({"working_days": 61}, "round_working_days_in_range"),
        ({"kind": "party"}, "round_known_kind"),
    ),
)
def test_the_database_refuses_half_a_round(changes, constraint):
    row = make_round()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Round.objects.filter(pk=row.pk).update(**changes)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "constraint"),
    (
        ({"due_on": None}, "roundparty_asked_has_due_date"),
        ({"state": "stated"}, "roundparty_answered_has_time"),
        (
            {"state": "declined", "answered_at": timezone.now()},
            "roundparty_declined_has_reason",
        ),
        ({"paused_at": timezone.now()}, "roundparty_never_paused"),
    ),
)
def test_the_database_refuses_half_a_party(changes, constraint):
    party = party_of(make_round())

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        RoundParty.objects.filter(pk=party.pk).update(**changes)
