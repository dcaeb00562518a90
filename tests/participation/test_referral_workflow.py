"""The states of a referral as a graph, and every transition through its service."""

import pytest
from celery import current_app

from commons.errors import RuleViolation
from participation.ideas.enums import Case, Outcome
from participation.referrals import workflow
from participation.referrals.enums import ReferralState, ReturnReason
from participation.referrals.models import Referral
from participation.referrals.services import questions, responding
from participation.referrals.services.recalling import recall
from participation.referrals.services.responding import Said
from tests.factories.accounts import UserFactory
from tests.factories.referrals import QuestionFactory, ReferralFactory

SAID = Said("Wir machen das.", Outcome.WILL_BE_DONE)


def acknowledge(referral):
    responding.acknowledge(referral)


def ask(referral):
    responding.ask(referral, text="Wo genau?")


def give_back(referral):
    responding.return_(referral, reason=ReturnReason.NOT_RESPONSIBLE, text="")


def state(referral):
    responding.state(referral, SAID)


def take_back(referral):
    recall(referral, by=UserFactory())


STEPS = {
    acknowledge: ReferralState.ACKNOWLEDGED,
    ask: ReferralState.QUESTION,
    give_back: ReferralState.RETURNED,
    state: ReferralState.STATED,
    take_back: ReferralState.RECALLED,
}
CASE_AFTER = {
    acknowledge: Case.REFERRED,
    ask: Case.QUESTION,
    give_back: Case.OPEN,
    state: Case.STATEMENT_IN,
    take_back: Case.OPEN,
}


def test_every_state_can_be_reached():
    reached, frontier = set(), {workflow.INITIAL}
    while frontier:
        reached |= frontier
        frontier = set().union(*(workflow.MAY_FOLLOW[at] for at in frontier)) - reached

    assert reached == set(ReferralState)


def test_every_waiting_state_has_an_exit_and_a_task_that_ends_the_wait():
    current_app.loader.import_default_modules()
    waiting = {at for at, following in workflow.MAY_FOLLOW.items() if following}

    assert set(workflow.WAITING) == waiting
    assert {
        task for task in workflow.WAITING.values() if task not in current_app.tasks
    } == set()


def test_ended_states_lead_nowhere():
    ended = set(ReferralState) - workflow.UNFINISHED

    assert {at: workflow.MAY_FOLLOW[at] for at in ended} == {
        at: frozenset() for at in ended
    }


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
@pytest.mark.parametrize("before", ReferralState)
def test_a_step_goes_exactly_where_the_workflow_says(step, before):
    referral = ReferralFactory(state=before)
    if before == ReferralState.QUESTION:
        QuestionFactory(referral=referral)
    may_go = STEPS[step] in workflow.MAY_FOLLOW[before]

    if may_go:
        step(referral)
    else:
        with pytest.raises(RuleViolation) as refusal:
            step(referral)
        assert refusal.value.code == "referral_transition"

    assert Referral.objects.get(pk=referral.pk).state == (
        STEPS[step] if may_go else before
    )


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_the_idea_goes_along_with_its_lead(step):
    referral = ReferralFactory()

    step(referral)

    referral.idea.refresh_from_db()
    assert referral.idea.case == CASE_AFTER[step]
    assert referral.idea.next_on is not None


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_the_idea_stays_where_it_is_when_somebody_consulted_acts(step):
    lead = ReferralFactory()
    referral = ReferralFactory(idea=lead.idea, role="consulted")

    step(referral)

    lead.idea.refresh_from_db()
    assert lead.idea.case == Case.REFERRED


@pytest.mark.django_db
def test_answered_question_goes_back_to_the_department():
    question = QuestionFactory()

    questions.answer_question(question, text="Die Nordseite.", by=UserFactory())

    referral = Referral.objects.get(pk=question.referral_id)
    assert (referral.state, referral.paused_at) == (ReferralState.ACKNOWLEDGED, None)
    assert referral.idea.case == Case.REFERRED
