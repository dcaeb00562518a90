"""Nobody is responsible: after the third return all departments meet on one page."""

import pytest

from commons.clock import berlin_today
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.terms.services import change
from neighbourhood.deadlines.services import due_after
from neighbourhood.departments.services.merging import merge
from neighbourhood.rounds.enums import RoundKind, RoundState
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.services import convening, deciding
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea
from participation.ideas.queries.way import way_of
from participation.ideas.services import merging
from participation.referrals.enums import (
    ClarifiedTo,
    ReferralRole,
    ReferralState,
    ReturnReason,
    RouteWay,
)
from participation.referrals.models import Clarification, ClarifyingTerms, Referral
from participation.referrals.services import (
    answering,
    clarifying,
    outcomes,
    referring,
)
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import AnswerFactory
from tests.participation.clarifying import decide, give_back, ping_pong, refer

pytestmark = pytest.mark.django_db

CLARIFYING = "Die Ämter klären, wer zuständig ist"


def way(idea):
    return [step.title for step in way_of(Idea.objects.get(pk=idea.pk))]


def test_ping_pong_of_two_departments_stops_at_three():
    idea, streets, parks = ping_pong(returns=2)
    assert not Clarification.objects.exists()

    give_back(refer(idea, streets), suggested=parks)

    row = Clarification.objects.get(idea=idea).round
    assert (row.kind, row.state) == (RoundKind.CLARIFICATION, RoundState.OPEN)
    parties = row.parties.values_list("department_id", flat=True)
    assert list(parties) == [streets.pk, parks.pk]
    with pytest.raises(RuleViolation) as refusal:
        refer(idea, parks)
    assert refusal.value.code == "clarifying"
    assert Referral.objects.filter(idea=idea).count() == 3


def test_whoever_was_only_named_is_asked_as_well():
    idea, streets, parks = ping_pong(returns=2)
    culture = DepartmentFactory()

    give_back(refer(idea, streets), suggested=culture)

    row = Clarification.objects.get(idea=idea).round
    asked = set(row.parties.values_list("department_id", flat=True))
    assert asked == {streets.pk, parks.pk, culture.pk}
    assert row.region == idea.region


def test_a_department_that_became_part_of_another_is_asked_as_that_one():
    idea, streets, parks = ping_pong(returns=2)
    target = DepartmentFactory()
    merge(streets, into=target, by=make_staff())

    give_back(refer(idea, parks), suggested=target)

    row = Round.objects.get()
    assert {party.department for party in row.parties.all()} == {parks, target}


def test_the_resident_hears_a_date_that_lies_behind_the_round():
    idea, _streets, _parks = ping_pong(returns=3)

    idea.refresh_from_db()
    assert idea.case == Case.OPEN
    assert idea.next_on == due_after(berlin_today(), 15).day


@pytest.mark.parametrize(
    "reason", (ReturnReason.INCOMPLETE, ReturnReason.ALREADY_WITH_US)
)
def test_missing_details_and_doubles_say_nothing_about_who_is_responsible(reason):
    idea, streets, parks = ping_pong(returns=2)

    give_back(refer(idea, streets), reason=reason)

    assert not Clarification.objects.exists()
    refer(idea, parks)


def test_departments_that_were_asked_besides_are_not_counted():
    idea, streets, parks = ping_pong(returns=2)
    clerk = make_staff()
    lead = refer(idea, streets)
    referring.refer(idea, lead=None, consulted=[parks], cover_note="", by=clerk)
    besides = Referral.objects.get(idea=idea, role=ReferralRole.CONSULTED)
    outcomes.mark_sent(besides.delivery)

    give_back(besides)

    assert not Clarification.objects.exists()
    assert Referral.objects.get(pk=lead.pk).state == ReferralState.SENT


def test_without_anybody_left_to_ask_the_spk_goes_on_alone():
    idea, streets, parks = ping_pong(returns=2)
    lead = refer(idea, streets)
    for department in (streets, parks):
        department.is_active = False
        department.save()

    give_back(lead)

    assert not Clarification.objects.exists()


def test_the_department_found_gets_the_idea_with_the_words_of_the_result():
    idea, _streets, parks = ping_pong(returns=3)
    clerk = make_staff()

    decide(idea, parks, "Der Weg liegt in der Grünanlage.", by=clerk)

    idea.refresh_from_db()
    clarification = Clarification.objects.get(idea=idea)
    referral = clarification.referral
    assert (referral.department, referral.cover_note) == (
        parks,
        "Der Weg liegt in der Grünanlage.",
    )
    assert (referral.route.way, referral.route.chosen_by) == (RouteWay.ROUND, clerk)
    assert (clarification.outcome, clarification.round.state) == (
        ClarifiedTo.DEPARTMENT,
        RoundState.CLOSED,
    )
    assert (idea.case, idea.lead_department) == (Case.REFERRED, parks)
    assert Delivery.objects.filter(renderer=referring.RENDERER).count() == 4


def test_what_a_round_gave_and_comes_back_goes_to_a_round_at_once():
    idea, _streets, parks = ping_pong(returns=3)
    decide(idea, parks, "Bitte übernehmen.")
    first = Clarification.objects.get(idea=idea)
    outcomes.mark_sent(first.referral.delivery)

    give_back(Referral.objects.get(pk=first.referral_id))

    second = Clarification.objects.get(idea=idea, ended_at__isnull=True)
    assert second.round.continues == first.round


@pytest.mark.parametrize("code", (ClarifiedTo.SPK, ClarifiedTo.ELSEWHERE))
def test_the_spk_keeps_it_when_nobody_in_the_house_is_responsible(code):
    idea, _streets, _parks = ping_pong(returns=3)

    decide(idea, None, "Das macht der Senat.", code=code)

    idea.refresh_from_db()
    assert idea.case == Case.OPEN
    assert idea.next_on == due_after(berlin_today(), 10).day
    assert Referral.objects.filter(idea=idea).count() == 3


def test_who_was_asked_besides_and_now_has_the_lead_is_asked_once():
    idea, streets, _parks = ping_pong(returns=2)
    culture, clerk = DepartmentFactory(), make_staff()
    lead = refer(idea, streets)
    referring.refer(idea, lead=None, consulted=[culture], cover_note="", by=clerk)
    give_back(lead, suggested=culture)

    decide(idea, culture, "Bitte übernehmen.", by=clerk)

    open_ones = Referral.objects.filter(idea=idea, department=culture).unfinished()
    assert [each.role for each in open_ones] == [ReferralRole.LEAD]


def test_an_idea_that_left_the_public_takes_the_result_back():
    idea, _streets, parks = ping_pong(returns=3)
    Idea.objects.filter(pk=idea.pk).update(publication="submitted")

    with pytest.raises(RuleViolation) as refusal:
        decide(idea, parks, "Bitte übernehmen.")

    clarification = Clarification.objects.get(idea=idea)
    assert refusal.value.code == "not_public"
    assert (clarification.ended_at, clarification.round.state) == (
        None,
        RoundState.OPEN,
    )


def test_an_answer_in_between_ends_the_round_without_a_result():
    idea, _streets, _parks = ping_pong(returns=3)
    answer = AnswerFactory(idea=idea, outcome=Outcome.WILL_BE_DONE)

    answering.publish(answer, version=answer.version, by=make_staff())

    clarification = Clarification.objects.get(idea=idea)
    assert clarification.outcome == ClarifiedTo.CANCELLED
    assert clarification.round.state == RoundState.CANCELLED
    assert Delivery.objects.filter(renderer=deciding.ENDED).count() == 2


def test_the_public_reads_that_it_is_clarified_and_no_blame():
    idea, _streets, parks = ping_pong(returns=3)

    during = way(idea)
    decide(idea, parks, "Der Weg liegt in der Grünanlage.")
    after = way(idea)

    assert CLARIFYING in during
    assert "Die SPK klärt, wer zuständig ist" not in during
    assert CLARIFYING not in after
    assert "Die Ämter haben geklärt, wer zuständig ist" in after


def test_an_idea_that_is_clarified_is_merged_into_none():
    idea, _streets, _parks = ping_pong(returns=3)

    assert merging.obstacle_of(idea) == (
        "Die Ämter klären gerade, wer für diese Idee zuständig ist."
    )


def test_a_coordinator_opens_one_earlier_by_hand():
    idea = IdeaFactory(case=Case.OPEN)
    offices, clerk = DepartmentFactory.create_batch(2), make_staff()

    clarification = clarifying.open_by_hand(
        idea, departments=offices, note="Es geht um den Gehweg.", by=clerk
    )

    assert clarification.opened_by == clerk
    assert clarification.round.question.endswith("Es geht um den Gehweg.")
    assert Delivery.objects.filter(renderer=convening.INVITATION).count() == 2
    with pytest.raises(RuleViolation) as refusal:
        clarifying.open_by_hand(idea, departments=offices, by=clerk)
    assert refusal.value.code == "clarifying"


@pytest.mark.parametrize(
    ("fields", "code"),
    (
        ({"case": Case.ANSWERED, "outcome": "done"}, "not_at_the_spk"),
        ({"case": Case.REFERRED}, "not_at_the_spk"),
        ({"publication": "hidden", "case": Case.OPEN}, "not_public"),
    ),
)
def test_by_hand_only_what_lies_with_the_spk(fields, code):
    if fields["case"] == Case.ANSWERED:
        fields = {**fields, "answered_at": "2026-01-05T12:00Z"}
    idea = IdeaFactory(**fields)

    with pytest.raises(RuleViolation) as refusal:
        clarifying.open_by_hand(
            idea, departments=[DepartmentFactory()], by=make_staff()
        )

    assert refusal.value.code == code
    assert not Round.objects.exists()


def test_the_number_of_returns_is_a_rule_of_the_house():
    change(
        ClarifyingTerms,
        {"returns": 2, "working_days": 5},
        by=make_staff(),
        verb="clarification.terms_changed",
    )

    idea, _streets, _parks = ping_pong(returns=2)

    row = Clarification.objects.get(idea=idea).round
    assert row.working_days == 5


def test_return_keeps_its_words_and_the_hint():
    idea, _streets, parks = ping_pong(returns=1)

    returned = Referral.objects.get(idea=idea)

    assert (returned.return_reason, returned.suggested_department) == (
        ReturnReason.NOT_RESPONSIBLE,
        parks,
    )
