"""Releasing with one key, taking it back in time, letting it be."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings, strategies

from commons.clock import BERLIN
from commons.errors import RuleViolation
from commons.spoken import day_in_words
from commons.verbs.models import Happening
from neighbourhood.deadlines.calendar import is_weekend
from neighbourhood.deadlines.services import due_after
from participation.ideas.models import Idea
from participation.ideas.services import cases
from participation.notices import workflow
from participation.notices.enums import Automatic, DropReason, NoticeState
from participation.notices.models import InterimNotice, NoticeTerms
from participation.notices.queries.news import with_news
from participation.notices.queries.notices import draft_of
from participation.notices.services import automatic, releasing
from participation.notices.services.departing import FIRST, LAST, leaves_at
from participation.notices.services.releasing import Words
from tests.factories.accounts import make_staff
from tests.factories.notices import NoticeFactory
from tests.participation.noticing import after, on, open_case, watched

pytestmark = pytest.mark.django_db
DAY = after(14)


@pytest.fixture
def notice():
    open_case(next_in=10)
    return watched(DAY)[0]


def draft(notice):
    return draft_of(with_news(Idea.objects.all()).get(pk=notice.idea_id), DAY)


def test_a_draft_is_released_as_it_is(notice):
    clerk = make_staff()

    with on(DAY) as now:
        shown = draft(notice)
        row = releasing.release(notice, Words(shown.text, seen=shown.seen), by=clerk)

    assert (row.state, row.text, row.is_edited) == ("released", shown.text, False)
    assert (row.released_by, row.next_on) == (clerk, shown.story.next_on)
    assert row.leaves_at == now + timedelta(hours=1)
    assert row.facts == shown.story.as_json()


def test_another_day_goes_into_the_draft(notice):
    other = due_after(DAY, 12).day

    with on(DAY):
        row = releasing.release(
            notice, Words(draft(notice).text, next_on=other), by=make_staff()
        )

    assert not row.is_edited
    assert day_in_words(other) in row.text


def test_words_of_ones_own_must_name_the_day(notice):
    day = due_after(DAY, 12).day
    words = Words("Bald mehr.\r\n\r\nBis dann.", next_on=day)

    with on(DAY), pytest.raises(RuleViolation) as refused:
        releasing.release(notice, words, by=make_staff())
    with on(DAY):
        text = f"Am {day_in_words(day)} wissen wir mehr.\r\nBis dann."
        row = releasing.release(notice, Words(text, next_on=day), by=make_staff())

    assert refused.value.code == "notice_day_unnamed"
    assert (row.is_edited, "\r" in row.text) == (True, False)


@pytest.mark.parametrize("days", (-1, 0, 200))
def test_no_day_that_is_past_or_far_away(notice, days):
    words = Words("Bald.", next_on=DAY + timedelta(days=days))

    with on(DAY), pytest.raises(RuleViolation) as refused:
        releasing.release(notice, words, by=make_staff())

    assert refused.value.code == "notice_day"


def test_nobody_releases_another_draft_than_they_read(notice):
    with on(DAY):
        seen = draft(notice).seen
        Idea.objects.filter(pk=notice.idea_id).update(case="reopened")

        with pytest.raises(RuleViolation) as refused:
            releasing.release(notice, Words(seen=seen), by=make_staff())

    assert refused.value.code == "notice_facts_changed"


def test_taken_back_it_waits_again_with_its_words(notice):
    day = due_after(DAY, 12).day
    text = f"Am {day_in_words(day)} wissen wir mehr."
    with on(DAY):
        row = releasing.release(notice, Words(text, next_on=day), by=make_staff())
        back = releasing.take_back(row, by=make_staff())

    assert (back.state, back.text, back.is_edited) == ("due", text, True)
    assert (back.leaves_at, back.released_by) == (None, None)


def test_what_has_left_is_not_taken_back():
    notice = NoticeFactory(state=NoticeState.SENT)

    with pytest.raises(RuleViolation) as refused:
        releasing.take_back(notice, by=make_staff())

    assert refused.value.code == "notice_transition"


def test_two_release_one_notice_once(notice):
    with on(DAY):
        releasing.release(notice, by=make_staff())

        with pytest.raises(RuleViolation):
            releasing.release(notice, by=make_staff())

    assert Happening.objects.filter(verb="notice.released").count() == 1


def test_dropping_moves_the_named_day(notice):
    hears_on = due_after(DAY, 3).day

    with on(DAY):
        releasing.drop(
            notice, reason=DropReason.ANSWER, hears_on=hears_on, by=make_staff()
        )

    notice.refresh_from_db()
    assert (notice.state, notice.idea.next_on) == (NoticeState.DROPPED, hears_on)


def test_an_answer_takes_back_what_was_released(notice):
    with on(DAY):
        row = releasing.release(notice, by=make_staff())
        cases.close(row.idea, by=make_staff())

    notice.refresh_from_db()
    assert notice.state == NoticeState.OVERTAKEN


@pytest.mark.parametrize(
    ("terms", "on_day", "after_grace"),
    ((Automatic.NONE, 0, 0), (Automatic.LATE, 0, 1), (Automatic.ALL, 1, 0)),
)
def test_terms_say_what_goes_by_itself(notice, terms, on_day, after_grace):
    NoticeTerms.objects.create(automatic=terms)
    early = due_after(notice.due_on, -1).day

    with on(early) as now:
        assert automatic.release_by_itself(now) == 0
    with on(notice.due_on) as now:
        assert automatic.release_by_itself(now) == on_day
    with on(due_after(notice.due_on, 2).day) as now:
        assert automatic.release_by_itself(now) == after_grace
    assert not InterimNotice.objects.filter(released_by__isnull=False).exists()


@pytest.mark.parametrize(("days", "hour"), ((0, 7), (0, 18), (0, 23), (5, 10)))
def test_nothing_goes_by_itself_at_night_or_on_a_saturday(notice, days, hour):
    NoticeTerms.objects.create(automatic=Automatic.ALL)

    with on(notice.due_on + timedelta(days=days), hour=hour) as now:
        assert automatic.release_by_itself(now) == 0


def test_words_that_somebody_wrote_never_go_by_themselves(notice):
    NoticeTerms.objects.create(automatic=Automatic.ALL)
    InterimNotice.objects.update(text="Halb fertig", is_edited=True)

    with on(notice.due_on) as now:
        assert automatic.release_by_itself(now) == 0


@settings(deadline=None, max_examples=60)
@given(minutes=strategies.integers(0, 3 * 365 * 24 * 60))
def test_everything_leaves_in_working_hours_and_in_time_to_take_it_back(minutes):
    now = datetime(2026, 1, 1, tzinfo=BERLIN) + timedelta(minutes=minutes)

    leaves = leaves_at(now).astimezone(BERLIN)

    assert leaves - now >= timedelta(minutes=10)
    assert leaves.minute == leaves.second == 0
    assert FIRST <= leaves.time() <= LAST
    assert not is_weekend(leaves.date())


def test_states_are_a_graph():
    reached, frontier = {workflow.INITIAL}, [workflow.INITIAL]
    while frontier:
        for state in workflow.MAY_FOLLOW[frontier.pop()] - reached:
            reached.add(state)
            frontier.append(state)

    assert reached == set(NoticeState) == set(workflow.MAY_FOLLOW)
    assert set(workflow.WAITING) == workflow.OPEN
