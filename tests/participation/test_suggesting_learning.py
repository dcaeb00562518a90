"""Learning from decisions: from which, when, and what stays when it fails."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from commons.alone import alone
from commons.clock import berlin_today
from participation.ideas.models import Idea
from participation.moderation.enums import Publication
from participation.referrals import tasks
from participation.referrals.enums import ReferralState, ReturnReason
from participation.referrals.learning.model import BLOCKS
from participation.referrals.models import LearnedWeights, Training
from participation.referrals.queries.learning import (
    count_of_decisions,
    examples,
    heirs_of_all,
)
from participation.referrals.queries.suggesting import current_training, learned_by
from participation.referrals.services import learning
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import ReferralFactory
from tests.participation.at_once import at_once
from tests.participation.suggesting_texts import make_decisions

pytestmark = pytest.mark.django_db


def labels():
    return [example.label for example in examples()]


def test_a_decision_counts_for_whoever_took_it_in_the_end():
    first, second = DepartmentFactory(), DepartmentFactory()
    idea = ReferralFactory(department=first, state=ReferralState.RETURNED).idea
    before = labels()
    ReferralFactory(department=second, idea=idea, state=ReferralState.STATED)

    assert before == []
    assert labels() == [second.pk]


def test_given_back_for_another_reason_is_a_yes():
    row = ReferralFactory(
        state=ReferralState.RETURNED, return_reason=ReturnReason.INCOMPLETE
    )

    assert labels() == [row.department_id]


@pytest.mark.parametrize("state", (ReferralState.RECALLED, ReferralState.FAILED))
def test_what_was_taken_back_or_did_not_arrive_teaches_nothing(state):
    ReferralFactory(state=state, link=False)

    assert labels() == []


def test_what_left_the_public_is_no_longer_learned_from():
    row = ReferralFactory(state=ReferralState.STATED)
    hidden = IdeaFactory(publication=Publication.HIDDEN)
    Idea.objects.filter(pk=row.idea_id).update(
        publication=Publication.HIDDEN, decision=hidden.decision
    )

    assert labels() == []


def test_a_merged_department_teaches_for_its_heir_and_one_that_is_gone_for_nobody():
    heir, gone = DepartmentFactory(), DepartmentFactory(is_active=False)
    merged = DepartmentFactory(
        is_active=False, merged_into=heir, ended_on=berlin_today()
    )
    ReferralFactory(department=merged)
    ReferralFactory(department=gone)

    assert labels() == [heir.pk]
    assert heirs_of_all()[merged.pk] == heir.pk
    assert heirs_of_all()[gone.pk] is None


def test_ideas_without_an_author_are_each_by_somebody_else():
    one, two = (ReferralFactory(idea__author=None).idea_id for _ in range(2))

    assert [example.person for example in examples()] == [-one, -two]


def test_examples_take_two_queries(django_assert_num_queries):
    ReferralFactory()
    with django_assert_num_queries(2):
        list(examples())
    ReferralFactory.create_batch(4)
    with django_assert_num_queries(2):
        list(examples())


def test_fewer_than_fifty_decisions_teach_nothing():
    make_decisions(49)

    assert learning.learn() is None
    assert learning.learn(is_asked=True) is None
    assert count_of_decisions() == 49


@pytest.fixture
def learned():
    make_decisions(72)
    return learning.learn()


def test_what_was_learned_is_kept_with_its_figures(learned):
    assert (learned.number, learned.decisions, learned.departments) == (1, 72, 3)
    assert learned.top_three == 1.0
    assert learned.accuracy > 0.9
    assert learned.most_frequent == pytest.approx(1 / 3)
    assert learned_by(learned).features == learned.features


def test_fifty_new_decisions_make_it_learn_again(learned):
    make_decisions(49, round_=2)
    too_few = learning.learn()
    make_decisions(1, round_=3)
    second = learning.learn()

    assert too_few is None
    assert (second.number, second.decisions) == (2, 122)
    assert list(LearnedWeights.objects.values_list("training", flat=True)) == [
        second.pk
    ]


def test_a_month_later_deleted_words_have_left_the_model(learned):
    """Also where nobody decided anything new."""
    words = learned_by(learned).vocabularies[BLOCKS[0]]
    Idea.objects.filter(text__contains="Wiese").update(text="Entfernt.", title="Park")
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        again = learning.learn()

    assert "wiese" in words
    assert "wiese" not in learned_by(again).vocabularies[BLOCKS[0]]


def test_a_model_does_not_outlive_its_texts(learned):
    """Too little is left to learn anew: nothing is suggested any more."""
    hidden = IdeaFactory(publication=Publication.HIDDEN)
    Idea.objects.filter(publication=Publication.PUBLISHED).update(
        publication=Publication.HIDDEN, decision=hidden.decision
    )
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        learning.learn()

    assert not LearnedWeights.objects.exists()
    assert current_training() is None


def test_a_failure_keeps_the_model_before_and_tells_no_words(learned, monkeypatch):
    def broken(_examples):
        message = "a text that somebody wrote"
        raise ZeroDivisionError(message)

    monkeypatch.setattr(learning, "train", broken)
    failed = learning.learn(is_asked=True)

    assert failed.fault == "ZeroDivisionError"
    assert current_training() == learned
    assert learned_by(current_training()) is not None


def test_weights_that_were_changed_are_never_used(learned):
    row = LearnedWeights.objects.get()
    content = bytes(row.content)
    row.content = content[:-1] + bytes([content[-1] ^ 1])
    row.save()

    assert learned_by(learned) is None


def test_the_task_says_which_version_it_made():
    make_decisions(60)

    assert tasks.learn() == 1
    assert tasks.learn() is None
    assert tasks.learn(is_asked=True) == 2
    assert Training.objects.count() == 2


def test_two_at_once_learn_once(own_database):
    """Another session holds the lock; this one does nothing and waits for nothing."""
    make_decisions(50)
    with alone("referrals.learn"):
        found = at_once(lambda: learning.learn(is_asked=True))

    assert found == [None]
