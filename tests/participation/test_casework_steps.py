"""What is next in a case: asked of every state of the graphs, and of real rows."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from django.urls import resolve, reverse

from participation.casework.addresses import address_of
from participation.casework.enums import BOARD, Stage
from participation.casework.next_step import next_step, stage_of
from participation.casework.situations import (
    Asked,
    Carried,
    Clarifying,
    Draft,
    Lead,
    Retold,
    Situation,
)
from participation.casework.steps import WORDS, Owner, Step
from participation.ideas import workflow as ideas
from participation.ideas.enums import Case, Outcome
from participation.moderation.enums import Publication
from participation.referrals import workflow as referrals
from participation.referrals.enums import ReferralState as R

TODAY = date(2026, 3, 10)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
# Where an idea can stand while its last lead referral is in a state.
LEADS = {
    Case.NONE: [None],
    Case.OPEN: [None, R.RETURNED, R.RECALLED],
    Case.REFERRED: [R.QUEUED, R.SENT, R.ACKNOWLEDGED, R.FAILED],
    Case.QUESTION: [R.QUESTION],
    Case.STATEMENT_IN: [R.STATED],
    Case.ANSWERED: [None, R.STATED, R.RECALLED],
    Case.REOPENED: [None, R.STATED],
    Case.CLOSED: [None, R.STATED],
}


def draft(*, is_finished=True, needs_four_eyes=False):
    return Draft(TODAY, is_finished, needs_four_eyes, written_by_id=1)


FACTS = {
    "nothing": {},
    "mail": {"mail": 7},
    "question": {"question": Asked(5, 6, TODAY)},
    "person": {"with_person": Asked(5, 6, TODAY, TOMORROW)},
    "round": {"clarifying": Clarifying(3, YESTERDAY, TOMORROW, may_end=False)},
    "round-late": {"clarifying": Clarifying(3, YESTERDAY, YESTERDAY, may_end=False)},
    "ours": {"is_ours": True},
    "draft": {"draft": draft(is_finished=False)},
    "finished": {"draft": draft()},
    "four-eyes": {"draft": draft(needs_four_eyes=True)},
    "in-set": {"draft": replace(draft(), set_id=8)},
    "set-released": {
        "draft": replace(draft(), set_id=8, is_released=True, goes_on=TOMORROW)
    },
    "objection": {"retold": Retold(4, has_objection=True, until=TOMORROW)},
    "untold": {"retold": Retold(4, has_objection=False, until=TOMORROW)},
    "offer": {"carried": Carried(6, TOMORROW, is_asked=True)},
    "carried": {"carried": Carried(6, TOMORROW)},
    "carried-late": {"carried": Carried(6, YESTERDAY)},
    "carried-done": {"carried": Carried(6, TOMORROW, is_done=True)},
    "lost": {"lost_referral": 9},
    "by-hand": {"handed_referral": 9},
}


def lead(state, *, due_on=TOMORROW, is_outside=False):
    has_it = state in {R.ACKNOWLEDGED, R.QUESTION, R.STATED}
    return Lead(
        pk=9,
        state=state,
        department_id=1,
        due_on=due_on,
        referred_on=YESTERDAY,
        sent_on=None if state in {R.QUEUED, R.FAILED} else YESTERDAY,
        acknowledged_on=TODAY if has_it else None,
        closed_on=None if state in referrals.UNFINISHED else TODAY,
        is_outside=is_outside,
    )


def collected():
    return replace(lead(R.QUEUED), bundle="2026-00002", leaves_on=TOMORROW)


def case(state, lead_state=None, **facts):
    lead_of_it = lead(lead_state) if isinstance(lead_state, str) else lead_state
    return Situation(
        pk=1,
        number="2026-00001",
        publication=facts.pop("publication", Publication.PUBLISHED),
        case=state,
        received_on=YESTERDAY,
        published_on=YESTERDAY,
        next_on=facts.pop("next_on", TOMORROW if state in ideas.OPEN else None),
        lead=lead_of_it,
        **facts,
    )


def step_of(*args, **facts):
    return next_step(case(*args, **facts), today=TODAY)


def test_the_table_of_leads_knows_every_state_of_both_graphs():
    assert set(LEADS) == set(Case) == set(ideas.MAY_FOLLOW)
    named = {state for states in LEADS.values() for state in states if state}
    assert named == set(R) == set(referrals.MAY_FOLLOW)


@pytest.mark.parametrize(
    ("publication", "state"), list(product(Publication, Case)), ids=str
)
def test_every_case_in_every_state_has_one_step_with_words_and_a_way(
    publication, state
):
    for lead_state, (name, facts) in product(LEADS[state], FACTS.items()):
        situation = case(state, lead_state, publication=publication, **facts)
        step = next_step(situation, today=TODAY)
        where = f"{name} {lead_state}"

        assert step.words is WORDS[step.step], where
        assert step.stage == stage_of(situation), where
        url = address_of(situation, step)
        assert bool(url) == bool(step.words.button), where
        if url:
            resolve(url.partition("#")[0])


def test_every_open_public_case_stands_on_the_board_and_the_rest_does_not():
    for state, states in LEADS.items():
        for lead_state, facts in product(states, FACTS.values()):
            stage = stage_of(case(state, lead_state, **facts))
            if state in ideas.OPEN:
                assert stage in BOARD
            elif state != Case.NONE:
                assert stage == Stage.ENDED


def test_every_step_is_next_somewhere():
    found = {
        next_step(case(state, lead_state, publication=shown, **facts), today=TODAY).step
        for shown, state in product(Publication, Case)
        for lead_state, facts in product(LEADS[state], FACTS.values())
    }
    late = lead(R.SENT, due_on=YESTERDAY)
    outside = lead(R.SENT, due_on=YESTERDAY, is_outside=True)
    found |= {step_of(Case.REFERRED, late).step, step_of(Case.REFERRED, outside).step}
    for day in (YESTERDAY, TOMORROW):
        found.add(step_of(Case.ANSWERED, R.STATED, next_on=day).step)
        deferred = {"next_on": day, "outcome": Outcome.DEFERRED}
        found.add(step_of(Case.ANSWERED, R.STATED, **deferred).step)
    found.add(step_of(Case.REFERRED, collected()).step)

    assert found == set(Step) == set(WORDS)


@pytest.mark.parametrize(
    ("state", "lead_state", "step", "stage"),
    (
        (Case.OPEN, None, Step.REFER, Stage.DESK),
        (Case.OPEN, R.RETURNED, Step.REFER_AGAIN, Stage.DESK),
        (Case.REFERRED, R.QUEUED, Step.WAIT_SENDING, Stage.REACTION),
        (Case.REFERRED, R.SENT, Step.WAIT_REACTION, Stage.REACTION),
        (Case.REFERRED, R.ACKNOWLEDGED, Step.WAIT_STATEMENT, Stage.AMT),
        (Case.STATEMENT_IN, R.STATED, Step.WRITE_ANSWER, Stage.STATED),
        (Case.REOPENED, R.STATED, Step.LOOK_REOPENED, Stage.REOPENED),
        (Case.ANSWERED, R.STATED, Step.NOTHING, Stage.ENDED),
        (Case.CLOSED, R.STATED, Step.NOTHING, Stage.ENDED),
    ),
)
def test_the_plain_road(state, lead_state, step, stage):
    found = step_of(state, lead_state)

    assert (found.step, found.stage) == (step, stage)


def test_what_went_wrong_goes_before_what_came_and_that_before_waiting():
    both = {"lost_referral": 9, "mail": 7}

    assert step_of(Case.REFERRED, R.SENT, **both).step == Step.RESEND
    assert step_of(Case.REFERRED, R.SENT, mail=7).step == Step.READ_MAIL
    asked = {"question": Asked(5, 6, TODAY)}
    assert step_of(Case.QUESTION, R.QUESTION, **asked).target == 5


def test_while_the_person_is_asked_nobody_at_the_desk_owes_anything():
    found = step_of(Case.QUESTION, R.QUESTION, with_person=Asked(5, 6, TODAY, TOMORROW))

    assert found.step == Step.WAIT_PERSON
    assert found.by == TOMORROW
    assert found.words.owner == Owner.PERSON
    assert found.is_waiting


def test_a_late_amt_is_asked_and_the_day_says_since_when():
    found = step_of(Case.REFERRED, lead(R.ACKNOWLEDGED, due_on=YESTERDAY))

    assert found.step == Step.CHASE
    assert found.is_overdue(TODAY)
    assert found.by == YESTERDAY


def test_an_answer_with_four_eyes_is_released_and_another_is_published():
    four, plain = draft(needs_four_eyes=True), draft()

    assert step_of(Case.STATEMENT_IN, R.STATED, draft=four).step == Step.RELEASE_ANSWER
    assert step_of(Case.OPEN, None, draft=plain).step == Step.PUBLISH_ANSWER
    assert stage_of(case(Case.STATEMENT_IN, R.STATED, draft=four)) == Stage.RELEASE


def test_a_promise_is_checked_from_its_day_on():
    assert step_of(Case.ANSWERED, None, next_on=TOMORROW).step == Step.WAIT_PROMISE
    assert step_of(Case.ANSWERED, None, next_on=TODAY).step == Step.CHECK_PROMISE


def test_a_hidden_idea_with_an_open_case_is_not_forgotten():
    hidden = {"publication": Publication.HIDDEN}

    assert step_of(Case.REFERRED, R.SENT, **hidden).step == Step.LOOK_AGAIN
    assert step_of(Case.CLOSED, None, **hidden).step == Step.GONE


def test_what_goes_along_with_others_is_done_where_all_of_them_are():
    waiting = case(Case.REFERRED, collected())
    by_hand = case(
        Case.REFERRED, replace(collected(), leaves_on=None), handed_referral=9
    )
    consulted = case(Case.REFERRED, collected(), handed_referral=4)
    steps = [next_step(one, today=TODAY) for one in (waiting, by_hand, consulted)]

    assert [(step.step, step.by) for step in steps] == [
        (Step.WAIT_BUNDLE, TOMORROW),
        (Step.HAND_OVER, TOMORROW),
        (Step.HAND_OVER, TOMORROW),
    ]
    bundle = reverse("bundles:bundle-detail", args=["2026-00002"])
    assert address_of(waiting, steps[0]) == bundle
    assert address_of(by_hand, steps[1]) == bundle
    alone = reverse("referrals:referral-detail", args=[4])
    assert address_of(consulted, steps[2]) == alone


def test_what_is_deferred_is_no_promise():
    deferred = {"outcome": Outcome.DEFERRED}

    waits = step_of(Case.ANSWERED, None, next_on=TOMORROW, **deferred)
    is_due = step_of(Case.ANSWERED, None, next_on=TODAY, **deferred)

    assert (waits.step, is_due.step) == (Step.WAIT_DEFERRED, Step.CHECK_DEFERRED)


def test_what_neighbours_do_is_waited_for_and_then_answered():
    running, late = Carried(6, TOMORROW), Carried(6, YESTERDAY)
    done = Carried(6, TOMORROW, is_done=True)

    waits = step_of(Case.OPEN, None, carried=running)
    assert (waits.step, waits.by, waits.target) == (Step.WAIT_TOGETHER, TOMORROW, 6)
    assert waits.is_waiting
    assert step_of(Case.OPEN, None, carried=late).step == Step.ASK_TOGETHER
    concluded = [
        step_of(state, None, carried=done).step
        for state in (Case.OPEN, Case.ANSWERED, Case.CLOSED)
    ]
    assert concluded == [Step.CONCLUDE_TOGETHER] * 3


def test_an_amt_that_has_the_idea_goes_before_those_who_carry_it():
    carried = Carried(6, YESTERDAY)

    assert step_of(Case.REFERRED, R.SENT, carried=carried).step == Step.WAIT_REACTION
