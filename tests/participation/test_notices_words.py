"""The words of a draft: plain in every combination, and true to the facts."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.utils import translation

from commons.plainness import stumbles
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.notices.composing import WHERE, WHY, compose
from participation.notices.enums import Cause, Stage, Step
from participation.notices.queries.news import with_news
from participation.notices.queries.notices import draft_of
from participation.notices.queries.stories import stories_of
from participation.notices.story import Story
from participation.referrals.enums import ClarifiedTo, ReferralState, Step as Rung
from participation.referrals.models import Clarification, ReferralReminder
from participation.referrals.services import clarifying
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.incoming import make_reply
from tests.factories.referrals import QuestionFactory, ResidentQuestionFactory
from tests.participation.noticing import START, after, on, open_case, with_department

SINCE, NEWS, NEXT = date(2027, 1, 11), date(2027, 1, 12), date(2027, 2, 15)
STEPS = ((), ((Step.ACKNOWLEDGED, NEWS),), tuple((step, NEWS) for step in Step))
PARKS = {1: "Grünes Amt"}


def stories():
    for stage, cause, steps in product(Stage, Cause, STEPS):
        yield Story(
            stage,
            SINCE,
            NEWS,
            NEXT,
            department=1,
            amt_on=NEXT,
            was_due_on=NEWS,
            cause=cause,
            steps=steps,
        )


def test_every_draft_is_plain():
    found = {}
    for story in stories():
        text = compose(story, PARKS)
        for finding in stumbles(text):
            found[finding.code, finding.words] = finding.advice

    assert found == {}


def test_every_draft_names_the_day_and_calls_nobody_du():
    for story in stories():
        text = compose(story, PARKS)
        words = set(text.replace(".", " ").split())

        assert "15. Februar 2027" in text
        assert "%(" not in text
        assert words.isdisjoint({"du", "Du", "dein", "Deine", "dir", "dich"})


def test_every_stage_and_cause_has_words():
    assert set(WHERE) == set(Stage)
    assert set(WHY) == set(Cause) - {Cause.NONE}


def test_facts_come_back_from_the_database_as_they_were():
    for story in stories():
        assert Story.of_json(story.as_json()) == story


def test_a_reader_of_another_language_reads_the_same_facts():
    story = next(stories())

    with translation.override("en"):
        text = compose(story, PARKS)

    assert "15 February 2027" in text


@pytest.mark.django_db
class TestFacts:
    def story_of(self, idea, day):
        with on(day):
            found = with_news(Idea.objects.filter(pk=idea.pk))
            return stories_of(list(found), day)[idea.pk]

    def test_an_idea_that_lies_with_us_says_so(self):
        story = self.story_of(open_case(next_in=10), after(14))

        assert (story.stage, story.cause) == (Stage.SPK, Cause.OURS)
        assert (story.since, story.steps) == (START, ())

    def test_an_amt_in_time_is_named_with_its_day(self):
        department = DepartmentFactory(name="Amt für Bänke")
        referral = with_department(days=30, department=department)

        with on(after(20)):
            found = with_news(Idea.objects.all()).get()
            draft = draft_of(found, after(20))

        assert "hier: Amt für Bänke" in draft.text
        assert draft.story.next_on == draft.story.amt_on == referral.due_day

    @pytest.mark.parametrize("is_reminded", (False, True))
    def test_an_amt_that_is_late_was_reminded_only_if_it_was(self, is_reminded):
        referral = with_department(days=10)
        if is_reminded:
            with on(referral.due_day):
                ReferralReminder.objects.create(
                    referral=referral,
                    due_on=referral.due_day,
                    step=Rung.DUE,
                    created_at=referral.referred_at,
                )

        story = self.story_of(referral.idea, due_after(referral.due_day, 1).day)

        assert story.cause == (Cause.REMINDED if is_reminded else Cause.LATE)
        assert (story.amt_on, story.was_due_on) == (None, referral.due_day)

    def test_an_amt_that_wrote_by_mail_is_not_called_silent(self):
        referral = with_department(days=10)
        with on(referral.due_day):
            make_reply(referral)

        story = self.story_of(referral.idea, due_after(referral.due_day, 3).day)

        text = compose(story, {})
        assert story.cause == Cause.UNREAD
        assert "Das Amt hat uns inzwischen geschrieben" in text
        assert "nicht geschafft" not in text

    def test_a_round_is_told_and_so_is_what_it_found(self):
        idea = open_case(next_in=10)
        with on(after(3)):
            departments = [DepartmentFactory(), DepartmentFactory()]
            row = clarifying.open_by_hand(
                idea, departments=departments, by=make_staff("coordinator")
            )
        during = self.story_of(idea, after(14))
        Clarification.objects.filter(pk=row.pk).update(
            ended_at=row.opened_at + timedelta(days=9), outcome=ClarifiedTo.SPK
        )
        found = self.story_of(idea, after(14))

        assert (during.stage, during.since) == (Stage.ROUND, after(3))
        assert (found.stage, found.cause) == (Stage.OWN, Cause.OURS)

    def test_a_question_lies_with_us_or_with_the_person(self):
        referral = with_department(days=10)
        with on(after(3)):
            Idea.objects.update(case=Case.QUESTION)
            question = QuestionFactory(referral=referral)
            referral.state = ReferralState.QUESTION
            referral.save()
        ours = self.story_of(referral.idea, after(9))
        with on(after(9), hour=12):
            ResidentQuestionFactory(question=question, until=after(23))
        theirs = self.story_of(referral.idea, after(20))

        assert (ours.stage, ours.cause, ours.since) == (
            Stage.QUESTION,
            Cause.OURS,
            after(3),
        )
        assert (theirs.stage, theirs.cause, theirs.next_on) == (
            Stage.PERSON,
            Cause.NONE,
            due_after(after(20), 5).day,
        )

    def test_a_body_outside_has_no_day(self):
        department = DepartmentFactory(kind="extern")
        referral = with_department(days=10, department=department)

        story = self.story_of(referral.idea, after(30))

        assert (story.stage, story.amt_on) == (Stage.OUTSIDE, None)

    @pytest.mark.parametrize("number", (1, 30))
    def test_facts_cost_the_same_for_one_and_for_thirty(
        self, number, django_assert_num_queries
    ):
        for _number in range(number):
            with_department(days=10)
        with on(after(14)):
            found = list(with_news(Idea.objects.all()))

        with on(after(14)), django_assert_num_queries(10):
            stories_of(found, after(14))

    def test_the_day_is_never_past_nor_more_than_a_month_ahead(self):
        far = with_department(days=90)
        IdeaFactory(case=Case.NONE)

        story = self.story_of(far.idea, after(31))

        assert story.amt_on == far.due_day
        assert story.next_on == after(31 + 30)
