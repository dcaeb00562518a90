"""What becomes of a bundle whose mail went, failed, came back or is taken back."""

import pytest
from celery import current_app

from commons.delivery import renderers, services as delivery
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.links import services as links
from participation.bundles import workflow
from participation.bundles.enums import BundleState
from participation.bundles.rules import DOOR
from participation.bundles.services import (
    collecting,
    outcomes,
    packing,
    recalling,
    reminding,
)
from participation.ideas.enums import Case, Outcome
from participation.referrals.enums import ReferralState, ReturnReason
from participation.referrals.services import outcomes as referral_outcomes, responding
from participation.referrals.services.recalling import RENDERER as ONE_RECALLED, recall
from participation.referrals.services.responding import Said
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.participation.bundling import (
    bundled,
    failed,
    fresh,
    open_ideas,
    rows_of,
    sent,
    states_of,
)

pytestmark = pytest.mark.django_db
SAID = Said("Wir machen das.", Outcome.WILL_BE_DONE)
S = ReferralState


@pytest.fixture
def by():
    return make_staff()


@pytest.fixture
def bundle(by):
    return bundled(open_ideas(3), DepartmentFactory(), by=by)


def test_every_state_can_be_reached_and_every_wait_ends():
    reached, frontier = set(), set(workflow.INITIAL)
    while frontier:
        reached |= frontier
        frontier = set().union(*(workflow.MAY_FOLLOW[at] for at in frontier)) - reached

    current_app.loader.import_default_modules()
    assert reached == set(BundleState)
    assert set(workflow.WAITING) == workflow.UNFINISHED
    assert set(workflow.WAITING.values()) <= set(current_app.tasks)
    assert all(not workflow.MAY_FOLLOW[state] for state in workflow.ENDED)


def test_mail_that_did_not_arrive_fails_all_and_goes_again_with_a_new_paper(bundle, by):
    paper = bundle.dossier_id
    bundle = failed(bundle)
    assert bundle.state == BundleState.FAILED
    assert states_of(bundle) == [S.FAILED] * 3

    outcomes.send_again(bundle, by=by)
    packing.pack(bundle.pk)
    bundle = sent(fresh(bundle))

    assert (bundle.state, bundle.edition) == (BundleState.SENT, 2)
    assert bundle.dossier_id != paper
    assert states_of(bundle) == [S.SENT] * 3


def test_bounce_leaves_alone_what_the_amt_has_confirmed(bundle):
    bundle = sent(bundle)
    responding.acknowledge(rows_of(bundle)[0])

    bundle = failed(bundle)

    assert states_of(bundle) == [S.ACKNOWLEDGED, S.FAILED, S.FAILED]
    assert bundle.state == BundleState.FAILED


def test_other_address_gets_keys_of_its_own(bundle):
    bundle = failed(bundle)
    before = [bundle.link, *(row.link for row in rows_of(bundle))]

    delivery.readdress(
        bundle.delivery,
        address="neu@amt.example",
        because="Tippfehler",
        by=make_staff(),
    )

    bundle = fresh(bundle)
    after = [bundle.link, *(row.link for row in rows_of(bundle))]
    assert {link.recipient for link in after} == {"neu@amt.example"}
    for link in before:
        link.refresh_from_db()
    assert not any(links.is_valid(link) for link in before)
    assert (bundle.state, states_of(bundle)) == (BundleState.QUEUED, [S.QUEUED] * 3)


def test_row_taken_back_while_it_waits_is_not_in_the_mail(bundle, by):
    first, *_others = rows_of(bundle)
    old = bundle.delivery

    recall(first, by=by)
    packing.pack_waiting()

    bundle = fresh(bundle)
    old.refresh_from_db()
    mail = renderers.get(bundle.delivery.renderer)(bundle.delivery)
    assert old.state == DeliveryState.RECALLED
    assert bundle.edition == 2
    assert first.idea.number not in mail.text
    assert states_of(bundle) == [S.RECALLED, S.QUEUED, S.QUEUED]


def test_row_taken_back_later_ends_alone_and_the_amt_hears_of_it(bundle, by):
    bundle = sent(bundle)
    first = rows_of(bundle)[0]

    recall(first, by=by)

    assert fresh(bundle).state == BundleState.SENT
    assert Delivery.objects.filter(renderer=ONE_RECALLED).count() == 1


def test_taking_all_back_keeps_what_is_answered_and_writes_one_mail(bundle, by):
    bundle = sent(bundle)
    responding.state(rows_of(bundle)[0], SAID)

    count = recalling.recall_all(bundle, by=by)

    bundle = fresh(bundle)
    (mail,) = Delivery.objects.filter(renderer=recalling.RENDERER)
    words = renderers.get(mail.renderer)(mail).text
    assert (count, bundle.state) == (2, BundleState.DONE)
    assert states_of(bundle) == [S.STATED, S.RECALLED, S.RECALLED]
    assert [row.idea.number in words for row in rows_of(bundle)] == [False, True, True]
    assert not any(links.is_valid(link) for link in DOOR.links_of(bundle.pk))
    assert not Delivery.objects.filter(renderer=ONE_RECALLED).exists()


def test_undo_before_it_left_takes_everything_back(bundle, by):
    mail = bundle.delivery

    recalling.recall_all(bundle, by=by)

    mail.refresh_from_db()
    assert mail.state == DeliveryState.RECALLED
    assert fresh(bundle).state == BundleState.RECALLED
    assert {row.idea.case for row in rows_of(bundle)} == {Case.OPEN}


def test_bundle_is_done_with_its_last_row(bundle):
    bundle = sent(bundle)
    first, second, third = rows_of(bundle)

    responding.state(first, SAID)
    responding.return_(second, reason=ReturnReason.NOT_RESPONSIBLE, text="")
    assert fresh(bundle).state == BundleState.SENT
    responding.state(third, SAID)

    assert fresh(bundle).state == BundleState.DONE


def test_one_row_is_neither_resent_nor_handed_over_by_itself(by):
    bundle = failed(bundled(open_ideas(2), DepartmentFactory(), by=by))
    by_hand = bundled(open_ideas(2), DepartmentFactory(email=""), by=by)

    with pytest.raises(RuleViolation, match="nur für alle"):
        referral_outcomes.send_again(rows_of(bundle)[0], by=by)
    with pytest.raises(RuleViolation, match="nur für alle"):
        referral_outcomes.hand_over_by_hand(rows_of(by_hand)[0], by=by)


def test_paper_handed_over_counts_for_all(by):
    bundle = bundled(open_ideas(2), DepartmentFactory(email=""), by=by)

    outcomes.hand_over_by_hand(bundle, by=by)

    assert fresh(bundle).state == BundleState.SENT
    assert states_of(bundle) == [S.SENT, S.SENT]


def test_failed_row_goes_alone_if_somebody_wants_that(bundle, by):
    bundle = failed(bundle)
    first = rows_of(bundle)[0]

    collecting.take_out(first, by=by)

    first.refresh_from_db()
    assert (first.state, first.goes_along) == (S.QUEUED, False)
    assert first.delivery_id != bundle.delivery_id
    assert len(rows_of(bundle)) == 2


def test_asked_again_once_a_day_with_what_is_open(bundle, by):
    bundle = sent(bundle)
    responding.state(rows_of(bundle)[0], SAID)

    reminding.remind(bundle, by=by)
    with pytest.raises(RuleViolation, match="Heute ging schon"):
        reminding.remind(bundle, by=by)

    (mail,) = Delivery.objects.filter(renderer=reminding.RENDERER)
    words = renderers.get(mail.renderer)(mail).text
    assert [row.idea.number in words for row in rows_of(bundle)] == [False, True, True]
