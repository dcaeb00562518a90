"""A promise that is told again moves, is kept and ends with the answer it comes from."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from commons.clock import berlin_today
from commons.spoken import day_in_words
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea
from participation.ideas.services import cases
from participation.referrals.enums import PromiseStep
from participation.referrals.models import Answer
from participation.referrals.services import answering, promises, reusing
from tests.factories.accounts import make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import AnswerFactory, StatementFactory

pytestmark = pytest.mark.django_db
TODAY = berlin_today()
SOON, LATER = TODAY + timedelta(days=20), TODAY + timedelta(days=60)
WHY = "Die Baufirma hat abgesagt."
HERE = "Das gilt auch bei Ihnen."


@pytest.fixture
def by():
    return make_staff(Role.COORDINATOR)


@pytest.fixture
def source(by):
    """A published answer that names a day."""
    draft = AnswerFactory(idea=StatementFactory().referral.idea, promised_on=SOON)
    return answering.publish(draft, version=1, by=by)


def tell_again(source, *, by):
    idea = IdeaFactory(region=source.idea.region)
    reusing.answer_with(idea, source, text=HERE, version=idea.version, by=by)
    return Answer.objects.select_related("idea").get(idea=idea)


def newest(answer):
    return answer.promises.order_by("-number").first()


def test_a_moved_promise_moves_where_it_is_told_again(client, source, by):
    retold = tell_again(source, by=by)

    promises.move(source, to=LATER, reason=WHY, by=by)

    assert newest(retold).step == PromiseStep.MOVED
    retold.refresh_from_db()
    assert retold.promised_on == LATER
    idea = Idea.objects.get(pk=retold.idea_id)
    assert idea.next_on == LATER
    page = client.get(idea.get_absolute_url()).text
    answer = page.split('id="antwort"')[1].split("</section>")[0]
    assert answer.count(WHY) == 1
    assert day_in_words(LATER) in answer


def test_a_kept_promise_is_kept_at_all_of_them(source, by):
    answers = [tell_again(source, by=by) for _ in range(3)]

    promises.keep(source, done_on=TODAY, by=by)

    ideas = Idea.objects.filter(pk__in=[answer.idea_id for answer in answers])
    assert {newest(answer).step for answer in answers} == {PromiseStep.KEPT}
    assert {idea.outcome for idea in ideas} == {Outcome.DONE}


def test_a_promise_given_up_leaves_an_answer_owing_at_each(source, by):
    retold = tell_again(source, by=by)

    promises.give_up(source, reason=WHY, by=by)

    assert newest(retold).step == PromiseStep.GIVEN_UP
    assert Idea.objects.get(pk=retold.idea_id).case == Case.REOPENED


def test_another_day_or_an_idea_taken_up_goes_its_own_way(source, by):
    other, taken_up = tell_again(source, by=by), tell_again(source, by=by)
    promises.move(other, to=LATER, reason=WHY, by=by)
    cases.reopen(taken_up.idea, next_on=SOON, by=by)

    promises.keep(source, done_on=TODAY, by=by)

    assert newest(other).step == PromiseStep.MOVED
    assert newest(taken_up).step == PromiseStep.PROMISED
    assert newest(source).step == PromiseStep.KEPT


def test_the_page_says_that_it_holds_elsewhere_too(client, sign_in, source, by):
    tell_again(source, by=by)
    desk = sign_in(client, by)

    page = desk.get(reverse("referrals:promise-show", args=[source.idea.number])).text

    assert "Auf diese Antwort verweist noch eine Idee" in page
