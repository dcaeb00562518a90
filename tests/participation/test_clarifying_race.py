"""Two people at once: an idea is clarified in one round, and given to one Amt."""

import pytest

from neighbourhood.rounds.enums import RoundState
from participation.ideas.enums import Outcome
from participation.referrals.enums import ClarifiedTo, ReferralState
from participation.referrals.models import Clarification, Referral
from participation.referrals.services import answering, clarifying
from tests.factories.accounts import make_staff
from tests.factories.referrals import AnswerFactory
from tests.participation.at_once import at_once
from tests.participation.clarifying import decide, give_back, ping_pong, refer

ROUNDS = range(3)


@pytest.fixture(scope="module", autouse=True)
def database(own_database):
    return own_database


@pytest.mark.parametrize("_round", ROUNDS)
def test_the_third_return_sent_twice_opens_one_round(_round):
    idea, streets, parks = ping_pong(returns=2)
    lead = refer(idea, streets)

    results = at_once(*(lambda: give_back(lead, suggested=parks) for _ in range(2)))

    assert "referral_transition" in results
    assert Clarification.objects.filter(idea=idea).count() == 1


@pytest.mark.parametrize("_round", ROUNDS)
def test_one_round_when_the_return_meets_a_coordinator(_round):
    idea, streets, parks = ping_pong(returns=2)
    lead, clerk = refer(idea, streets), make_staff()

    at_once(
        lambda: give_back(lead, suggested=parks),
        lambda: clarifying.open_by_hand(idea, departments=[parks], by=clerk),
    )

    assert Clarification.objects.filter(idea=idea).count() == 1


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_coordinators_decide_and_one_amt_gets_it(_round):
    idea, streets, parks = ping_pong(returns=3)
    clerks = [make_staff(), make_staff()]

    results = at_once(
        lambda: decide(idea, streets, "An die Straße.", by=clerks[0]),
        lambda: decide(idea, parks, "An das Grün.", by=clerks[1]),
    )

    assert len([each for each in results if isinstance(each, str)]) == 1
    sent = Referral.objects.filter(idea=idea, state=ReferralState.QUEUED)
    assert sent.count() == 1


@pytest.mark.parametrize("_round", ROUNDS)
def test_an_answer_and_a_decision_wait_in_no_circle(_round):
    idea, streets, _parks = ping_pong(returns=3)
    answer = AnswerFactory(idea=idea, outcome=Outcome.WILL_BE_DONE)
    clerks = [make_staff(), make_staff()]

    at_once(
        lambda: answering.publish(answer, version=answer.version, by=clerks[0]),
        lambda: decide(idea, streets, "An die Straße.", by=clerks[1]),
    )

    row = Clarification.objects.select_related("round").get(idea=idea)
    assert (row.outcome, row.round.state) in {
        (ClarifiedTo.CANCELLED, RoundState.CANCELLED),
        (ClarifiedTo.DEPARTMENT, RoundState.CLOSED),
    }
