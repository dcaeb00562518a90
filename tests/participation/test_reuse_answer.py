"""Mit dieser Antwort beantworten: one step, one decision, everybody told once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.clock import berlin_date, berlin_today
from commons.delivery.enums import Channel
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.notifications import services as notifications
from commons.notifications.models import Notification
from commons.verbs import registry
from commons.verbs.models import Happening
from commons.verbs.registry import Recipient
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Verdict
from participation.moderation.models import Decision, QueueItem
from participation.referrals.enums import AnswerState, ReuseState
from participation.referrals.models import Answer, Referral, Reuse
from participation.referrals.services import answering, referring, reusing
from participation.referrals.services.answering import Words
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_item
from tests.factories.referrals import (
    AnswerFactory,
    ReferralFactory,
    ReuseFactory,
    make_source,
)

pytestmark = pytest.mark.django_db

TEXT = "Das gilt auch bei Ihnen."
SOON = berlin_today() + timedelta(days=30)


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


def url_of(idea, source):
    return reverse("referrals:reuse-create", args=[idea.number, source.pk])


def answer_with(idea, source, *, by, **changes):
    fields = {"text": TEXT, "version": idea.version} | changes
    return reusing.answer_with(idea, source, by=by, **fields)


def code_of(*arguments, **changes):
    with pytest.raises(RuleViolation) as refusal:
        answer_with(*arguments, **changes)
    return refusal.value.code


def expand_all():
    for happening in Happening.objects.filter(expanded_at=None).order_by("pk"):
        notifications.expand(happening.pk)


def test_the_idea_is_answered_with_the_source_and_its_day(moderator):
    source = make_source(words={"promised_on": SOON})
    idea = IdeaFactory(case=Case.OPEN)

    reuse = answer_with(idea, source, by=moderator)

    idea.refresh_from_db()
    answer = reuse.answer
    assert (idea.case, idea.outcome, idea.next_on) == (
        Case.ANSWERED,
        source.outcome,
        SOON,
    )
    assert (answer.source, answer.source_on, answer.text, answer.promised_on) == (
        source,
        berlin_date(source.published_at),
        TEXT,
        SOON,
    )
    assert answer.state == AnswerState.PUBLISHED


def test_a_no_needs_no_reason_twice(moderator):
    """The reason stays with the source; nothing of it is copied."""
    words = {"reason": "Darunter liegt ein Tunnel.", "instead": "Bänke am Rand."}
    source = make_source(outcome=Outcome.NOT_POSSIBLE, words=words)

    reuse = answer_with(IdeaFactory(case=Case.OPEN), source, by=moderator)

    answer = reuse.answer
    assert (answer.reason, answer.instead) == ("", "")
    assert answer.outcome == Outcome.NOT_POSSIBLE


def test_a_waiting_idea_is_published_in_the_same_step(moderator):
    item = make_item()
    idea = Idea.objects.get(pk=item.target_id)

    reuse = answer_with(idea, make_source(), by=moderator)

    idea.refresh_from_db()
    decision = Decision.objects.get(kind="idea", target_id=idea.pk)
    assert (idea.publication, idea.case) == (Publication.PUBLISHED, Case.ANSWERED)
    assert (decision.verdict, decision.decided_by) == (Verdict.PUBLISH, moderator)
    assert reuse.decision == decision
    assert not QueueItem.objects.open().exists()


def test_the_author_gets_one_letter_that_says_both(moderator):
    idea = Idea.objects.get(pk=make_item().target_id)
    notifications.follow(idea.author, idea, reason="author")

    reuse = answer_with(idea, make_source(), by=moderator)
    expand_all()

    told = Notification.objects.filter(user=idea.author)
    author = Recipient(user_id=idea.author_id, reason="author")
    assert [each.happening.verb for each in told] == ["answer.published"]
    letter = registry.get("answer.published").tell(reuse.answer, {}, author)
    assert "steht jetzt auf der Plattform" in letter.text


def test_followers_are_told_once_with_the_words_of_the_source(moderator):
    source, idea = make_source(), IdeaFactory(case=Case.OPEN)
    supporter = UserFactory()
    notifications.follow(supporter, idea, reason="supporter")

    reuse = answer_with(idea, source, by=moderator)
    expand_all()

    letter = registry.get("answer.published").tell(
        reuse.answer, {}, Recipient(user_id=supporter.pk)
    )
    assert Notification.objects.filter(user=supporter).count() == 1
    for words in (TEXT, source.text, source.idea.number, reuse.department.name):
        assert words in letter.text
    assert "Diese Frage wurde schon beantwortet: am" in letter.text


def test_the_department_hears_of_it_and_owes_nothing(moderator):
    source = make_source()

    reuse = answer_with(IdeaFactory(case=Case.OPEN), source, by=moderator)

    delivery = Delivery.objects.get(renderer=reusing.RENDERER)
    assert reuse.state == ReuseState.INFORMING
    assert (delivery.to_address, reuse.delivery) == (
        source.idea.lead_department.email,
        delivery,
    )
    assert not Referral.objects.exists()


def test_a_department_without_a_mailbox_is_told_by_hand(moderator):
    source = make_source(lead_department=DepartmentFactory(email=""))

    reuse = answer_with(IdeaFactory(case=Case.OPEN), source, by=moderator)

    assert (reuse.delivery.channel, reuse.link) == (Channel.MANUAL, None)
    assert reuse.state == ReuseState.INFORMING


@pytest.mark.parametrize("department", (None, "closed"))
def test_where_no_department_stands_behind_it_nobody_is_told(moderator, department):
    closed = DepartmentFactory(is_active=False) if department else None
    source = make_source(lead_department=closed)

    reuse = answer_with(IdeaFactory(case=Case.OPEN), source, by=moderator)

    assert (reuse.state, reuse.delivery) == (ReuseState.SETTLED, None)


def test_those_asked_besides_are_let_off(moderator):
    idea = IdeaFactory(case=Case.OPEN)
    asked = ReferralFactory(idea=idea, role="consulted")

    answer_with(idea, make_source(), by=moderator)

    asked.refresh_from_db()
    assert asked.state == "recalled"


def test_what_cannot_be_says_why_and_changes_nothing(moderator):
    source, idea = make_source(), IdeaFactory(case=Case.OPEN)
    old = make_source(published_at=timezone.now() - timedelta(days=800))
    twice = ReuseFactory()
    waiting = Idea.objects.get(pk=make_item(version=2).target_id)

    codes = (
        code_of(idea, source, by=moderator, version=7),
        code_of(idea, source, by=moderator, text="  "),
        code_of(idea, old, by=moderator),
        code_of(idea, twice.answer, by=moderator),
        code_of(source.idea, source, by=moderator),
        code_of(twice.idea, source, by=moderator),
        code_of(IdeaFactory(case=Case.REFERRED), source, by=moderator),
        code_of(IdeaFactory(publication="declined"), source, by=moderator),
        code_of(waiting, source, by=moderator, version=1),
    )

    assert codes == (
        "version_changed",
        "text_missing",
        "source_gone",
        "source_gone",
        "source_gone",
        "reused_already",
        "case_transition",
        "not_public",
        "version_changed",
    )
    waiting.refresh_from_db()
    assert waiting.publication == Publication.SUBMITTED
    assert Reuse.objects.count() == 1


def test_nobody_answers_an_own_idea(client, sign_in, moderator):
    idea = IdeaFactory(author=moderator, case=Case.OPEN)
    client = sign_in(client, moderator)

    assert client.get(url_of(idea, make_source())).status_code == 403


def test_the_page_shows_what_residents_will_read(desk):
    source, idea = make_source(), IdeaFactory(case=Case.OPEN)

    page = desk.get(url_of(idea, source)).text

    assert "Diese Frage wurde schon beantwortet:" in page
    for part in (source.text, source.idea.number, source.idea.lead_department.name):
        assert part in page
    assert not Reuse.objects.exists()


def test_one_post_publishes_and_answers(desk):
    idea = Idea.objects.get(pk=make_item().target_id)
    source = make_source()

    response = desk.post(url_of(idea, source), {"text": TEXT, "version": 1})
    page = desk.get(idea.get_absolute_url()).text

    idea.refresh_from_db()
    assert response.url == idea.get_absolute_url()
    assert idea.case == Case.ANSWERED
    assert TEXT in page
    assert source.text in page


def test_a_source_too_old_is_not_there(desk):
    source = make_source(published_at=timezone.now() - timedelta(days=800))
    idea = IdeaFactory(case=Case.OPEN)

    answers = [
        desk.get(url_of(idea, source)).status_code,
        desk.post(url_of(idea, source), {"text": TEXT, "version": 1}).status_code,
    ]

    assert answers == [404, 404]


@pytest.mark.parametrize("verdict", (Verdict.HIDE, Verdict.REMOVE))
def test_what_leaves_the_public_is_not_kept_there_by_others(
    client, moderator, verdict, django_capture_on_commit_callbacks
):
    reuse = ReuseFactory()
    source, url = reuse.answer.source, reuse.idea.get_absolute_url()
    before = client.get(url).text
    with django_capture_on_commit_callbacks(execute=True):
        moderation.decide_directly(
            source.idea, verdict=verdict, version=1, by=moderator, reason="insult"
        )
    answer = Answer.objects.get(pk=reuse.answer_id)
    author = Recipient(user_id=reuse.idea.author_id)

    letter = registry.get("answer.published").tell(answer, {}, author)
    after = client.get(url).text

    assert source.text in before
    assert source.text not in letter.text
    for gone in (source.text, source.idea.title):
        assert gone not in after
    assert "Das gilt auch hier." in after


def test_a_change_at_the_source_is_read_at_both(client):
    reuse = ReuseFactory()
    Answer.objects.filter(pk=reuse.answer.source_id).update(text="Jetzt doch im Mai.")

    assert "Jetzt doch im Mai." in client.get(reuse.idea.get_absolute_url()).text


def test_a_newer_answer_to_the_old_question_is_told_at_both(client, moderator):
    reuse = ReuseFactory()
    follower = UserFactory()
    notifications.follow(follower, reuse.idea, reason="supporter")
    old = reuse.answer.source.idea
    Idea.objects.filter(pk=old.pk).update(case=Case.REOPENED, next_on=berlin_today())
    newer = AnswerFactory(idea=Idea.objects.get(pk=old.pk), outcome=Outcome.DONE)

    answering.publish(newer, version=newer.version, by=moderator)
    expand_all()

    [told] = Notification.objects.filter(user=follower)
    assert told.happening.verb == "reuse.source_renewed"
    page = client.get(reuse.idea.get_absolute_url()).text
    assert "inzwischen eine neuere Antwort" in page


def test_an_answer_of_its_own_takes_its_place(moderator):
    reuse = ReuseFactory(state=ReuseState.SETTLED)
    words = Words(text="Hier kommt eine Ampel.", outcome=Outcome.PLANNED)

    draft = answering.save_draft(reuse.idea, words, version=0, by=moderator)
    answering.publish(draft, version=1, by=moderator)

    reuse.refresh_from_db()
    idea = Idea.objects.get(pk=reuse.idea_id)
    assert (reuse.state, idea.case, idea.outcome) == (
        ReuseState.CORRECTED,
        Case.ANSWERED,
        Outcome.PLANNED,
    )


def test_it_may_be_referred_all_the_same(moderator):
    reuse = ReuseFactory()

    referring.refer(reuse.idea, lead=reuse.department, cover_note="", by=moderator)

    reuse.refresh_from_db()
    idea = Idea.objects.get(pk=reuse.idea_id)
    assert (reuse.state, idea.case) == (ReuseState.REFERRED, Case.REFERRED)
