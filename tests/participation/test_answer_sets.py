"""Answers published together: one mail a person, whatever interrupts it."""

from datetime import datetime, time, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings, strategies as st

from commons.accounts.models import PlatformGrant
from commons.clock import BERLIN, berlin_today
from commons.delivery.renderers import get as renderer
from commons.errors import RuleViolation
from commons.notifications import services as notifications
from commons.notifications.enums import Pace
from commons.notifications.models import Notification
from commons.notifications.services import follows
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import AnswerWay, Case, Outcome
from participation.ideas.models import Idea
from participation.moderation.enums import Publication
from participation.referrals.enums import AnswerState, ItemState, SetState
from participation.referrals.models import Answer, AnswerSet
from participation.referrals.queries import answer_sets as queries
from participation.referrals.services import answer_sets, answering
from participation.referrals.services.answering import Words
from tests.factories.accounts import make_staff
from tests.factories.referrals import AnswerFactory, StatementFactory
from tests.participation.answer_sets import (
    entered_for,
    followed_by,
    make_set,
    publish,
    resident,
    told,
)
from tests.participation.breaking import break_row, mend_row
from tests.wishing import at_once, waits

pytestmark = pytest.mark.django_db


def code_of(call, *args, **kwargs):
    with pytest.raises(RuleViolation) as refusal:
        call(*args, **kwargs)
    return refusal.value.code


def rendered(delivery):
    return renderer(delivery.renderer)(delivery)


def at_nine(day):
    return datetime.combine(day, time(9), tzinfo=BERLIN)


def test_one_mail_names_all_own_and_followed_ideas_the_own_first():
    reader = resident()
    followed = followed_by(reader)
    own = followed_by(idea__author=reader)
    unread = followed_by()

    publish(make_set(followed, own, unread))

    mail = told().get(to_user=reader)
    text = rendered(mail).text
    assert rendered(mail).subject == "Antworten zu 2 Ideen"
    assert text.index(own.idea.title) < text.index(followed.idea.title)
    assert unread.idea.number not in text
    assert (
        Notification.objects.filter(user=reader).count(),
        told().filter(to_user=reader).count(),
    ) == (1, 1)


def test_authors_hear_at_once_and_followers_with_their_gathered_mail():
    reader, quiet = resident(), resident()
    notifications.set_mail(quiet, wanted=False)
    draft = followed_by(reader, quiet)

    publish(make_set(draft, followed_by(reader)))

    assert told().get(to_user=draft.idea.author).state == "queued"
    assert (waits(reader), Notification.objects.filter(user=reader).count()) == (
        Pace.WEEKLY,
        1,
    )
    assert Notification.objects.get(user=quiet).digest is None
    assert not told().filter(to_user__in=[reader, quiet]).exists()


@pytest.mark.parametrize("second", (True, False))
def test_the_most_urgent_wish_for_one_of_the_ideas_counts(second):
    reader = resident()
    drafts = [followed_by(reader), followed_by(reader)]
    follows.set_pace(reader, drafts[second].idea, Pace.AT_ONCE)

    publish(make_set(*drafts))

    assert told().filter(to_user=reader).count() == 1


def test_an_own_idea_is_told_at_once_whatever_else_waits_for_the_week():
    reader = resident()
    followed, own = followed_by(reader), followed_by(idea__author=reader)
    follows.set_pace(reader, followed.idea, Pace.WEEKLY)

    publish(make_set(followed, own))

    assert told().filter(to_user=reader).count() == 1


def test_one_idea_alone_reads_like_one_answer():
    draft = followed_by()

    publish(make_set(draft))

    mail = told().get()
    assert (mail.to_user_id, rendered(mail).subject) == (
        draft.idea.author_id,
        f"Antwort zur Idee {draft.idea.number}: wird umgesetzt",
    )


def test_the_mail_speaks_the_readers_language():
    reader = at_once(resident(language="en"))
    drafts = [followed_by(reader), followed_by(reader)]

    publish(make_set(*drafts))

    mail = rendered(told().get(to_user=reader))
    assert mail.subject == "Answers to 2 ideas"
    assert "There are answers to 2 ideas you follow." in mail.text


def test_people_without_account_get_one_message_by_their_way():
    mails = [entered_for("oma@example.org"), entered_for("oma@example.org")]
    letter = entered_for("", way=AnswerWay.LETTER)
    call = entered_for("", way=AnswerWay.CALL)

    publish(make_set(*mails, letter, call))

    assert sorted(told().values_list("channel", flat=True)) == [
        "call",
        "letter",
        "mail",
    ]
    text = rendered(told().get(channel="mail")).text
    assert all(draft.idea.number in text for draft in mails)
    assert letter.idea.number not in text


def test_the_preview_counts_whom_it_reaches():
    quiet = resident()
    notifications.set_mail(quiet, wanted=False)
    answer_set = make_set(
        followed_by(quiet, resident()),
        entered_for("a@example.org"),
        entered_for("", AnswerWay.CALL),
    )

    assert queries.reach(answer_set) == queries.Reach(
        mails=2, gathered=1, bells=1, letters=0, calls=1
    )


def test_what_left_the_public_meanwhile_is_not_told():
    reader = at_once(resident())
    kept, hidden = followed_by(reader), followed_by(reader)
    publish(make_set(kept, hidden))

    Idea.objects.filter(pk=hidden.idea_id).update(publication=Publication.WITHDRAWN)

    text = rendered(told().get(to_user=reader)).text
    assert (kept.idea.number in text, hidden.idea.number in text) == (True, False)


def test_a_draft_in_a_set_is_not_published_alone():
    draft, by = AnswerFactory(), make_staff()
    answer_set = make_set(draft)

    code = code_of(answering.publish, draft, version=1, by=by)
    answer_sets.take_out(answer_set.items.get(), by=by)
    answering.publish(draft, version=1, by=by)

    assert code == "in_set"
    assert Answer.objects.get().state == AnswerState.PUBLISHED


def test_a_draft_lies_in_one_set_only():
    draft = AnswerFactory()
    make_set(draft)

    other = make_set(draft, name="Noch eins")

    assert other.items.count() == 0


def test_what_is_not_ready_keeps_the_set_back():
    by = make_staff()
    drafts = [
        AnswerFactory(),
        AnswerFactory(outcome=Outcome.TOGETHER),
        AnswerFactory(
            idea=StatementFactory(
                referral__department__needs_four_eyes=True
            ).referral.idea,
            written_by=by,
        ),
    ]
    answer_set = make_set(*drafts)

    code = code_of(answer_sets.release, answer_set, by=by)

    blocked = [row.item.answer_id for row in answer_sets.obstacles(answer_set, by=by)]
    assert (code, blocked) == ("set_obstacles", [drafts[1].pk, drafts[2].pk])


def test_whoever_wrote_releases_what_somebody_else_approved():
    by = make_staff()
    idea = StatementFactory(referral__department__needs_four_eyes=True).referral.idea
    draft = AnswerFactory(idea=idea, written_by=by)
    answering.approve(draft, version=1, by=make_staff())

    done = publish(make_set(draft), by=by)

    assert (done.state, Answer.objects.get().published_by) == (SetState.PUBLISHED, by)


def test_a_released_draft_cannot_be_changed_until_the_set_is_stopped():
    draft, by = AnswerFactory(), make_staff()
    words = Words(text="Neu.", outcome=Outcome.PLANNED)
    answer_set = make_set(draft)
    day = due_after(berlin_today(), 3).day
    answer_sets.release(answer_set, by=by, planned_for=at_nine(day))

    code = code_of(answering.save_draft, draft.idea, words, version=1, by=by)
    answer_sets.stop(answer_set, by=by)
    answering.save_draft(draft.idea, words, version=1, by=by)

    assert code == "set_released"
    assert Answer.objects.get().text == "Neu."


def test_a_planned_set_goes_at_its_hour_on_a_working_day():
    draft = followed_by()
    answer_set = make_set(draft)
    hour = at_nine(due_after(berlin_today(), 3).day)
    answer_sets.release(answer_set, by=make_staff(), planned_for=hour)

    before = answer_sets.publish_due(hour - timedelta(minutes=1))
    after = answer_sets.publish_due(hour + timedelta(minutes=1))
    again = answer_sets.publish_due(hour + timedelta(minutes=2))

    assert (before, after, again) == (0, 1, 0)


def test_a_planned_set_waits_for_the_next_working_day():
    answer_set = make_set(AnswerFactory())
    hour = at_nine(due_after(berlin_today(), 3).day)
    answer_sets.release(answer_set, by=make_staff(), planned_for=hour)
    saturday = berlin_today() + timedelta(days=(5 - berlin_today().weekday()) % 7 + 7)

    assert answer_sets.publish_due(at_nine(saturday)) == 0
    assert answer_sets.publish_due(at_nine(due_after(saturday, 1).day)) == 1


@pytest.mark.parametrize(
    ("moment", "code"),
    (
        (lambda: timezone.now() - timedelta(hours=1), "hour_past"),
        (
            lambda: at_nine(berlin_today().replace(year=2027, month=1, day=1)),
            "hour_free",
        ),
    ),
)
def test_an_hour_that_is_no_good_says_why(moment, code):
    answer_set = make_set(AnswerFactory())

    assert (
        code_of(answer_sets.release, answer_set, by=make_staff(), planned_for=moment())
        == code
    )


def test_an_answer_that_cannot_go_stays_behind_and_the_others_go():
    good, bad = followed_by(), followed_by()
    answer_set = make_set(bad, good)
    answer_sets.release(answer_set, by=make_staff())
    Idea.objects.filter(pk=bad.idea_id).update(case=Case.REFERRED)

    answer_sets.publish_due()

    states = answer_set.items.values_list("answer_id", "state", "problem")
    assert sorted(states) == sorted(
        [
            (bad.pk, ItemState.LEFT_OUT, "case_transition"),
            (good.pk, ItemState.PUBLISHED, ""),
        ]
    )
    assert Answer.objects.get(pk=bad.pk).state == AnswerState.DRAFT


@pytest.mark.parametrize("is_gone", (True, False))
def test_nothing_goes_for_somebody_who_is_gone_or_has_another_task(is_gone):
    by = make_staff()
    answer_set = make_set(AnswerFactory())
    hour = at_nine(due_after(berlin_today(), 3).day)
    answer_sets.release(answer_set, by=by, planned_for=hour)
    if is_gone:
        by.is_active = False
        by.save()
    else:
        PlatformGrant.objects.filter(user=by).delete()

    answer_sets.publish_due(hour + timedelta(hours=1))

    assert AnswerSet.objects.get().state == SetState.OPEN


def test_a_dissolved_set_leaves_its_drafts_alone():
    draft = AnswerFactory()
    answer_set = make_set(draft)

    answer_sets.dissolve(answer_set, by=make_staff())

    assert (AnswerSet.objects.get().state, queries.set_with(draft)) == (
        SetState.DISSOLVED,
        None,
    )


def test_a_set_that_breaks_keeps_none_waiting():
    broken, other = make_set(followed_by()), make_set(followed_by())
    for answer_set in (broken, other):
        answer_sets.release(answer_set, by=make_staff())
    break_row(broken.items.get())

    assert answer_sets.publish_due() == 1
    other.refresh_from_db()
    assert other.state == SetState.PUBLISHED

    mend_row(broken.items.get())
    assert (answer_sets.publish_due(), answer_sets.publish_due()) == (1, 0)


class Killed(BaseException):
    """The worker is gone, in the middle of a statement."""


class Killer:
    """Lets so many statements through, then kills once."""

    def __init__(self, after):
        self.left = after

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == -1:
            raise Killed
        return execute(sql, params, many, context)


def publish_until_told():
    answer_sets.publish_due()
    notifications.expand_due()


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(kills=st.lists(st.integers(0, 160), min_size=1, max_size=3))
def test_killed_at_any_statement_each_person_gets_one_mail(kills):
    with transaction.atomic():
        reader = at_once(resident())
        drafts = [followed_by(reader), followed_by(), entered_for("a@example.org")]
        answer_sets.release(make_set(*drafts), by=make_staff())

        for after in kills:
            try:
                with connection.execute_wrapper(Killer(after)):
                    publish_until_told()
            except Killed:
                pass
        publish_until_told()

        people = list(told().values_list("to_user_id", "to_address"))
        assert AnswerSet.objects.get().state == SetState.PUBLISHED
        assert not Answer.objects.filter(state=AnswerState.DRAFT).exists()
        assert (len(people), len(set(people))) == (4, 4)
        transaction.set_rollback(True)
