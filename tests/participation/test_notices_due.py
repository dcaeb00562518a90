"""When somebody has to hear of an idea: once, whatever beat did meanwhile."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.services import cases
from participation.moderation.enums import Publication
from participation.notices.enums import DropReason, NoticeState, Why
from participation.notices.models import InterimNotice, NoticeTerms
from participation.notices.queries import falling_due
from participation.notices.queries.news import watched as watched_ideas
from participation.notices.services import releasing, watching
from tests.factories.accounts import make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.notices import NoticeFactory
from tests.factories.referrals import QuestionFactory, ResidentQuestionFactory
from tests.participation.noticing import (
    START,
    after,
    on,
    open_case,
    watched,
    with_department,
)

pytestmark = pytest.mark.django_db


def named_day(idea):
    idea.refresh_from_db()
    return idea.next_on


def brief(notices):
    return [(row.state, row.why, row.due_on) for row in notices]


@pytest.mark.parametrize("runs", (1, 3))
def test_a_named_day_brings_one_notice_however_often_beat_runs(runs):
    idea = open_case(next_in=10)
    day = named_day(idea)

    for days in range(-4, 6):
        watched(day + timedelta(days=days), times=runs)

    assert brief(InterimNotice.objects.all()) == [(NoticeState.DUE, Why.DATE, day)]


def test_a_draft_lies_ready_two_working_days_before_its_day():
    idea = open_case(next_in=10)
    day = named_day(idea)

    early = watched(due_after(day, -3).day)
    ready = watched(due_after(day, -2).day)

    assert (early, len(ready)) == ([], 1)


def test_ten_days_without_beat_change_nothing_but_the_hour():
    idea = open_case(next_in=10)
    day = named_day(idea)

    found = watched(day + timedelta(days=10))

    assert brief(found) == [(NoticeState.DUE, Why.DATE, day)]


def test_a_month_without_news_is_enough_whatever_day_was_named():
    open_case(next_in=60)

    found = watched(after(30))

    assert brief(found) == [(NoticeState.DUE, Why.MONTH, after(30))]


def test_news_begin_the_month_anew():
    referral = with_department(days=60)
    with on(after(20)):
        question = QuestionFactory(referral=referral)
        ResidentQuestionFactory(question=question, until=after(50))

    assert watched(after(30)) == []
    assert brief(watched(after(50)))[0][1:] == (Why.MONTH, after(50))


def test_a_named_day_that_moved_away_still_owes_a_word():
    referral = with_department(days=10)
    day = referral.due_day
    with on(after(5)):
        cases.move_next_date(referral.idea, next_on=after(40))

    assert brief(watched(day)) == [(NoticeState.DUE, Why.MOVED, day)]


def test_a_holiday_more_is_no_reason_to_write():
    referral = with_department(days=10)
    with on(after(5)):
        moved = due_after(referral.due_day, 1).day
        cases.move_next_date(referral.idea, next_on=moved)

    assert brief(watched(moved)) == [(NoticeState.DUE, Why.DATE, moved)]


def test_an_idea_that_nobody_decides_on_brings_a_notice_after_two_weeks():
    with on(START):
        IdeaFactory(publication=Publication.SUBMITTED)

    assert brief(watched(after(14))) == [(NoticeState.DUE, Why.RECEIPT, after(14))]


@pytest.mark.parametrize(
    "fields",
    (
        {"publication": Publication.CHANGES_REQUESTED},
        {"publication": Publication.DECLINED},
        {"case": Case.CLOSED},
    ),
)
def test_nobody_waits_where_it_is_their_turn_or_settled(fields):
    with on(START):
        IdeaFactory(**fields)

    assert watched(after(60)) == []


def test_news_of_another_kind_overtake_a_notice():
    idea = open_case(next_in=10)
    notice = watched(named_day(idea))[0]

    with on(named_day(idea)):
        cases.close(idea, by=make_staff())

    notice.refresh_from_db()
    assert notice.state == NoticeState.OVERTAKEN
    assert watched(named_day(Idea.objects.get()) or after(30))[0].state == "overtaken"


def test_a_day_that_moves_ahead_again_takes_its_notice_along():
    idea = open_case(next_in=10)
    day = named_day(idea)
    watched(day)
    with on(day):
        cases.move_next_date(idea, next_on=day + timedelta(days=12))

    assert brief(watched(day)) == [(NoticeState.OVERTAKEN, Why.DATE, day)]


def test_what_was_dropped_comes_back_on_its_own_day_and_not_before():
    idea = open_case(next_in=10)
    day = named_day(idea)
    notice = watched(day)[0]
    again = due_after(day, 4).day
    with on(day):
        releasing.drop(
            notice, reason=DropReason.ANSWER, hears_on=again, by=make_staff()
        )

    assert len(watched(day)) == 1
    assert brief(watched(again))[1:] == [(NoticeState.DUE, Why.DATE, again)]


def test_whoever_knows_already_waits_another_month():
    idea = open_case(next_in=10)
    day = named_day(idea)
    notice = watched(day)[0]
    with on(day):
        far = due_after(day, 40).day
        releasing.drop(notice, reason=DropReason.TOLD, hears_on=far, by=make_staff())

    assert len(watched(day + timedelta(days=27))) == 1
    assert brief(watched(day + timedelta(days=30)))[1:] == [
        (NoticeState.DUE, Why.MONTH, day + timedelta(days=30))
    ]


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    next_in=strategies.integers(1, 40),
    runs=strategies.lists(strategies.integers(0, 70), max_size=12),
)
def test_no_named_day_passes_without_a_notice(next_in, runs):
    """Whenever beat last ran at or after the first day, one notice waits for it."""
    InterimNotice.objects.all().delete()
    Idea.objects.all().delete()
    idea = open_case(next_in=next_in, follower=False)

    for days in sorted(runs):
        watched(after(days))

    terms = NoticeTerms()
    first = falling_due.days_of(watched_ideas().get(pk=idea.pk), terms)[0].day
    last = after(max(runs)) if runs else START - timedelta(days=1)
    is_seen = bool(runs) and first <= falling_due.horizon(last, terms)
    assert [row.due_on for row in InterimNotice.objects.all()] == (
        [first] if is_seen else []
    )


def test_one_open_notice_an_idea():
    notice = NoticeFactory()

    with pytest.raises(Exception, match="interimnotice_one_open_per_idea"):
        NoticeFactory(idea=notice.idea, due_on=after(1))


@pytest.mark.parametrize("number", (1, 30))
def test_looking_costs_the_same_with_one_and_with_thirty(
    number, django_assert_num_queries
):
    for _number in range(number):
        open_case(next_in=30, follower=False)

    with on(START), django_assert_num_queries(6):
        watching.watch()
