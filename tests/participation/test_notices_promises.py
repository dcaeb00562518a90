"""What people hear of a promise is news, too: nobody is told the same month twice."""

import pytest

from participation.ideas.enums import Case, Outcome
from participation.notices.enums import Stage
from participation.notices.queries.news import annotated, news_of
from participation.notices.queries.stories import stories_of
from participation.referrals.services import answering, deferring, promises
from tests.factories.accounts import make_staff
from tests.factories.referrals import AnswerFactory
from tests.participation.noticing import START, after, on, watched

pytestmark = pytest.mark.django_db
LATER = 120


def answered(**fields):
    with on(START):
        draft = AnswerFactory(**fields)
        draft.idea.published_at = draft.idea.submitted_at
        draft.idea.save(update_fields=["published_at"])
        return answering.publish(draft, version=1, by=make_staff())


def given_up(answer):
    promises.give_up(answer, reason="Die Firma kommt nicht.", by=make_staff())


def taken_up(answer):
    deferring.take_up(answer.idea, by=make_staff())


def put_off_and_taken_up(answer):
    with on(after(LATER - 1)):
        deferring.put_off(
            answer.idea, to=after(400), reason="Noch kein Geld.", by=make_staff()
        )
    taken_up(answer)


PROMISED = {"outcome": Outcome.PLANNED, "promised_on": after(90)}
DEFERRED = {
    "outcome": Outcome.DEFERRED,
    "reason": "Es fehlt Geld.",
    "look_again_on": after(90),
}


@pytest.mark.parametrize(
    ("fields", "change"),
    (
        (PROMISED, given_up),
        (DEFERRED, taken_up),
        (DEFERRED, put_off_and_taken_up),
    ),
)
def test_who_was_told_that_it_goes_on_is_not_told_at_once_again(fields, change):
    answer = answered(**fields)

    with on(after(LATER)):
        change(answer)
    idea = annotated(answer.idea_id)
    story = stories_of([idea], after(LATER))[idea.pk]

    assert idea.case == Case.REOPENED
    assert news_of(idea).day == after(LATER)
    assert (story.stage, story.since) == (Stage.REOPENED, after(LATER))
    assert watched(after(LATER + 1)) == []


def test_a_promise_that_moved_is_the_last_news():
    answer = answered(**PROMISED)

    with on(after(80)):
        promises.move(answer, to=after(150), reason="Es regnet.", by=make_staff())
    idea = annotated(answer.idea_id)

    assert news_of(idea).day == after(80)
