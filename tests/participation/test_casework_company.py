"""What the other rooms know of a case is next in it, too: bundles, sets, promises."""

from datetime import datetime, time

import pytest

from commons.clock import BERLIN, berlin_today
from neighbourhood.deadlines.services import due_after
from participation.bundles.services.reminding import remind
from participation.casework.next_step import next_step
from participation.casework.queries.history import ALL, history_of
from participation.casework.queries.situations import situation_of
from participation.casework.steps import Step
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea
from participation.referrals.models import AnswerSet
from participation.referrals.services import answer_sets, answering, deferring, promises
from participation.referrals.services.referring import refer
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import AnswerFactory
from tests.participation.answer_sets import make_set
from tests.participation.bundling import bundled, open_ideas, rows_of, sent

pytestmark = pytest.mark.django_db


def told_in(idea, part=ALL):
    return [line.what for line in history_of(idea, part=part)]


def step_of(idea):
    idea = Idea.objects.get(pk=idea.pk)
    return next_step(situation_of(idea), today=berlin_today())


def test_what_is_collected_waits_for_the_day_of_its_mail():
    weekly = DepartmentFactory(mail_rhythm="weekly")
    idea = IdeaFactory(case=Case.OPEN)
    (referral,) = refer(idea, lead=weekly, cover_note="", by=make_staff())
    bundle = referral.bundle_item.bundle

    step = step_of(idea)

    assert (step.step, step.by) == (Step.WAIT_BUNDLE, bundle.leaves_on)
    assert situation_of(idea).lead.bundle == bundle.number


def test_a_bundle_without_a_mailbox_is_handed_over_and_not_waited_for():
    nobody = DepartmentFactory(email="")
    bundle = bundled(open_ideas(2), nobody, by=make_staff())
    first = rows_of(bundle)[0]

    step = step_of(first.idea)

    assert (step.step, step.target) == (Step.HAND_OVER, first.pk)


def test_an_answer_in_a_set_waits_for_the_set_and_needs_no_eyes_twice():
    writer, second = make_staff(), make_staff()
    draft = AnswerFactory(written_by=writer)
    alone = step_of(draft.idea)
    answering.approve(draft, version=draft.version, by=second)
    answer_set = make_set(draft, by=writer)
    gathered = step_of(draft.idea)
    hour = due_after(berlin_today(), 3).day
    answer_sets.release(
        answer_set,
        by=second,
        planned_for=datetime.combine(hour, time(9), BERLIN),
    )
    released = step_of(draft.idea)

    assert alone.step == Step.PUBLISH_ANSWER
    assert (gathered.step, gathered.target) == (Step.RELEASE_SET, answer_set.pk)
    assert (released.step, released.by) == (Step.WAIT_SET, hour)
    assert AnswerSet.objects.get().is_running


@pytest.mark.parametrize(
    ("fields", "again", "step"),
    (
        (
            {"outcome": Outcome.PLANNED, "promised_on": berlin_today()},
            lambda answer, by: promises.give_up(answer, reason="Kein Geld.", by=by),
            Step.CHECK_PROMISE,
        ),
        (
            {"outcome": Outcome.DEFERRED, "reason": "Kein Geld."},
            lambda answer, by: deferring.take_up(answer.idea, by=by),
            Step.WAIT_DEFERRED,
        ),
    ),
    ids=("promise", "deferral"),
)
def test_what_was_promised_or_put_off_comes_back_under_its_own_name(
    fields, again, step
):
    by = make_staff()
    if fields["outcome"] == Outcome.DEFERRED:
        fields = fields | {"look_again_on": due_after(berlin_today(), 30).day}
    answer = answering.publish(AnswerFactory(**fields), version=1, by=by)
    before = step_of(answer.idea)

    again(answer, by)
    case = situation_of(answer.idea)

    assert before.step == step
    assert case.reopened_on == berlin_today()
    assert told_in(answer.idea, "antwort")[-1] == "hat eine Antwort veröffentlicht"


def test_the_history_tells_what_was_done_for_the_whole_bundle_once():
    by = make_staff()
    bundle = sent(bundled(open_ideas(2), DepartmentFactory(), by=by))
    idea = rows_of(bundle)[0].idea

    remind(bundle, by=by)

    assert told_in(idea, "aemter") == [
        "hat an ein Bündel erinnert",
        "hat eine Weiterleitung verschickt",
        "hat eine Idee an ein Amt gegeben",
    ]


def test_the_history_tells_what_became_of_a_promise():
    by = make_staff()
    draft = AnswerFactory(outcome=Outcome.PLANNED, promised_on=berlin_today())
    answer = answering.publish(draft, version=1, by=by)

    promises.keep(answer, done_on=berlin_today(), by=by)

    assert "hat eine Zusage als gehalten vermerkt" in told_in(answer.idea, "antwort")
