"""Two people at once: what the database allows only once happens once."""

import pytest

from commons.delivery import outcomes
from commons.delivery.models import Delivery
from participation.ideas.enums import Case, Outcome
from participation.referrals.enums import ReferralState
from participation.referrals.models import Referral, ReferralReminder, Statement
from participation.referrals.services import ladder, responding
from participation.referrals.services.recalling import recall
from participation.referrals.services.referring import RENDERER, refer
from participation.referrals.services.responding import Said
from tests.factories.accounts import make_staff
from tests.factories.delivery import DeliveryFactory
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import ReferralFactory
from tests.participation.at_once import at_once

SAID = Said("Wir machen das.", Outcome.WILL_BE_DONE)


@pytest.fixture(scope="module", autouse=True)
def database(own_database):
    return own_database


@pytest.mark.parametrize("_round", range(5))
def test_one_lead_when_two_moderators_forward_at_once(_round):
    idea = IdeaFactory(case=Case.OPEN)
    people = [make_staff(), make_staff()]
    leads = DepartmentFactory.create_batch(2)

    results = at_once(
        *(
            lambda lead=lead, by=by: refer(idea, lead=lead, cover_note="", by=by)
            for lead, by in zip(leads, people, strict=True)
        )
    )

    assert "has_lead" in results
    referral = Referral.objects.get(idea=idea)
    assert Delivery.objects.filter(params={"referral": referral.pk}).count() == 1


@pytest.mark.parametrize("_round", range(5))
def test_one_statement_when_two_clerks_answer_at_once(_round):
    referral = ReferralFactory()

    results = at_once(
        *(lambda: responding.state(referral, SAID) for _ in range(3)),
    )

    assert results.count("referral_transition") == 2
    assert Statement.objects.filter(referral=referral).count() == 1


@pytest.mark.parametrize("_round", range(5))
def test_statement_and_recall_at_once_end_in_one_of_both(_round):
    referral = ReferralFactory()
    moderator = make_staff()

    at_once(
        lambda: responding.state(referral, SAID),
        lambda: recall(referral, by=moderator),
    )

    row = Referral.objects.select_related("idea").get(pk=referral.pk)
    assert (row.state, row.idea.case) in {
        (ReferralState.STATED, Case.STATEMENT_IN),
        (ReferralState.RECALLED, Case.OPEN),
    }


@pytest.mark.parametrize("_round", range(5))
def test_recall_while_the_outbox_reports_waits_in_no_circle(_round):
    delivery = DeliveryFactory(in_state="sent", renderer=RENDERER)
    referral = ReferralFactory(state=ReferralState.QUEUED, delivery=delivery)
    moderator = make_staff()

    at_once(
        lambda: outcomes.tell(delivery),
        lambda: recall(referral, by=moderator),
    )

    assert Referral.objects.get(pk=referral.pk).state == ReferralState.RECALLED


def test_ladder_climbed_by_three_workers_reminds_once():
    referral = ReferralFactory()
    Referral.objects.filter(pk=referral.pk).update(
        referred_at="2020-01-01T00:00Z", sent_at="2020-01-01T00:00Z"
    )

    at_once(*(lambda: ladder.remind(referral.due_day) for _ in range(3)))

    mails = Delivery.objects.filter(renderer=ladder.RENDERER)
    assert ReferralReminder.objects.filter(referral=referral).count() == 1
    assert mails.count() == 1
